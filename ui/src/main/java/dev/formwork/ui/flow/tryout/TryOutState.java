package dev.formwork.ui.flow.tryout;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.naming.MemberId;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.instance.InstanceText;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.flow.text.StepTitles;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.StepText;
import dev.formwork.workflow.engine.Event.TaskDecision;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.TaskKind;
import dev.formwork.workflow.runtime.FailureText;
import dev.formwork.workflow.tryout.TryOut;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The state of a try-out: open tasks, history, and what it would change and send. */
final class TryOutState extends Div {

  private static final Set<HistoryEntry.Kind> SILENT =
      Set.of(HistoryEntry.Kind.ENTERED, HistoryEntry.Kind.WAITING);

  /** What somebody does with a task. */
  @FunctionalInterface
  interface TaskListener {
    void act(int number, TaskDecision taskDecision);
  }

  private final transient FlowContext tools;
  private final transient TaskListener taskListener;
  private final transient Map<MemberId, String> names;
  private Button next;

  TryOutState(FlowContext tools, TryOut tryOut, TaskListener taskListener, Runnable onSkip) {
    this.tools = tools;
    this.taskListener = taskListener;
    this.names = ProcessServices.names(tools.caller());
    addClassName("fw-try-state");
    var now = tryOut.now();
    var head = new Div(InstanceText.badge(now.status(), now.outcome()));
    head.addClassName("fw-instance-head");
    head.getElement().setAttribute("role", "status");
    add(head);
    if (now.error() != null) {
      var error = new Div(FailureText.text(now.error(), UiTexts.locale()));
      error.addClassName("fw-error");
      add(error);
    }
    now.tasks().forEach(task -> add(task(task)));
    if (now.waitsUntil() != null && !now.status().isOver()) {
      var until = new RelativeTime(tools.caller().zone()).exact(now.waitsUntil());
      var skip =
          new Button(
              UiTexts.of("try.skip", until), VaadinIcon.FAST_FORWARD.create(), _ -> onSkip.run());
      skip.addThemeVariants(ButtonVariant.LUMO_SMALL);
      skip.setId("try-skip");
      add(skip);
      next = next == null ? skip : next;
    }
    section(
        "flow.timeline",
        now.history().stream()
            .filter(one -> !SILENT.contains(one.kind()))
            .map(this::happening)
            .toList());
    section(
        "try.changes",
        now.changes().stream()
            .map(
                one ->
                    UiTexts.of(
                        "try.change", field(one.field()), text(one.before()), text(one.after())))
            .toList());
    section(
        "try.emails",
        now.emails().stream()
            .map(
                one ->
                    UiTexts.of(
                        "try.email",
                        one.to().stream()
                            .map(id -> names.getOrDefault(id, "?"))
                            .collect(Collectors.joining(FlowText.words().word("comma"))),
                        one.subject() == null ? one.text() : one.subject()))
            .toList());
    section("try.calls", now.calls());
  }

  /** Whoever walks by keys goes on with what comes next. */
  void focusNext() {
    if (next != null) {
      next.focus();
    }
  }

  private static String text(String value) {
    return value == null || value.isEmpty() ? "—" : value;
  }

  private String field(String key) {
    return tools.form().map(form -> FlowInputs.named(form.fields(), key)).orElse(key);
  }

  private String happening(HistoryEntry one) {
    var who = one.member() == null ? UiTexts.of("try.flow") : names.getOrDefault(one.member(), "?");
    var step = one.step() == null ? "" : StepTitles.of(tools.flow(), one.step());
    return StepText.joined(who + " " + InstanceText.word("flow.history.", one.kind().json()), step);
  }

  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    var section = new Div(new H3(UiTexts.of(title)));
    section.addClassName("fw-try-section");
    lines.forEach(line -> section.add(new Div(line)));
    add(section);
  }

  /** Decided in the place of whoever would have it. */
  private Div task(TryOut.TryOutTask task) {
    var who = new Span(names.getOrDefault(task.member(), "?"));
    who.addClassName("fw-strong");
    var step = new Span(StepTitles.of(tools.flow(), task.step()));
    step.addClassName("fw-muted");
    var line = new Div(who, step);
    if (task.kind() == TaskKind.APPROVE) {
      line.add(
          button(
              "task.action.approve",
              "try-approve-" + task.number(),
              true,
              task,
              new TaskDecision.Approve(Map.of())),
          button(
              "task.action.reject",
              "try-reject-" + task.number(),
              false,
              task,
              new TaskDecision.Reject()));
    } else if (task.kind() == TaskKind.OPINION) {
      line.add(
          button(
              "task.action.answer",
              "try-answer-" + task.number(),
              true,
              task,
              new TaskDecision.GiveOpinion()));
    } else {
      line.add(
          button(
              "task.action.complete",
              "try-complete-" + task.number(),
              true,
              task,
              new TaskDecision.Complete()));
    }
    line.addClassNames("fw-instance-waiting", "fw-try-task");
    return line;
  }

  private Button button(
      String label, String id, boolean primary, TryOut.TryOutTask task, TaskDecision taskDecision) {
    var button = new Button(UiTexts.of(label), _ -> taskListener.act(task.number(), taskDecision));
    button.addThemeVariants(ButtonVariant.LUMO_SMALL);
    if (primary) {
      button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      next = next == null ? button : next;
    }
    button.setId(id);
    return button;
  }
}
