package dev.formwork.workflow.task;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.comment.Comment;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.ApproveStep;
import java.util.ArrayList;
import java.util.List;

/** What an action on a task must bring along, as its step demands. Pure. */
final class TaskActionCheck {

  private TaskActionCheck() {}

  /**
   * @throws Refusal when a comment, a signature or people are missing
   */
  static void check(LoadedTask loaded, TaskAction action) {
    var approve = loaded.step() instanceof ApproveStep step ? step : null;
    var kind = action.kind();
    boolean decides = kind == ActionKind.APPROVE || kind == ActionKind.REJECT;
    if (decides && approve != null && approve.comment() || kind == ActionKind.ANSWER) {
      Comment.requireText(action.comment());
    }
    if (kind == ActionKind.APPROVE && approve != null && approve.sign()) {
      SignatureCheck.check(action.signature());
    }
    if (namesPeople(kind) && action.people().isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/people", CoreProblem.REQUIRED)));
    }
    if (kind == ActionKind.APPROVE) {
      requireChosen(loaded, action);
    }
  }

  private static boolean namesPeople(ActionKind kind) {
    return kind == ActionKind.TRANSFER || kind == ActionKind.ADD_APPROVER || kind == ActionKind.ASK;
  }

  private static void requireChosen(LoadedTask loaded, TaskAction action) {
    for (var later : TaskActionsPolicy.choosesFor(loaded)) {
      if (action.chosen().getOrDefault(later, List.of()).isEmpty()) {
        throw Refusal.invalid(List.of(Problem.at("/chosen/" + later, CoreProblem.REQUIRED)));
      }
    }
  }

  /** Whether the record must be complete with it. */
  static boolean completes(LoadedTask loaded, TaskAction action) {
    return isFinal(action) && !TaskRights.required(loaded.step()).isEmpty();
  }

  private static boolean isFinal(TaskAction action) {
    return action.kind() == ActionKind.APPROVE || action.kind() == ActionKind.COMPLETE;
  }

  /**
   * @throws Refusal naming the required fields that are empty
   */
  static void requireFilled(LoadedTask loaded, TaskAction action, StoredRecord record) {
    if (!isFinal(action)) {
      return;
    }
    var fields = loaded.form().definition().fields();
    var problems = new ArrayList<Problem>();
    for (var key : TaskRights.required(loaded.step())) {
      for (int slot = 0; slot < fields.size(); slot++) {
        var value = record.data().get(slot);
        boolean empty = value == null || value instanceof List<?> list && list.isEmpty();
        if (fields.get(slot).key().value().equals(key) && empty) {
          problems.add(Problem.at("/" + key, CoreProblem.REQUIRED));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }
}
