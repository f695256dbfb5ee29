package dev.formwork.ui.flow.design;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.permission.Grantees;
import dev.formwork.ui.field.GranteePicker;
import dev.formwork.ui.flow.design.input.DateOffsetInput;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.KeyValueEditor;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.ui.flow.design.input.ScheduleInput;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Trigger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The settings of the trigger: what starts the flow. */
final class TriggerPanel extends Div {

  private static final List<String> KINDS =
      List.of(
          "record.submitted",
          "record.created",
          "record.changed",
          "record.deleted",
          "record.date",
          "button",
          "schedule",
          "webhook",
          "flow",
          "task");

  private static final List<String> EVENTS =
      List.of("approved", "rejected", "returned", "overdue", "ended");

  private final transient JsonBinding flow;
  private final transient JsonBinding trigger;

  TriggerPanel(JsonBinding flow) {
    this.flow = flow;
    this.trigger = flow.at("trigger");
    addClassName("fw-properties");
    var now = flow.tools().flow().trigger();
    add(
        FlowInputs.choice(
            UiTexts.of("flow.trigger"),
            KINDS,
            FlowText.triggerWord(now),
            null,
            word -> UiTexts.of("flow.trigger." + word),
            this::change));
    add(FlowInputs.hint("flow.trigger." + FlowText.triggerWord(now) + ".help"));
    boolean needsForm = now.isOfRecords() || now instanceof Trigger.DateReached;
    add(
        FlowInputs.form(
            flow,
            "form",
            "flow.form",
            needsForm ? null : UiTexts.of("flow.no-form"),
            key -> {
              flow.set("form", key);
              flow.rebuild();
            }));
    own(now).forEach(this::add);
    boolean conditional =
        switch (now) {
          case Trigger.Created _,
              Trigger.Changed _,
              Trigger.Submitted _,
              Trigger.Deleted _,
              Trigger.DateReached _,
              Trigger.Button _ ->
              true;
          case Trigger.Schedule _, Trigger.Webhook _, Trigger.CalledByFlow _, Trigger.TaskEvent _ ->
              false;
        };
    if (conditional) {
      add(FlowInputs.condition(trigger, "when", "flow.trigger.when"));
    }
  }

  /** Keeps the condition, where there can be one. */
  private void change(String kind) {
    ObjectNode fresh = JsonBinding.nodes().objectNode().put("on", kind);
    boolean conditional = kind.startsWith("record.") || kind.equals("button");
    if (conditional && trigger.text("when") != null) {
      fresh.put("when", trigger.text("when"));
    }
    switch (kind) {
      case "record.date" ->
          dates().stream().findFirst().ifPresent(field -> fresh.put("field", field.key().value()));
      case "schedule" -> fresh.put("cron", "0 9 * * 1-5");
      default -> {}
    }
    flow.set("trigger", fresh);
    if (flow.get("form").isMissingNode() && kind.startsWith("record.")) {
      flow.tools().forms().stream()
          .findFirst()
          .ifPresent(form -> flow.set("form", form.key().value()));
    }
    flow.rebuild();
  }

  private List<Field> fields() {
    return flow.tools().form().map(form -> form.fields()).orElse(List.of());
  }

  private List<Field> dates() {
    return fields().stream()
        .filter(field -> field instanceof DateField || field instanceof DateTimeField)
        .toList();
  }

  private List<Component> own(Trigger now) {
    return switch (now) {
      case Trigger.Created _, Trigger.Submitted _, Trigger.Deleted _, Trigger.CalledByFlow _ ->
          List.of();
      case Trigger.Changed changed -> changed(changed);
      case Trigger.DateReached _ ->
          List.of(
              FlowInputs.field(
                  trigger, "field", "flow.trigger.date", dates(), key -> trigger.set("field", key)),
              new DateOffsetInput(trigger.text("after"), value -> trigger.set("after", value)),
              FlowInputs.text(trigger, "at", "flow.trigger.at"));
      case Trigger.Schedule _ -> List.of(new ScheduleInput(trigger));
      case Trigger.Webhook _ ->
          List.of(
              FlowInputs.hint("flow.webhook.hint"),
              new KeyValueEditor(
                  trigger, "into", "flow.http.into", "flow.variable", "flow.http.pointer"));
      case Trigger.Button button ->
          List.of(LocalizedTextInput.line(trigger, "label", "flow.trigger.label"), who(button));
      case Trigger.TaskEvent event -> task(event);
    };
  }

  private List<Component> changed(Trigger.Changed changed) {
    var offered = fields();
    var fields = new MultiSelectComboBox<String>(UiTexts.of("flow.trigger.fields"));
    var keys = new LinkedHashSet<>(FlowInputs.keys(offered));
    keys.addAll(changed.fields());
    fields.setItems(keys);
    fields.setItemLabelGenerator(key -> FlowInputs.named(offered, key));
    fields.setValue(Set.copyOf(changed.fields()));
    fields.setPlaceholder(UiTexts.of("flow.trigger.any-field"));
    fields.setWidthFull();
    fields.addValueChangeListener(
        event -> {
          var chosen = JsonBinding.nodes().arrayNode();
          keys.stream().filter(event.getValue()::contains).forEach(chosen::add);
          trigger.set("fields", chosen);
        });
    return List.of(
        fields,
        FlowInputs.formula(trigger, "from", "flow.trigger.from"),
        FlowInputs.formula(trigger, "to", "flow.trigger.to"));
  }

  private Component who(Trigger.Button button) {
    var none = new Grantees(false, Set.of(), Set.of(), Set.of());
    var picker =
        new GranteePicker(flow.tools().people(), button.who() == null ? none : button.who());
    picker.setLabel(UiTexts.of("flow.trigger.who"));
    picker.setPlaceholder(UiTexts.of("flow.trigger.who.usual"));
    picker.addValueChangeListener(
        _ ->
            trigger.set(
                "who",
                picker.getValue().isEmpty()
                    ? null
                    : DefinitionJson.mapper().<ObjectNode>valueToTree(picker.who())));
    return picker;
  }

  private List<Component> task(Trigger.TaskEvent event) {
    var flows = flow.tools().others();
    var events = new MultiSelectComboBox<String>(UiTexts.of("flow.trigger.events"));
    events.setItems(EVENTS);
    events.setItemLabelGenerator(word -> UiTexts.of("flow.event." + word));
    events.setValue(new LinkedHashSet<>(event.events().stream().filter(EVENTS::contains).toList()));
    events.setPlaceholder(UiTexts.of("flow.trigger.any-event"));
    events.setWidthFull();
    events.addValueChangeListener(
        changed -> {
          var chosen = JsonBinding.nodes().arrayNode();
          EVENTS.stream().filter(changed.getValue()::contains).forEach(chosen::add);
          trigger.set("events", chosen);
        });
    var other =
        FlowInputs.choice(
            UiTexts.of("flow.trigger.of-flow"),
            flows.stream()
                .map(one -> one.key().value())
                .filter(key -> !key.equals(flow.tools().flow().key().value()))
                .toList(),
            event.flow(),
            null,
            key ->
                flows.stream()
                    .filter(one -> one.key().value().equals(key))
                    .findFirst()
                    .map(one -> one.title().in(UiTexts.locale()))
                    .orElse(key),
            key -> trigger.set("flow", key));
    TextField step = FlowInputs.text(trigger, "step", "flow.trigger.step");
    return List.of(other, step, events);
  }
}
