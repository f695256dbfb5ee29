package dev.formwork.ui.flow.instance;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.MemberPicker;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.diagram.FlowDiagramPanel;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.comment.Comment;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.instance.InstanceView.OpenTask;

/** One instance: status, who has it since when, actions, timeline. */
public final class InstanceCard extends Div {

  private final transient ProcessServices services;
  private final transient Caller caller;
  private final transient Runnable onActed;
  private transient InstanceView view;
  private final boolean open;

  /**
   * @param open whether the timeline is shown at once
   */
  public InstanceCard(
      ProcessServices services, Caller caller, InstanceView view, boolean open, Runnable onActed) {
    this.services = services;
    this.caller = caller;
    this.view = view;
    this.open = open;
    this.onActed = onActed;
    addClassName("fw-instance");
    build();
  }

  private void build() {
    removeAll();
    var relativeTime = new RelativeTime(caller.zone());
    var name = new Span(view.flowTitle().in(UiTexts.locale()));
    name.addClassName("fw-strong");
    var head =
        new Div(
            name,
            InstanceText.badge(view.status(), view.outcome()),
            relativeTime.ago(view.startedAt()));
    head.addClassName("fw-instance-head");
    add(head);
    if (view.error() != null) {
      var wrong = new Div(view.error());
      wrong.addClassName("fw-error");
      add(wrong);
    }
    view.open().forEach(task -> add(waiting(task, relativeTime)));
    add(actions());
    var timeline =
        new Details(
            UiTexts.of("flow.timeline"), new InstanceTimeline(services.flows, caller, view));
    timeline.setOpened(open);
    timeline.setWidthFull();
    add(timeline, FlowDiagramPanel.folded(services.drawings, caller, view));
  }

  /** Who has it now, and since when. */
  private Div waiting(OpenTask task, RelativeTime relativeTime) {
    var names = ProcessServices.names(caller);
    var who = new Span(names.getOrDefault(task.member(), "?"));
    who.addClassName("fw-strong");
    var line =
        new Div(
            who,
            new Span(InstanceText.stepTitle(view.definition(), task.step())),
            relativeTime.ago(task.since()));
    if (task.dueAt() != null) {
      line.add(relativeTime.due(task.dueAt()));
    }
    var seen =
        new Span(
            task.seenAt() == null
                ? UiTexts.of("task.unseen")
                : UiTexts.of("task.seen", relativeTime.since(task.seenAt())));
    seen.addClassName("fw-muted");
    line.add(seen);
    line.addClassName("fw-instance-waiting");
    return line;
  }

  private Div actions() {
    var actions = new Div();
    actions.addClassName("fw-actions");
    if (caller.readOnly()) {
      return actions;
    }
    view.open().stream()
        .filter(task -> task.member().equals(caller.memberId()))
        .findFirst()
        .ifPresent(
            mine -> {
              var go =
                  new Button(
                      UiTexts.of("task.go"),
                      _ -> getUI().ifPresent(ui -> ui.navigate("tasks/" + mine.task())));
              go.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
              go.setId("go-to-task");
              actions.add(go);
            });
    view.mayDo()
        .forEach(
            kind -> {
              var button = new Button(UiTexts.of("task.action." + kind.json()), _ -> perform(kind));
              button.addThemeVariants(ButtonVariant.LUMO_SMALL);
              button.setId("case-" + kind.json());
              actions.add(button);
            });
    return actions;
  }

  private void perform(ActionKind kind) {
    if (kind == ActionKind.URGE || kind == ActionKind.TAKE_BACK) {
      act(kind, null);
      return;
    }
    var dialog = new Dialog();
    var label = UiTexts.of("task.action." + kind.json());
    dialog.setHeaderTitle(label);
    var comment = new TextArea(UiTexts.of("task.comment"));
    comment.setWidthFull();
    comment.setAutofocus(true);
    comment.setId("case-words");
    var told = new MemberPicker(UiTexts.of("task.people.comment"), caller);
    var files = new AttachmentsInput(services.attachments, caller);
    told.setVisible(kind == ActionKind.COMMENT);
    files.setVisible(kind == ActionKind.COMMENT);
    var body = new Div(comment, files, told);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var done =
        new Button(
            label,
            _ -> {
              boolean needed = kind == ActionKind.COMMENT || kind == ActionKind.TERMINATE;
              if (needed && comment.getValue().isBlank() && files.ids().isEmpty()) {
                comment.setErrorMessage(UiTexts.of("task.comment.missing"));
                comment.setInvalid(true);
                return;
              }
              dialog.close();
              var words = comment.getValue().isBlank() ? null : comment.getValue().strip();
              if (kind == ActionKind.COMMENT) {
                comment(new Comment(words, told.people(), files.ids()));
              } else {
                act(kind, words);
              }
            });
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    done.setId("case-do");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), done);
    dialog.open();
  }

  private void comment(Comment remark) {
    UiCommands.run(() -> services.flows.comment(caller, view.id(), remark))
        .ifPresent(after -> acted(ActionKind.COMMENT, after));
  }

  private void act(ActionKind kind, String comment) {
    UiCommands.run(() -> services.flows.act(caller, view.id(), kind, comment))
        .ifPresent(after -> acted(kind, after));
  }

  private void acted(ActionKind kind, InstanceView after) {
    Toast.done(UiTexts.of("task.did." + kind.json()));
    view = after;
    build();
    onActed.run();
  }
}
