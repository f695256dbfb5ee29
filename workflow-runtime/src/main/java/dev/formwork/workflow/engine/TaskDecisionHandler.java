package dev.formwork.workflow.engine;

import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.List;
import java.util.UUID;

/**
 * Handles what members decide on their tasks: approve, reject, return, transfer, add approvers, ask
 * for an opinion, complete.
 */
final class TaskDecisionHandler {

  private final DecisionBuilder decisionBuilder;
  private final TaskParticipants participants;

  TaskDecisionHandler(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
    this.participants = new TaskParticipants(decisionBuilder);
  }

  void act(Event.TaskDecided taskDecided) {
    var token = decisionBuilder.withTask(taskDecided.task());
    if (token == null) {
      throw new EventRefusedException(FlowProblem.TASK_OVER);
    }
    var participant = participantOf(token, taskDecided.task());
    if (!participant.member().equals(taskDecided.by())) {
      throw new EventRefusedException(FlowProblem.TASK_NOT_YOURS);
    }
    boolean advises = participant.part() == Participant.ParticipantRole.ADVISER;
    if (advises != taskDecided.act() instanceof Event.TaskDecision.GiveOpinion) {
      throw new EventRefusedException(FlowProblem.TASK_OTHER_KIND);
    }
    boolean revises = token.step().equals(Token.SUBMITTER);
    var step = revises ? null : decisionBuilder.step(token.step());
    require(taskDecided.act(), step);
    var before = decisionBuilder.open();
    decisionBuilder.actedBy(taskDecided.by());
    decisionBuilder.cannotBeUndone();
    switch (taskDecided.act()) {
      case Event.TaskDecision.Approve(var chosen) -> {
        decisionBuilder.choose(chosen);
        decide(step, token, participant, taskDecided, before);
      }
      case Event.TaskDecision.Complete() -> complete(step, token, participant, taskDecided);
      case Event.TaskDecision.Reject() -> {
        decisionBuilder.note(
            HistoryEntry.of(HistoryEntry.Kind.REJECTED, token, participant, taskDecided));
        decisionBuilder.somebodyDecided();
        decisionBuilder.effect(Effect.CloseTask.of(participant, "rejected", taskDecided.by()));
        var changed =
            participants.decided(
                token, participant, Participant.State.REJECTED, "rejected", taskDecided.by());
        decisionBuilder.replace(changed);
        new TaskAssignment(decisionBuilder).proceed(step, changed);
      }
      case Event.TaskDecision.Return back -> giveBack(token, participant, taskDecided, back);
      case Event.TaskDecision.Transfer(var to) ->
          participants.transfer(step, token, participant, taskDecided, to);
      case Event.TaskDecision.AddApprovers addApprovers ->
          participants.add(step, token, participant, taskDecided, addApprovers);
      case Event.TaskDecision.AskOpinion(var members) ->
          participants.ask(step, token, participant, taskDecided, members);
      case Event.TaskDecision.GiveOpinion() -> {
        decisionBuilder.note(
            HistoryEntry.of(HistoryEntry.Kind.ANSWERED, token, participant, taskDecided));
        decisionBuilder.effect(Effect.CloseTask.of(participant, "answered", taskDecided.by()));
        decisionBuilder.replace(
            token.with(participant, participant.as(Participant.State.APPROVED)));
        participants.tellAsker(token, participant);
      }
    }
    new TokenFlow(decisionBuilder).settle();
  }

  /** What a kind of step does not know. */
  private static void require(Event.TaskDecision taskDecision, CompiledStep step) {
    boolean approves = step != null && step.step() instanceof ApproveStep;
    boolean ok =
        switch (taskDecision) {
          case Event.TaskDecision.Approve _,
              Event.TaskDecision.Reject _,
              Event.TaskDecision.AddApprovers _ ->
              approves;
          case Event.TaskDecision.Complete _ -> !approves;
          case Event.TaskDecision.Return _,
              Event.TaskDecision.Transfer _,
              Event.TaskDecision.AskOpinion _ ->
              step != null;
          case Event.TaskDecision.GiveOpinion _ -> true;
        };
    if (!ok) {
      throw new EventRefusedException(FlowProblem.TASK_OTHER_KIND);
    }
  }

  private static Participant participantOf(Token.UserTask token, UUID task) {
    return token.seats().stream().filter(one -> task.equals(one.task())).findFirst().orElseThrow();
  }

