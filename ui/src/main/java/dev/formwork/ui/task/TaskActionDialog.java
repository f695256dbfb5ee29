package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.ui.field.MemberPicker;
import dev.formwork.ui.flow.instance.AttachmentsInput;
import dev.formwork.ui.flow.instance.InstanceText;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.Event.Placement;
import dev.formwork.workflow.task.TaskAction;
import dev.formwork.workflow.task.TaskView;
import dev.formwork.workflow.task.TaskView.ReturnTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Asks for what an action on a task needs: comment, people, target step, signature. */
final class TaskActionDialog extends Dialog {

  private final ActionKind kind;
  private final transient TaskView view;
  private final TextArea comment = new TextArea(UiTexts.of("task.comment"));
  private final Div error = new Div();
  private MemberPicker people;
  private RadioButtonGroup<Placement> placement;
  private Select<ReturnTarget> target;
  private Checkbox straightBack;
  private SignaturePad signature;
  private AttachmentsInput files;
  private final Map<String, MemberPicker> chosen = new LinkedHashMap<>();

  /**
   * @param act does it; false: it was refused, and said so
   */
  TaskActionDialog(
      ActionKind kind,
      String label,
      TaskView view,
      ProcessServices services,
      Caller caller,
      Predicate<TaskAction> act) {
    this.kind = kind;
    this.view = view;
    setHeaderTitle(label);
    comment.setWidthFull();
    comment.setMinRows(2);
    comment.setId("task-comment");
    comment.setRequiredIndicatorVisible(needsComment());
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    var body = new Div(lead());
    body.addClassName("fw-dialog-body");
    parts(body, caller);
    body.add(comment);
    if (kind == ActionKind.COMMENT) {
      files = new AttachmentsInput(services.attachments, caller);
      body.add(files);
    }
    body.add(error);
    add(body);
    var done = new Button(label, _ -> done(act));
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    if (kind == ActionKind.REJECT || kind == ActionKind.TERMINATE) {
      done.addThemeVariants(ButtonVariant.LUMO_ERROR);
    }
    done.setId("task-do");
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), done);
    comment.setAutofocus(people == null && target == null);
  }

  /** Whether the action can be done without asking anything. */
  static boolean isPlain(ActionKind kind, TaskView view) {
    return switch (kind) {
      case APPROVE -> !view.commentNeeded() && !view.signature() && view.choosesFor().isEmpty();
      case COMPLETE, RESUBMIT -> view.choosesFor().isEmpty() && !view.signature();
      case SAVE, URGE, TAKE_BACK -> true;
      case REJECT, RETURN, TRANSFER, ADD_APPROVER, ASK, ANSWER, COMMENT, WITHDRAW, TERMINATE ->
          false;
    };
  }

  private boolean needsComment() {
    return switch (kind) {
      case APPROVE, REJECT, RETURN -> view.commentNeeded();
      case ASK, ANSWER, COMMENT, TERMINATE -> true;
      case TRANSFER, ADD_APPROVER, SAVE, COMPLETE, RESUBMIT, URGE, WITHDRAW, TAKE_BACK -> false;
    };
  }

  private Paragraph lead() {
    var lead = new Paragraph(UiTexts.of("task.lead." + kind.json()));
    lead.addClassName("fw-muted");
    return lead;
  }

  private void parts(Div body, Caller caller) {
    switch (kind) {
      case TRANSFER, ADD_APPROVER, ASK, COMMENT -> {
        people = new MemberPicker(UiTexts.of("task.people." + kind.json()), caller);
        people.setId("task-people");
        body.add(people);
      }
      case RETURN -> {
        target = targets();
        straightBack = new Checkbox(UiTexts.of("task.straight-back"));
        body.add(target, straightBack);
      }
      case APPROVE,
          REJECT,
          ANSWER,
          SAVE,
          COMPLETE,
          RESUBMIT,
          URGE,
          WITHDRAW,
          TAKE_BACK,
          TERMINATE -> {}
    }
    if (kind == ActionKind.ADD_APPROVER) {
      placement = new RadioButtonGroup<>(UiTexts.of("task.placement"));
      placement.setItems(Placement.values());
      placement.setItemLabelGenerator(
          one -> UiTexts.of("task.placement." + one.name().toLowerCase(Locale.ROOT)));
      placement.setValue(Placement.BEFORE);
      body.add(placement);
    }
    boolean decides = kind == ActionKind.APPROVE || kind == ActionKind.COMPLETE;
    if (decides) {
      for (var step : view.choosesFor()) {
        var picker = new MemberPicker(UiTexts.of("task.choose-for", stepTitle(step)), caller);
        chosen.put(step, picker);
        body.add(picker);
      }
    }
    if (view.signature() && (decides || kind == ActionKind.REJECT)) {
      signature = new SignaturePad();
      body.add(signature);
    }
  }

  private String stepTitle(String step) {
    return InstanceText.stepTitle(view.instance().definition(), step);
  }

  private Select<ReturnTarget> targets() {
    var select = new Select<ReturnTarget>();
    select.setLabel(UiTexts.of("flow.return-to"));
    select.setItems(view.returnTo());
    select.setItemLabelGenerator(
        one ->
            one.step() == null
                ? UiTexts.of("task.return.submitter")
                : one.title() == null ? stepTitle(one.step()) : one.title().in(UiTexts.locale()));
    view.returnTo().stream().findFirst().ifPresent(select::setValue);
    select.setWidthFull();
    return select;
  }

  private void done(Predicate<TaskAction> act) {
    var missing = missing();
    if (missing != null) {
      error.setText(UiTexts.of(missing));
      return;
    }
    if (act.test(action())) {
      close();
    }
  }

  /** The key of a sentence; null when nothing is missing. */
  private String missing() {
    boolean sends = files != null && !files.ids().isEmpty();
    if (needsComment() && comment.getValue().isBlank() && !sends) {
      return "task.comment.missing";
    }
    if (people != null && people.people().isEmpty() && kind != ActionKind.COMMENT) {
      return "task.people.missing";
    }
    if (chosen.values().stream().anyMatch(one -> one.people().isEmpty())) {
      return "task.people.missing";
    }
    return signature != null && signature.value() == null ? "task.sign.missing" : null;
  }

  private TaskAction action() {
    var byStep = new LinkedHashMap<String, List<MemberId>>();
    chosen.forEach((step, picker) -> byStep.put(step, picker.people()));
    RecordInput changes = null;
    return new TaskAction(
        kind,
        comment.getValue().isBlank() ? null : comment.getValue().strip(),
        people == null ? List.of() : people.people(),
        placement == null ? null : placement.getValue(),
        target == null || target.getValue() == null ? null : target.getValue().step(),
        straightBack != null && straightBack.getValue(),
        changes,
        byStep,
        signature == null ? null : signature.value(),
        files == null ? List.of() : files.ids());
  }
}
