package dev.formwork.ui.flow.design;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.permission.Grantees;
import dev.formwork.ui.field.GranteePicker;
import dev.formwork.ui.flow.design.input.DateOffsetInput;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.Input;
import dev.formwork.ui.flow.design.input.ScheduleInput;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.definition.TriggerType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The settings of the trigger: what starts the flow. */
final class TriggerPanel {

  private static final List<String> EVENTS =
      List.of("approved", "rejected", "returned", "overdue", "ended");

  private final EditForm<FlowDefinition> form;
  private final EditForm<Trigger> inputs;

  private TriggerPanel(EditForm<FlowDefinition> form) {
    this.form = form;
    this.inputs = form.part(FlowDefinition::trigger, FlowDefinition::withTrigger);
  }

  /** Adds them to a form. */
  static void addTo(EditForm<FlowDefinition> form) {
    new TriggerPanel(form).build();
  }

  private void build() {
    var flow = form.context().flow();
    var trigger = flow.trigger();
    var words = FlowText.words();
    form.add(
        FlowInputs.choice(
            UiTexts.of("flow.trigger"),
            List.of(TriggerType.values()),
            trigger.type(),
            null,
            words::name,
            this::change));
    form.add(FlowInputs.hintOf(words.help(trigger.type())));
    var of =
        form.form(
                "flow.form",
                flow.form() == null ? null : flow.form().value(),
                trigger.type().needsForm() ? null : UiTexts.of("flow.no-form"))
            .rebuilding();
    form.stores(now -> now.withForm(of.value() == null ? null : new FormKey(of.value())));
    settings(trigger);
  }

  /** Keeps the condition, where there can be one. */
  private void change(TriggerType type) {
    var surroundings = form.context().surroundings();
    form.change(
        flow -> {
          var changed = flow.withTrigger(type.usual(surroundings, flow.trigger().condition()));
          var forms = surroundings.forms();
          return flow.form() == null && type.needsForm() && !forms.isEmpty()
              ? changed.withForm(forms.getFirst().key())
              : changed;
        });
    form.rebuild();
  }

  private List<Field> fields() {
    return form.context().form().map(FormDefinition::fields).orElse(List.of());
  }

  private List<Field> dates() {
    return fields().stream()
        .filter(field -> field instanceof DateField || field instanceof DateTimeField)
        .toList();
  }

  private void settings(Trigger trigger) {
    switch (trigger) {
      case Trigger.Created(var when) -> conditional(when, Trigger.Created::new);
      case Trigger.Submitted(var when) -> conditional(when, Trigger.Submitted::new);
      case Trigger.Deleted(var when) -> conditional(when, Trigger.Deleted::new);
      case Trigger.Changed changed -> changed(changed);
      case Trigger.DateReached date -> date(date);
      case Trigger.Schedule schedule -> {
        var times = inputs.input(schedule, told -> new ScheduleInput(schedule, told));
        inputs.stores(_ -> times.value());
      }
      case Trigger.Webhook webhook -> {
        inputs.hint("flow.webhook.hint");
        var into =
            inputs.pairs(
                "into", "flow.http.into", webhook.into(), "flow.variable", "flow.http.pointer");
        inputs.stores(_ -> new Trigger.Webhook(into.value()));
      }
      case Trigger.Button button -> button(button);
      case Trigger.CalledByFlow _ -> {}
      case Trigger.TaskEvent event -> task(event);
    }
  }

  private void conditional(String condition, Function<String, Trigger> made) {
    var when = condition(condition);
    inputs.stores(_ -> made.apply(when.value()));
  }

  private Input<String> condition(String condition) {
    return inputs.condition("flow.trigger.when", condition);
  }

  private void changed(Trigger.Changed changed) {
    var offered = fields();
    var keys = new LinkedHashSet<>(FlowInputs.keys(offered));
    keys.addAll(changed.fields());
    var fields =
        inputs.input(
            changed.fields(),
            told ->
                FlowInputs.several(
                    "flow.trigger.fields",
                    "flow.trigger.any-field",
                    keys,
                    changed.fields(),
                    key -> FlowInputs.named(offered, key),
                    told));
    var from = inputs.formula("flow.trigger.from", changed.from());
    var to = inputs.formula("flow.trigger.to", changed.to());
    var when = condition(changed.when());
    inputs.stores(_ -> new Trigger.Changed(fields.value(), from.value(), to.value(), when.value()));
  }

  private void date(Trigger.DateReached date) {
    var field = inputs.field("flow.trigger.date", date.field(), dates());
    var after = inputs.input(date.after(), told -> new DateOffsetInput(date.after(), told));
    var at = inputs.text("flow.trigger.at", date.at());
    var when = condition(date.when());
    inputs.stores(
        _ -> new Trigger.DateReached(field.value(), after.value(), at.value(), when.value()));
  }

  private void button(Trigger.Button button) {
    var label = inputs.line("flow.trigger.label", button.label());
    var who = inputs.input(button.who(), told -> who(button.who(), told));
    var when = condition(button.when());
    inputs.stores(_ -> new Trigger.Button(label.value(), who.value(), when.value()));
  }

  /**
   * @param now null: whoever may change the record
   */
  private GranteePicker who(Grantees now, Consumer<Grantees> told) {
    var none = new Grantees(false, Set.of(), Set.of(), Set.of());
    var picker = new GranteePicker(form.context().people(), now == null ? none : now);
    picker.setLabel(UiTexts.of("flow.trigger.who"));
    picker.setPlaceholder(UiTexts.of("flow.trigger.who.usual"));
    picker.addValueChangeListener(
        _ -> told.accept(picker.getValue().isEmpty() ? null : picker.who()));
    return picker;
  }

  private void task(Trigger.TaskEvent event) {
    var flow = inputs.flow("flow.trigger.of-flow", event.flow());
    var step = inputs.text("flow.trigger.step", event.step());
    var events =
        inputs.input(
            event.events(),
            told ->
                FlowInputs.several(
                    "flow.trigger.events",
                    "flow.trigger.any-event",
                    EVENTS,
                    event.events().stream().filter(EVENTS::contains).toList(),
                    word -> UiTexts.of("flow.event." + word),
                    told));
    inputs.stores(_ -> new Trigger.TaskEvent(flow.value(), step.value(), events.value()));
  }
}
