package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.diagram.FlowDiagramPanel;
import dev.formwork.ui.flow.instance.InstanceTimeline;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.record.Clash;
import dev.formwork.ui.record.ClashPanel;
import dev.formwork.ui.record.RecordForm;
import dev.formwork.ui.record.UnsavedBanner;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.TaskAction;
import dev.formwork.workflow.task.TaskView;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One task: the record as the step shows it, the actions, and the history. */
final class TaskPanel extends Div {

  private final transient ProcessServices services;
  private final transient Caller caller;
  private final transient Runnable onClose;
  private final transient Runnable onActed;
  private final Div error = new Div();
  private transient TaskView view;
  private RecordForm inputs;
  private UnsavedBanner unsaved;
  private final Div clashes = new Div();
  private boolean changed;

  private TaskPanel(
      ProcessServices services, Caller caller, TaskView view, Runnable onClose, Runnable onActed) {
    this.services = services;
    this.caller = caller;
    this.view = view;
    this.onClose = onClose;
    this.onActed = onActed;
    addClassNames("fw-record", "fw-task-panel");
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    build();
  }

  /** Empty when there is nothing to open any more; the visitor was told. */
  static Optional<TaskPanel> of(
      ProcessServices services, Caller caller, UUID task, Runnable onClose, Runnable onActed) {
    return UiCommands.run(() -> services.tasks.open(caller, task))
        .map(view -> new TaskPanel(services, caller, view, onClose, onActed));
  }

  private void build() {
    removeAll();
    changed = false;
    error.setVisible(false);
    var body = new Div(facts());
    body.addClassName("fw-record-body");
    body.add(error);
    reason().ifPresent(body::add);
    if (view.record() != null) {
      inputs = new RecordForm(view.form(), services.inputs(view.reader(), view.form()));
      inputs.show(view.record());
      inputs.addClassName("fw-form-brief");
      if (!view.changes().isEmpty()) {
        body.add(new ChangesSinceSubmission(view, display()));
      }
      body.add(kept(), clashes, inputs, all());
    } else if (view.card().record() != null) {
      var gone = new Paragraph(UiTexts.of("task.record-gone"));
      gone.addClassName("fw-hint");
      body.add(gone);
    }
    body.add(
        new H2(UiTexts.of("flow.timeline")),
        new InstanceTimeline(services.flows, caller, view.instance()));
    body.add(FlowDiagramPanel.folded(services.drawings, caller, view.instance()));
    add(head(), body, new TaskActionBar(view, caller.readOnly(), this::perform));
  }

  /** What was entered is kept in the browser, and offered again when the task is opened again. */
  private UnsavedBanner kept() {
    clashes.removeAll();
    unsaved =
        new UnsavedBanner(
            view.form(),
            inputs,
            caller.zone(),
            UnsavedBanner.Area.BROWSER,
            found -> {
              changed = true;
              clashes.removeAll();
              if (!found.isEmpty()) {
                clashes.add(clashPanel(found));
              }
            });
    inputs.onChange(
        () -> {
          changed = true;
          unsaved.edited();
        });
    unsaved.show(
        String.join(
            "/",
            caller.workspace().key(),
            String.valueOf(caller.memberId()),
            "task",
            view.card().id().toString()));
    return unsaved;
  }

  private ClashPanel clashPanel(List<Clash> found) {
    return new ClashPanel(
        found,
        ProcessServices.names(caller).getOrDefault(view.record().updatedBy(), "?"),
        display(),
        inputs::choose);
  }

  private FieldDisplay display() {
    return new FieldDisplay(UiTexts.locale(), caller.zone(), ProcessServices.names(caller));
  }

  /** Why it came back, or was unlocked, above everything else. */
  private Optional<Div> reason() {
    return view.instance().history().reversed().stream()
        .filter(
            line ->
                line.kind().equals("unlocked")
                    || view.actions().contains(ActionKind.RESUBMIT)
                        && (line.kind().equals("returned") || line.kind().equals("rejected")))
        .filter(line -> line.comment() != null && !line.comment().isBlank())
        .findFirst()
        .map(
            line -> {
              var who =
                  line.member() == null
                      ? UiTexts.of("flow.history.platform")
                      : ProcessServices.names(caller).getOrDefault(line.member(), "?");
              var reason = new Div(UiTexts.of("task.reason." + line.kind(), who, line.comment()));
              reason.addClassName("fw-task-reason");
              reason.setId("task-reason");
              return reason;
            });
  }

  private Div head() {
    var card = view.card();
    var title =
        new H2(
            card.recordTitle() == null || card.recordTitle().isBlank()
                ? card.flowTitle().in(UiTexts.locale())
                : card.recordTitle());
    var close = new Button(VaadinIcon.CLOSE.create(), _ -> onClose.run());
    close.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    close.setAriaLabel(UiTexts.of("close"));
    var head = new Div(title);
    if (card.record() != null && card.form() != null) {
      var record =
          new Anchor(
              "app/%s/%s/%s".formatted(card.app(), card.form(), card.record()),
              UiTexts.of("task.record"));
      record.addClassName("fw-task-record");
      head.add(record);
    }
    head.add(close);
    head.addClassName("fw-record-head");
    return head;
  }

