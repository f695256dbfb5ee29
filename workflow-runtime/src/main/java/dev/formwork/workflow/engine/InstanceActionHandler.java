package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.List;

/**
 * Handles actions on an instance as a whole: withdrawing and reminding by the submitter, taking
 * back a decision, and retry, jump, reassign and terminate by administrators.
 */
final class InstanceActionHandler {

  private final DecisionBuilder decisionBuilder;

  InstanceActionHandler(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
  }

  void withdraw(Event.Withdrawn event) {
    var refusal =
        Withdrawal.refusal(decisionBuilder.flow(), decisionBuilder.instance(), event.by());
    if (refusal != null) {
      throw new EventRefusedException(refusal);
    }
    note(HistoryEntry.Kind.WITHDRAWN, null, event.by(), event.comment());
    decisionBuilder.end(InstanceStatus.WITHDRAWN, "withdrawn");
  }

  /** Back to how it was before the decision, as long as nobody did anything since. */
  void takeBack(Event.DecisionTakenBack event) {
    var undo = decisionBuilder.undo();
    if (undo == null || !undo.member().equals(event.by()) || !undo.task().equals(event.task())) {
      throw new EventRefusedException(FlowProblem.FLOW_WENT_ON);
    }
    note(HistoryEntry.Kind.TOOK_BACK, undo.step(), event.by(), null);
    for (var token : decisionBuilder.open()) {
      boolean wasThere = undo.open().stream().anyMatch(one -> one.id() == token.id());
      if (!wasThere && decisionBuilder.find(token.id()) != null) {
        decisionBuilder.cancel(token, null);
      }
    }
    for (var token : undo.open()) {
      if (!token.equals(decisionBuilder.find(token.id()))) {
        restore(token);
      }
    }
    decisionBuilder.cannotBeUndone();
  }

  private void restore(Token token) {
    if (decisionBuilder.find(token.id()) instanceof Token.UserTask now) {
      decisionBuilder.closeTasks(now.seats(), null);
    }
    decisionBuilder.remove(token);
    decisionBuilder.add(token);
    if (token instanceof Token.UserTask userTask) {
      boolean revises = userTask.step().equals(Token.SUBMITTER);
      var step = revises ? null : decisionBuilder.step(userTask.step());
      decisionBuilder.replace(
          userTask.with(
              userTask.seats().stream()
                  .map(
                      participant ->
                          participant.state() == Participant.State.OPEN
                              ? new TaskAssignment(decisionBuilder)
                                  .opened(step, userTask, participant)
                              : participant)
                  .toList()));
    }
  }

  void terminate(Event.Terminated event) {
    note(HistoryEntry.Kind.TERMINATED, null, event.by(), event.comment());
    decisionBuilder.end(InstanceStatus.TERMINATED, "terminated");
  }

  /** A flow ends with its record; a round of a loop with the record it is about. */
  void recordGone(int position, MemberId by) {
    if (!(decisionBuilder.find(position) instanceof Token.UserTask token)) {
      return;
    }
    decisionBuilder.actedBy(by);
    decisionBuilder.cannotBeUndone();
    note(HistoryEntry.Kind.RECORD_GONE, token.step(), by, null);
    var own = decisionBuilder.instance().subject();
    var subject = decisionBuilder.subject(token);
    if (own == null || subject == null || own.record().equals(subject.record())) {
      decisionBuilder.end(InstanceStatus.TERMINATED, Instance.GONE);
      return;
    }
    decisionBuilder.closeTasks(token.seats(), by);
    decisionBuilder.forget(token);
    new TokenFlow(decisionBuilder).leave(token);
  }

  void jump(Event.Jumped event) {
    decisionBuilder.cannotBeUndone();
    note(HistoryEntry.Kind.JUMPED, event.step(), event.by(), event.comment());
    new StepJump(decisionBuilder).to(null, event.step());
  }

  void reassign(Event.Reassigned event) {
    var token = decisionBuilder.withTask(event.task());
    if (token == null) {
      throw new EventRefusedException(FlowProblem.TASK_OVER);
    }
    if (!decisionBuilder.inputs().people().isActive(event.to())) {
      throw new EventRefusedException(FlowProblem.TASK_NOBODY);
    }
    var step = token.step().equals(Token.SUBMITTER) ? null : decisionBuilder.step(token.step());
    var participants = new TaskParticipants(decisionBuilder);
    var participant =
        token.seats().stream()
            .filter(one -> event.task().equals(one.task()))
            .findFirst()
            .orElseThrow();
    if (participant.decides()) {
      participants.requireNotTheirOwn(step, List.of(event.to()));
    }
    decisionBuilder.cannotBeUndone();
    note(HistoryEntry.Kind.REASSIGNED, token.step(), event.by(), null);
    participants.hand(step, token, participant, event.to(), null, "reassigned", event.by());
  }

  void retry(Event.Retried event) {
    var stuck =
        decisionBuilder.open().stream()
            .filter(one -> one instanceof Token.Wait wait && wait.error() != null)
            .map(Token.Wait.class::cast)
            .toList();
    if (stuck.isEmpty()) {
      throw new EventRefusedException(FlowProblem.FLOW_NOT_STUCK);
    }
    decisionBuilder.cannotBeUndone();
    for (var wait : stuck) {
      note(HistoryEntry.Kind.RETRIED, wait.step(), event.by(), null);
      again(wait);
    }
    new TokenFlow(decisionBuilder).settle();
  }

  /** Calls outside keep their position, and with it the key by which the other side knows them. */
  private void again(Token.Wait wait) {
    switch (wait.what()) {
      case WORK -> {
        decisionBuilder.replace(wait.with(null));
        decisionBuilder.effect(
            new Effect.RunDatabaseStep(wait.id(), wait.step(), decisionBuilder.subject(wait)));
      }
      case JOB -> {
        decisionBuilder.replace(wait.with(null));
        decisionBuilder.effect(new Effect.EnqueueExternalStep(wait.id(), wait.step()));
      }
      case TIME, EVENT, FLOW, REPAIR -> {
        decisionBuilder.forget(wait);
        decisionBuilder.remove(wait);
        new TokenFlow(decisionBuilder)
            .begin(decisionBuilder.step(wait.step()), wait.parent(), wait.lane());
      }
    }
  }

  void urge(Event.Urged event) {
    var members =
        decisionBuilder.open().stream()
            .filter(Token.UserTask.class::isInstance)
            .flatMap(one -> ((Token.UserTask) one).seats().stream())
            .filter(participant -> participant.state() == Participant.State.OPEN)
            .map(Participant::member)
            .distinct()
            .toList();
    if (members.isEmpty()) {
      throw new EventRefusedException(FlowProblem.FLOW_NOBODY_TO_URGE);
    }
    note(HistoryEntry.Kind.URGED, null, event.by(), null);
    decisionBuilder.effect(new Effect.SendNotice("urged", null, members));
  }

  private void note(HistoryEntry.Kind kind, String step, MemberId by, String comment) {
    decisionBuilder.note(new HistoryEntry(kind, step, by, null, null, comment, null));
  }
}
