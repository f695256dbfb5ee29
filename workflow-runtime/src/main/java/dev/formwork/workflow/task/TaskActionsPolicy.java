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

  static Tasks.Card card(LoadedTask loaded) {
    var instance = loaded.stored().instance();
    var subjectRecord = instance.subject();
    return new Tasks.Card(
        loaded.task().id(),
        instance.id(),
        instance.app(),
        instance.flow(),
        loaded.flow().definition().title(),
        subjectRecord == null ? null : subjectRecord.form(),
        subjectRecord == null ? null : subjectRecord.record(),
        loaded.stored().title(),
        loaded.task().step(),
        loaded.step() == null ? null : loaded.step().title(),
        loaded.task().kind(),
        instance.submitter(),
        loaded.task().openedAt(),
        loaded.task().dueAt(),
        loaded.task().closedAt(),
        loaded.task().outcome(),
        instance.status(),
        loaded.task().principal(),
        true,
        false);
  }

  static List<ActionKind> actions(Caller caller, LoadedTask loaded) {
    boolean mine = loaded.task().member().equals(caller.memberId()) && !caller.readOnly();
    if (loaded.task().closedAt() != null || !mine) {
      return List.of();
    }
    var all =
        switch (loaded.task().kind()) {
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
    var offered = labels(loaded.step()).keySet();
    boolean narrowed =
        !offered.isEmpty()
            && (loaded.task().kind() == TaskKind.APPROVE || loaded.task().kind() == TaskKind.FILL);
    var kinds =
        new ArrayList<>(
            all.stream()
                .filter(kind -> !narrowed || offered.contains(kind) || kind == ActionKind.COMMENT)
                .toList());
    if (loaded.task().kind() == TaskKind.APPROVE
        && TaskRights.fields(loaded.step()).values().stream()
            .anyMatch(use -> use.compareTo(TaskFieldAccess.EDIT) >= 0)) {
      kinds.add(ActionKind.SAVE);
    }
    return List.copyOf(kinds);
  }

  static Map<ActionKind, Title> labels(Step step) {
    return step instanceof HumanStep human ? human.buttons() : Map.of();
  }

  static List<TaskView.ReturnTarget> returnTo(LoadedTask loaded) {
    var targets = new ArrayList<TaskView.ReturnTarget>();
    if (loaded.stored().instance().submitter() != null) {
      targets.add(new TaskView.ReturnTarget(null, null));
    }
    for (var key : loaded.stored().instance().state().passed()) {
      var step = loaded.flow().step(key).map(one -> one.step()).orElse(null);
      if (step instanceof HumanStep) {
        targets.add(new TaskView.ReturnTarget(key, step.title()));
      }
    }
    return List.copyOf(targets);
  }

  static List<String> choosesFor(LoadedTask loaded) {
    if (loaded.step() == null) {
      return List.of();
    }
    return StepTree.all(loaded.flow().definition().steps())
        .filter(
            step ->
                step instanceof HumanStep human
                    && human.choosers().anyMatch(loaded.step().key()::equals))
        .map(Step::key)
        .toList();
  }
}
