package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.Title;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.Assignee;
import dev.formwork.workflow.definition.Blocks;
import dev.formwork.workflow.definition.FieldUse;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which actions a task offers, under which labels, and which steps it can be returned to. Pure. */
final class TaskOffers {

  private TaskOffers() {}

  static Tasks.Card card(TaskDesk.Hand hand) {
    var instance = hand.stored().instance();
    var subject = instance.subject();
    return new Tasks.Card(
        hand.task().id(),
        instance.id(),
        instance.app(),
        instance.flow(),
        hand.flow().definition().title(),
        subject == null ? null : subject.form(),
        subject == null ? null : subject.record(),
        hand.stored().title(),
        hand.task().step(),
        hand.step() == null ? null : hand.step().title(),
        hand.task().kind(),
        instance.submitter(),
        hand.task().openedAt(),
        hand.task().dueAt(),
        hand.task().closedAt(),
        hand.task().outcome(),
        instance.status(),
        hand.task().principal(),
        true,
        false);
  }

  static List<ActionKind> actions(Caller caller, TaskDesk.Hand hand) {
    boolean mine = hand.task().member().equals(caller.memberId()) && !caller.readOnly();
    if (hand.task().closedAt() != null || !mine) {
      return List.of();
    }
    var all =
        switch (hand.task().kind()) {
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
    var offered = labels(hand.step()).keySet();
    boolean narrowed =
        !offered.isEmpty()
            && (hand.task().kind() == TaskKind.APPROVE || hand.task().kind() == TaskKind.FILL);
    var kinds =
        new ArrayList<>(
            all.stream()
                .filter(kind -> !narrowed || offered.contains(kind) || kind == ActionKind.COMMENT)
                .toList());
    if (hand.task().kind() == TaskKind.APPROVE
        && TaskRights.fields(hand.step()).values().stream()
            .anyMatch(use -> use.compareTo(FieldUse.EDIT) >= 0)) {
      kinds.add(ActionKind.SAVE);
    }
    return List.copyOf(kinds);
  }

  static Map<ActionKind, Title> labels(Step step) {
    return switch (step) {
      case Step.Approve approve -> approve.buttons();
      case Step.Fill fill -> fill.buttons();
      case null, default -> Map.of();
    };
  }

  static List<TaskView.ReturnTarget> returnTo(TaskDesk.Hand hand) {
    var targets = new ArrayList<TaskView.ReturnTarget>();
    if (hand.stored().instance().submitter() != null) {
      targets.add(new TaskView.ReturnTarget(null, null));
    }
    for (var key : hand.stored().instance().state().passed()) {
      var step = hand.flow().step(key).map(one -> one.step()).orElse(null);
      if (step instanceof Step.Approve || step instanceof Step.Fill) {
        targets.add(new TaskView.ReturnTarget(key, step.title()));
      }
    }
    return List.copyOf(targets);
  }

  static List<String> choosesFor(TaskDesk.Hand hand) {
    if (hand.step() == null) {
      return List.of();
    }
    return Blocks.all(hand.flow().definition().steps())
        .filter(
            step -> assignees(step).stream().anyMatch(one -> isChosenBy(one, hand.step().key())))
        .map(Step::key)
        .toList();
  }

  private static List<Assignee> assignees(Step step) {
    return switch (step) {
      case Step.Approve approve -> approve.assign();
      case Step.Fill fill -> fill.assign();
      default -> List.of();
    };
  }

  private static boolean isChosenBy(Assignee one, String step) {
    return one instanceof Assignee.ChosenBy(var by, _) && by.equals(step);
  }
}