  private Div facts() {
    var card = view.card();
    var relativeTime = new RelativeTime(caller.zone());
    var names = ProcessServices.names(caller);
    var asked =
        new Span(
            UiTexts.of(
                "task.asked",
                card.submitter() == null
                    ? UiTexts.of("history.system")
                    : names.getOrDefault(card.submitter(), "?"),
                card.flowTitle().in(UiTexts.locale())));
    var facts = new Div(asked, relativeTime.ago(card.at()));
    if (card.stepTitle() != null) {
      var step = new Span(card.stepTitle().in(UiTexts.locale()));
      step.addClassName("fw-badge");
      step.getElement().setAttribute("data-color", "amber");
      facts.addComponentAsFirst(step);
    }
    if (card.dueAt() != null && card.endedAt() == null) {
      facts.add(relativeTime.due(card.dueAt()));
    }
    facts.addClassName("fw-task-facts");
    return facts;
  }

  /** Fields that are empty and cannot be filled in are left out until one asks for them. */
  private Button all() {
    var all = new Button(UiTexts.of("task.all-fields"));
    all.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    all.addClassName("fw-task-all");
    all.addClickListener(
        _ -> {
          inputs.removeClassName("fw-form-brief");
          all.setVisible(false);
        });
    return all;
  }

  private void perform(ActionKind kind) {
    if (TaskActionDialog.isPlain(kind, view)) {
      act(TaskAction.of(kind, null));
    } else {
      new TaskActionDialog(kind, TaskActionBar.label(view, kind), view, services, caller, this::act)
          .open();
    }
  }

  /** Whether what was entered in the record goes along. */
  private static boolean takesChanges(ActionKind kind) {
    return switch (kind) {
      case APPROVE, COMPLETE, RESUBMIT, SAVE -> true;
      case REJECT,
          RETURN,
          TRANSFER,
          ADD_APPROVER,
          ASK,
          ANSWER,
          COMMENT,
          URGE,
          WITHDRAW,
          TAKE_BACK,
          TERMINATE ->
          false;
    };
  }

  /** Whether what was entered can be stored as it stands; else whoever decides is told why not. */
  private boolean isReady() {
    var unread = inputs.unread();
    boolean decided =
        clashes
            .getChildren()
            .allMatch(open -> open instanceof ClashPanel panel && panel.isDecided());
    if (!unread.isEmpty()) {
      error.removeAll();
      error.add(new Span(UiTexts.of("task.unread", String.join(", ", unread))));
      error.setVisible(true);
      error.scrollIntoView();
    }
    return unread.isEmpty() && decided;
  }

  private TaskAction withChanges(TaskAction action) {
    RecordInput entered = changed && takesChanges(action.kind()) ? inputs.input() : null;
    return new TaskAction(
        action.kind(),
        action.comment(),
        action.people(),
        action.placement(),
        action.step(),
        action.straightBack(),
        entered,
        action.chosen(),
        action.signature(),
        action.files());
  }

  private boolean act(TaskAction action) {
    if (changed && takesChanges(action.kind()) && !isReady()) {
      return true;
    }
    try {
      var task = view.card().id();
      var whole = withChanges(action);
      var after = ServiceCalls.await(() -> services.tasks.act(caller, task, whole));
      if (unsaved != null && whole.changes() != null) {
        unsaved.saved();
      }
      tell(action.kind(), after);
      onActed.run();
      if (after == null || after.actions().isEmpty() || after.card().endedAt() != null) {
        onClose.run();
      } else {
        view = after;
        build();
      }
      return true;
    } catch (Refusal refusal) {
      refused(refusal);
      return true;
    }
  }

  /** What can still be taken back is offered back. */
  private void tell(ActionKind kind, TaskView after) {
    var done = UiTexts.of("task.did." + kind.json());
    if (after == null || !after.instance().mayDo().contains(ActionKind.TAKE_BACK)) {
      Toast.done(done);
      return;
    }
    var instance = after.instance().id();
    Toast.undoable(
        done,
        () ->
            UiCommands.run(() -> services.flows.act(caller, instance, ActionKind.TAKE_BACK, null))
                .ifPresent(
                    _ -> {
                      Toast.done(UiTexts.of("task.did.takeBack"));
                      onActed.run();
                    }));
  }

  private void refused(Refusal refusal) {
    var elsewhere =
        inputs == null ? List.of(UiTexts.of(refusal)) : inputs.showProblems(refusal.problems());
    error.removeAll();
    error.add(
        new Span(
            elsewhere.isEmpty() ? UiTexts.of("record.fix-values") : String.join("\n", elsewhere)));
    if (refusal.kind() == Refusal.Kind.STALE || refusal.kind() == Refusal.Kind.CONFLICT) {
      error.add(new Button(UiTexts.of("record.reload"), _ -> reload()));
    }
    error.setVisible(true);
    error.scrollIntoView();
  }

  /** What was entered is offered again on the task as it is by now. */
  private void reload() {
    if (unsaved != null && changed) {
      unsaved.keep();
    }
    UiCommands.run(() -> services.tasks.open(caller, view.card().id()))
        .ifPresentOrElse(
            fresh -> {
              view = fresh;
              build();
            },
            onClose);
    onActed.run();
  }
}