  private void decide(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      List<Token> before) {
    decisionBuilder.note(
        HistoryEntry.of(HistoryEntry.Kind.APPROVED, token, participant, taskDecided));
    decisionBuilder.somebodyDecided();
    decisionBuilder.effect(Effect.CloseTask.of(participant, "approved", taskDecided.by()));
    var changed =
        participants.resumed(
            step,
            participants.decided(
                token, participant, Participant.State.APPROVED, "approved", taskDecided.by()));
    decisionBuilder.replace(changed);
    if (decisionBuilder.flow().definition().rules().takeBack()) {
      decisionBuilder.undoTo(
          new InstanceState.Undo(taskDecided.by(), participant.task(), token.step(), before));
    }
    new TaskAssignment(decisionBuilder).proceed(step, changed);
    if (decisionBuilder.startedFlows() || isLost(before)) {
      decisionBuilder.cannotBeUndone();
    }
  }

  /** Whether something else that was waited for was dropped, which nobody can bring back. */
  private boolean isLost(List<Token> before) {
    return before.stream()
        .anyMatch(one -> one instanceof Token.Wait && decisionBuilder.find(one.id()) == null);
  }

  /** A rejection stands: what the step says for that. */
  void rejected(CompiledStep step, Token.UserTask token) {
    var rejectionPolicy = ((ApproveStep) step.step()).reject();
    decisionBuilder.cannotBeUndone();
    if (!rejectionPolicy.returns()) {
      decisionBuilder.pass(token.step());
      decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.ENDED, token.step()));
      decisionBuilder.end(InstanceStatus.REJECTED, "rejected");
    } else if (rejectionPolicy.step() == null && decisionBuilder.instance().submitter() == null) {
      decisionBuilder.end(InstanceStatus.REJECTED, "rejected");
    } else if (rejectionPolicy.step() == null) {
      new StepJump(decisionBuilder).toSubmitter(token.step());
    } else {
      new StepJump(decisionBuilder).to(token, rejectionPolicy.step());
    }
  }

  private void complete(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided) {
    decisionBuilder.effect(
        Effect.CloseTask.of(
            participant, step == null ? "resubmitted" : "completed", taskDecided.by()));
    decisionBuilder.note(
        HistoryEntry.of(
            step == null ? HistoryEntry.Kind.RESUBMITTED : HistoryEntry.Kind.COMPLETED,
            token,
            participant,
            taskDecided));
    var changed =
        participants.decided(
            token, participant, Participant.State.APPROVED, "completed", taskDecided.by());
    decisionBuilder.replace(changed);
    if (step != null) {
      new TaskAssignment(decisionBuilder).proceed(step, changed);
      return;
    }
    if (token.back() != null) {
      new StepJump(decisionBuilder).to(changed, token.back());
    } else {
      decisionBuilder.cancel(changed, null);
      new TokenFlow(decisionBuilder).enter(null, 0, 0, 0);
    }
  }

  private void giveBack(
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      Event.TaskDecision.Return back) {
    decisionBuilder.note(
        HistoryEntry.of(HistoryEntry.Kind.RETURNED, token, participant, taskDecided));
    decisionBuilder.somebodyDecided();
    decisionBuilder.effect(Effect.CloseTask.of(participant, "returned", taskDecided.by()));
    decisionBuilder.replace(token.with(participant, participant.as(Participant.State.GONE)));
    var again = back.straightBack() ? token.step() : null;
    if (back.step() == null && again != null && !isBesideOthers(token)) {
      new StepJump(decisionBuilder).toSubmitterAndBack(token);
      return;
    }
    if (back.step() == null) {
      new StepJump(decisionBuilder).toSubmitter(token.step());
      return;
    }
    if (!decisionBuilder.state().passed().contains(back.step()) || !isForPeople(back.step())) {
      throw new EventRefusedException(FlowProblem.FLOW_NOT_PASSED, back.step());
    }
    if (again != null) {
      new StepJump(decisionBuilder).requireWay(back.step(), again);
    }
    new StepJump(decisionBuilder).to(decisionBuilder.find(token.id()), back.step());
    if (again != null) {
      decisionBuilder.open().stream()
          .filter(one -> one instanceof Token.UserTask && one.step().equals(back.step()))
          .map(Token.UserTask.class::cast)
          .forEach(
              one ->
                  decisionBuilder.replace(
                      new Token.UserTask(
                          one.id(),
                          one.parent(),
                          one.lane(),
                          one.step(),
                          one.seats(),
                          again,
                          one.from())));
    }
  }

  /**
   * Whether something else about the same record goes on beside it, or went on: what is corrected
   * concerns whoever decides there as well.
   */
  private boolean isBesideOthers(Token.UserTask token) {
    for (var around = decisionBuilder.find(token.parent());
        around != null;
        around = decisionBuilder.find(around.parent())) {
      if (around instanceof Token.Block block && block.items() == null && block.total() > 1) {
        return true;
      }
    }
    return false;
  }

  private boolean isForPeople(String step) {
    return decisionBuilder.step(step).step() instanceof HumanStep;
  }
}
