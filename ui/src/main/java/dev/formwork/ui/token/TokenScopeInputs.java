package dev.formwork.ui.token;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.text.UiTexts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The scope of a token: everything or parts of one app, and from which networks. */
final class TokenScopeInputs extends Div {

  private static final List<RecordAction> OFFERED =
      List.of(
          RecordAction.READ,
          RecordAction.CREATE,
          RecordAction.CHANGE,
          RecordAction.DELETE,
          RecordAction.IMPORT,
          RecordAction.EXPORT,
          RecordAction.SHARE,
          RecordAction.BULK,
          RecordAction.HISTORY);

  private final Select<AppDefinition> app = new Select<>();
  private final MultiSelectComboBox<CompiledForm> forms = new MultiSelectComboBox<>();
  private final CheckboxGroup<RecordAction> actions = new CheckboxGroup<>();
  private final TextField addresses = new TextField();

  TokenScopeInputs(Caller caller, Definitions definitions, CompiledForms compiled) {
    addClassName("fw-place");
    app.setLabel(UiTexts.of("token.reaches"));
    app.setItems(
        ServiceCalls.await(() -> definitions.apps(caller.workspace())).stream()
            .map(stored -> stored.readPublished(AppDefinition.class))
            .toList());
    app.setEmptySelectionAllowed(true);
    app.setEmptySelectionCaption(UiTexts.of("token.everything"));
    app.setItemLabelGenerator(
        one ->
            one == null
                ? UiTexts.of("token.everything")
                : UiTexts.of("token.app", one.title().in(UiTexts.locale())));
    app.setWidthFull();
    app.setId("token-app");
    forms.setLabel(UiTexts.of("token.forms"));
    forms.setHelperText(UiTexts.of("token.forms.help"));
    forms.setItemLabelGenerator(form -> form.definition().title().in(UiTexts.locale()));
    forms.setWidthFull();
    actions.setLabel(UiTexts.of("token.actions"));
    actions.setItems(OFFERED);
    actions.setItemLabelGenerator(
        recordAction ->
            UiTexts.of("permission.action." + recordAction.name().toLowerCase(Locale.ROOT)));
    actions.setValue(Set.of(RecordAction.READ));
    addresses.setLabel(UiTexts.of("token.addresses"));
    addresses.setHelperText(UiTexts.of("token.addresses.help"));
    addresses.setWidthFull();
    app.addValueChangeListener(event -> chosen(caller, compiled, event.getValue()));
    chosen(caller, compiled, null);
    add(app, forms, actions, addresses);
  }

  private void chosen(Caller caller, CompiledForms compiled, AppDefinition chosen) {
    forms.setVisible(chosen != null);
    actions.setVisible(chosen != null);
    if (chosen != null) {
      var key = chosen.key();
      forms.setItems(
          ServiceCalls.await(() -> compiled.forms(caller.workspace(), key)).values().stream()
              .filter(form -> RecordAccess.to(caller, form).isKnown())
              .sorted(Comparator.comparing(CompiledForm::key))
              .toList());
    }
  }

  TokenScope scope() {
    var from =
        Arrays.stream(addresses.getValue().split("[,\\s]+"))
            .filter(part -> !part.isBlank())
            .toList();
    if (app.getValue() == null) {
      return new TokenScope(List.of(), from);
    }
    var key = app.getValue().key().value();
    var grants =
        forms.getValue().isEmpty()
            ? List.of(new TokenScope.Grant(key, null, actions.getValue()))
            : forms.getValue().stream()
                .map(form -> new TokenScope.Grant(key, form.key(), actions.getValue()))
                .toList();
    return new TokenScope(grants, from);
  }
}
