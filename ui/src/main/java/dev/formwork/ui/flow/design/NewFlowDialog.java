package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.Title;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.designer.flow.edit.StepFactory;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.flow.FlowServices;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowKey;
import dev.formwork.workflow.definition.FlowSurroundings;
import dev.formwork.workflow.definition.StepType;
import dev.formwork.workflow.definition.Trigger;
import java.util.List;
import java.util.stream.Collectors;

/** Asks for the name, form and purpose of a new flow. */
final class NewFlowDialog extends Dialog {

  private static final String APPROVAL = "approval";

  private final transient FlowServices services;
  private final transient Caller caller;
  private final AppKey app;
  private final transient FlowDefinition from;
  private final TextField name = new TextField(UiTexts.of("flow.name"));
  private final RadioButtonGroup<String> kind = new RadioButtonGroup<>();
  private final Select<String> form;

  /**
   * @param from what is duplicated; null: a new one
   */
  NewFlowDialog(FlowServices services, Caller caller, AppKey app, FlowDefinition from) {
    this.services = services;
    this.caller = caller;
    this.app = app;
    this.from = from;
    setHeaderTitle(UiTexts.of("flow.new"));
    name.setId("flow-name");
    name.setWidthFull();
    name.setAutofocus(true);
    kind.setLabel(UiTexts.of("flow.new.kind"));
    kind.setItems(APPROVAL, "automation");
    kind.setItemLabelGenerator(word -> UiTexts.of("flow.new." + word));
    kind.setValue(APPROVAL);
    var forms = ServiceCalls.await(() -> services.forms().forms(caller.workspace(), app));
    var keys = forms.keySet().stream().sorted().toList();
    form =
        FlowInputs.choice(
            UiTexts.of("flow.form"),
            keys,
            keys.isEmpty() ? null : keys.getFirst(),
            UiTexts.of("flow.no-form"),
            key -> title(forms.get(key)),
            _ -> {});
    form.setId("flow-form");
    var body = new Div(name);
    if (from == null) {
      body.add(kind, form);
    } else {
      name.setValue(UiTexts.of("flow.copy-of", from.title().in(UiTexts.locale())));
    }
    body.addClassName("fw-dialog-body");
    add(body);
    var make = new Button(UiTexts.of("flow.make"), _ -> make());
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.addClickShortcut(com.vaadin.flow.component.Key.ENTER);
    make.setId("make-flow");
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), make);
  }

  private static String title(CompiledForm form) {
    return form == null ? "" : form.definition().title().in(UiTexts.locale());
  }

  private void make() {
    if (name.getValue().isBlank()) {
      name.setErrorMessage(UiTexts.of("flow.name.missing"));
      name.setInvalid(true);
      return;
    }
    var taken =
        services.list(caller, app).stream().map(StoredDefinition::key).collect(Collectors.toSet());
    var key = FlowEdits.freeKey(Key.fromTitle(name.getValue(), "flow"), taken);
    var flow = from == null ? fresh(key) : copy(key);
    UiCommands.run(
            () ->
                services
                    .definitions()
                    .drafts()
                    .save(
                        caller,
                        new DefinitionId(app, DefinitionKind.FLOW, key),
                        FlowDefinitionJson.of(flow),
                        null))
        .ifPresent(
            _ -> {
              close();
              UI.getCurrent().navigate("flows/" + app + "/" + key);
            });
  }

  private Title title() {
    var text = name.getValue().strip();
    return UiTexts.locale().getLanguage().equals("zh") ? new Title(null, text) : Title.of(text);
  }

  private FlowDefinition copy(String key) {
    return new FlowDefinition(
        new FlowKey(key),
        title(),
        from.description(),
        from.form(),
        from.trigger(),
        from.variables(),
        from.rules(),
        from.owns(),
        from.steps());
  }

  /** An approval begins with the submitter's manager, as most do; an automation with nothing. */
  private FlowDefinition fresh(String key) {
    boolean approval = kind.getValue().equals(APPROVAL);
    var of = form.getValue() == null ? null : new FormKey(form.getValue());
    Trigger trigger =
        of == null
            ? new Trigger.Button(null, null, null)
            : approval ? new Trigger.Submitted(null) : new Trigger.Created(null);
    var empty =
        new FlowDefinition(
            new FlowKey(key), title(), null, of, trigger, List.of(), null, null, List.of());
    var surroundings = new FlowSurroundings(empty, null, List.of(), List.of());
    return approval
        ? empty.withSteps(List.of(StepFactory.of(StepType.APPROVE, surroundings)))
        : empty;
  }
}
