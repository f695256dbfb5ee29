package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Deadline.Calendar;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.WaitStep;
import dev.formwork.workflow.definition.WaitStep.WaitFor;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Waits for a time, a date or an event. */
final class WaitStepUi implements StepUi<WaitStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.HOURGLASS;
  }

  @Override
  public String color() {
    return "gray";
  }

  @Override
  public void inputs(WaitStep step, EditForm<WaitStep> form) {
    form.add(
        FlowInputs.choice(
            UiTexts.of("flow.wait.what"),
            List.of(Kind.values()),
            Kind.of(step),
            null,
            kind -> UiTexts.of("flow.wait.kind." + kind.word()),
            kind -> change(form, kind)));
    switch (Kind.of(step)) {
      case FOR -> duration(step, form);
      case UNTIL -> until(step, form);
      case EVENT -> event(step.event(), form);
    }
  }

  /** What is waited for. */
  private enum Kind {
    FOR,
    UNTIL,
    EVENT;

    static Kind of(WaitStep step) {
      return step.until() != null ? UNTIL : step.event() != null ? EVENT : FOR;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static void change(EditForm<WaitStep> form, Kind kind) {
    form.change(
        now ->
            new WaitStep(
                now.key(),
                now.title(),
                kind == Kind.FOR ? Delay.of("P1D") : null,
                kind == Kind.UNTIL ? "NOW()" : null,
                kind == Kind.EVENT ? new WaitFor(null, null, "TRUE", null) : null,
                now.calendar()));
    form.rebuild();
  }

  private static void duration(WaitStep step, EditForm<WaitStep> form) {
    var duration = form.requiredDuration("flow.wait.long", step.duration());
    var calendar = form.input(step.calendar(), told -> calendar(step.calendar(), told));
    form.stores(
        now ->
            new WaitStep(now.key(), form.title(), duration.value(), null, null, calendar.value()));
  }

  /**
   * @param value null: real time
   */
  private static Component calendar(Calendar value, Consumer<Calendar> told) {
    return FlowInputs.choice(
        UiTexts.of("flow.due.calendar"),
        List.of(Calendar.REAL, Calendar.WORKING),
        value == null ? Calendar.REAL : value,
        null,
        one -> UiTexts.of("flow.calendar." + one.json()),
        told);
  }

  private static void until(WaitStep step, EditForm<WaitStep> form) {
    var until = form.formula("flow.wait.until.label", step.until());
    form.stores(
        now -> new WaitStep(now.key(), form.title(), null, until.value(), null, now.calendar()));
  }

  private static void event(WaitFor event, EditForm<WaitStep> form) {
    var other =
        form.form("flow.wait.of", event.form(), FlowText.words().word("this-record")).rebuilding();
    var when = event.form() == null ? form.condition("flow.wait.condition", event.when()) : null;
    var where = form.where("flow.which", event.where(), event.form());
    var timeout = form.duration("flow.wait.timeout", event.timeout());
    form.stores(
        now ->
            new WaitStep(
                now.key(),
                form.title(),
                null,
                null,
                new WaitFor(
                    other.value(),
                    where.value(),
                    when == null ? event.when() : when.value(),
                    timeout.value()),
                now.calendar()));
  }
}
