package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.Title;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.TaskFieldAccess;
import dev.formwork.workflow.engine.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which actions a task offers, under which labels, and which steps it can be returned to. Pure. */
final class TaskActionsPolicy {

  private TaskActionsPolicy() {}

  static Tasks.Card card(TaskActionExecutor.LoadedTask loadedTask) {
    var instance = loadedTask.stored().instance();
    var subjectRecord = instance.subject();
    return new Tasks.Card(
        loadedTask.task().id(),
        instance.id(),
        instance.app(),
        instance.flow(),
        loadedTask.flow().definition().title(),
        subjectRecord == null ? null : subjectRecord.form(),
        subjectRecord == null ? null : subjectRecord.record(),
        loadedTask.stored().title(),
        loadedTask.task().step(),
        loadedTask.step() == null ? null : loadedTask.step().title(),
        loadedTask.task().kind(),
        instance.submitter(),
        loadedTask.task().openedAt(),
        loadedTask.task().dueAt(),
        loadedTask.task().closedAt(),
        loadedTask.task().outcome(),
        instance.status(),
        loadedTask.task().principal(),
        true,
        false);
  }

  static List<ActionKind> actions(Caller caller, TaskActionExecutor.LoadedTask loadedTask) {
    boolean mine = loadedTask.task().member().equals(caller.memberId()) && !caller.readOnly();
    if (loadedTask.task().closedAt() != null || !mine) {
      return List.of();
    }
    var all =
        switch (loadedTask.task().kind()) {
          case APPROVE ->
              List.of(
                  ActionKind.APPROVE,
                  ActionKind.REJECT,
                  ActionKind.RETURN,
                  ActionKind.TRANSFER,
                  ActionKind.ADD_APPROVER,
                  ActionKind.ASK,
                  ActionKind.COMMENT);
          case FILL ->
              List.of(
                  ActionKind.COMPLETE,
                  ActionKind.SAVE,
                  ActionKind.RETURN,
                  ActionKind.TRANSFER,
                  ActionKind.ASK,
                  ActionKind.COMMENT);
          case REVISE -> List.of(ActionKind.RESUBMIT, ActionKind.SAVE, ActionKind.COMMENT);
          case OPINION -> List.of(ActionKind.ANSWER, ActionKind.COMMENT);
        };
    var offered = labels(loadedTask.step()).keySet();
    boolean narrowed =
        !offered.isEmpty()
            && (loadedTask.task().kind() == TaskKind.APPROVE
                || loadedTask.task().kind() == TaskKind.FILL);
    var kinds =
        new ArrayList<>(
            all.stream()
                .filter(kind -> !narrowed || offered.contains(kind) || kind == ActionKind.COMMENT)
                .toList());
    if (loadedTask.task().kind() == TaskKind.APPROVE
        && TaskRights.fields(loadedTask.step()).values().stream()
            .anyMatch(use -> use.compareTo(TaskFieldAccess.EDIT) >= 0)) {
      kinds.add(ActionKind.SAVE);
    }
    return List.copyOf(kinds);
  }

  static Map<ActionKind, Title> labels(Step step) {
    return step instanceof HumanStep human ? human.buttons() : Map.of();
  }

  static List<TaskView.ReturnTarget> returnTo(TaskActionExecutor.LoadedTask loadedTask) {
    var targets = new ArrayList<TaskView.ReturnTarget>();
    if (loadedTask.stored().instance().submitter() != null) {
      targets.add(new TaskView.ReturnTarget(null, null));
    }
    for (var key : loadedTask.stored().instance().state().passed()) {
      var step = loadedTask.flow().step(key).map(one -> one.step()).orElse(null);
      if (step instanceof HumanStep) {
        targets.add(new TaskView.ReturnTarget(key, step.title()));
      }
    }
    return List.copyOf(targets);
  }

  static List<String> choosesFor(TaskActionExecutor.LoadedTask loadedTask) {
    if (loadedTask.step() == null) {
      return List.of();
    }
    return StepTree.all(loadedTask.flow().definition().steps())
        .filter(
            step ->
                step instanceof HumanStep human
                    && human.choosers().anyMatch(loadedTask.step().key()::equals))
        .map(Step::key)
        .toList();
  }
}
