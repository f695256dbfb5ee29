package dev.formwork.workflow.engine;

import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Handles what members decide on their tasks: approve, reject, return, transfer, add approvers, ask
 * for an opinion, complete.
 */
final class TaskDecisionHandler {

  private final DecisionBuilder decisionBuilder;

  TaskDecisionHandler(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
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
        note(HistoryEntry.Kind.REJECTED, token, participant, taskDecided);
        decisionBuilder.somebodyDecided();
        decisionBuilder.effect(Effect.CloseTask.of(participant, "rejected", taskDecided.by()));
        var changed = with(token, participant, participant.as(Participant.State.REJECTED));
        decisionBuilder.replace(changed);
        new TaskAssignment(decisionBuilder).proceed(step, changed);
      }
      case Event.TaskDecision.Return back -> giveBack(token, participant, taskDecided, back);
      case Event.TaskDecision.Transfer(var to) ->
          transfer(step, token, participant, taskDecided, to);
      case Event.TaskDecision.AddApprovers addApprovers ->
          add(step, token, participant, taskDecided, addApprovers);
      case Event.TaskDecision.AskOpinion(var members) ->
          ask(step, token, participant, taskDecided, members);
      case Event.TaskDecision.GiveOpinion() -> {
        note(HistoryEntry.Kind.ANSWERED, token, participant, taskDecided);
        decisionBuilder.effect(Effect.CloseTask.of(participant, "answered", taskDecided.by()));
        decisionBuilder.replace(
            with(token, participant, participant.as(Participant.State.APPROVED)));
        tellAsker(token, participant);
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
    return token.seats().stream()
        .filter(one -> task.equals(one.task()))
        .findFirst()
        .orElseThrow();
  }

  private static Token.UserTask with(
      Token.UserTask token, Participant participant, Participant changed) {
    return token.with(
        token.seats().stream().map(one -> one.equals(participant) ? changed : one).toList());
  }

  private void note(
      HistoryEntry.Kind kind, Token token, Participant participant, Event.TaskDecided taskDecided) {
    decisionBuilder.note(
        new HistoryEntry(
            kind,
            token.step(),
            participant.member(),
            participant.principal(),
            participant.task(),
            taskDecided.comment(),
            taskDecided.detail()));
  }

  private void decide(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      List<Token> before) {
    note(HistoryEntry.Kind.APPROVED, token, participant, taskDecided);
    decisionBuilder.somebodyDecided();
    decisionBuilder.effect(Effect.CloseTask.of(participant, "approved", taskDecided.by()));
    var changed =
        resumed(
            step,
            with(token, participant, participant.as(Participant.State.APPROVED)),
            participant);
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

  /** Whoever added others before themselves goes on once those agreed. */
  private Token.UserTask resumed(CompiledStep step, Token.UserTask token, Participant agreed) {
    if (agreed.part() != Participant.ParticipantRole.BEFORE) {
      return token;
    }
    boolean all =
        token.seats().stream()
            .filter(
                one ->
                    one.part() == Participant.ParticipantRole.BEFORE
                        && agreed.by().equals(one.by()))
            .allMatch(one -> one.state() == Participant.State.APPROVED);
    var adder =
        token.seats().stream()
            .filter(
                one -> agreed.by().equals(one.task()) && one.state() == Participant.State.PAUSED)
            .findFirst();
    return all && adder.isPresent()
        ? with(
            token,
            adder.get(),
            new TaskAssignment(decisionBuilder).opened(step, token, adder.get()))
        : token;
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
      new StepJump(decisionBuilder).toSubmitter();
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
    note(
        step == null ? HistoryEntry.Kind.RESUBMITTED : HistoryEntry.Kind.COMPLETED,
        token,
        participant,
        taskDecided);
    var changed = with(token, participant, participant.as(Participant.State.APPROVED));
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
    note(HistoryEntry.Kind.RETURNED, token, participant, taskDecided);
    decisionBuilder.somebodyDecided();
    decisionBuilder.effect(Effect.CloseTask.of(participant, "returned", taskDecided.by()));
    decisionBuilder.replace(with(token, participant, participant.as(Participant.State.GONE)));
    var again = back.straightBack() ? token.step() : null;
    if (back.step() == null && again != null) {
      new StepJump(decisionBuilder).toSubmitterAndBack(token);
      return;
    }
    if (back.step() == null) {
      new StepJump(decisionBuilder).toSubmitter();
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
                          one.id(), one.parent(), one.lane(), one.step(), one.seats(), again)));
    }
  }

  private boolean isForPeople(String step) {
    return decisionBuilder.step(step).step() instanceof HumanStep;
  }

  private void transfer(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      UUID to) {
    requireActive(List.of(to));
    note(HistoryEntry.Kind.TRANSFERRED, token, participant, taskDecided);
    hand(step, token, participant, to, participant.principal(), "transferred", taskDecided.by());
  }

  /** Somebody else takes the place of a participant. */
  void hand(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      UUID to,
      UUID principal,
      String outcome,
      UUID by) {
    decisionBuilder.effect(Effect.CloseTask.of(participant, outcome, by));
    var deputy = decisionBuilder.inputs().people().deputyOf(to).orElse(null);
    var taken =
        deputy == null || deputy.equals(participant.member())
            ? participant.taken(to, principal, null)
            : participant.taken(deputy, to, null);
    decisionBuilder.replace(
        with(
            token,
            participant,
            new TaskAssignment(decisionBuilder).opened(step, token, taken)));
  }

  private void requireActive(List<UUID> members) {
    if (members.isEmpty()
        || !members.stream().allMatch(decisionBuilder.inputs().people()::isActive)) {
      throw new EventRefusedException(FlowProblem.TASK_NOBODY);
    }
  }

  private void add(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      Event.TaskDecision.AddApprovers addApprovers) {
    requireActive(addApprovers.members());
    note(HistoryEntry.Kind.ADDED, token, participant, taskDecided);
    var participants = new ArrayList<>(token.seats());
    int at = participants.indexOf(participant);
    var participantRole =
        switch (addApprovers.placement()) {
          case BEFORE -> Participant.ParticipantRole.BEFORE;
          case AFTER -> Participant.ParticipantRole.AFTER;
          case BESIDE -> Participant.ParticipantRole.VOTER;
        };
    switch (addApprovers.placement()) {
      case BEFORE -> {
        decisionBuilder.effect(Effect.CloseTask.of(participant, "added", taskDecided.by()));
        participants.set(at, participant.as(Participant.State.PAUSED));
      }
      case AFTER -> {
        decisionBuilder.somebodyDecided();
        decisionBuilder.effect(Effect.CloseTask.of(participant, "approved", taskDecided.by()));
        participants.set(at, participant.as(Participant.State.APPROVED));
      }
      case BESIDE -> {}
    }
    for (var member : addApprovers.members()) {
      var fresh =
          new Participant(
              null, member, null, participantRole, Participant.State.LATER, 1, participant.task());
      participants.add(new TaskAssignment(decisionBuilder).opened(step, token, fresh));
    }
    var added = token.with(participants);
    var changed =
        addApprovers.placement() == Event.Placement.AFTER
            ? resumed(step, added, participant)
            : added;
    decisionBuilder.replace(changed);
    new TaskAssignment(decisionBuilder).proceed(step, changed);
  }

  private void ask(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      List<UUID> members) {
    requireActive(members);
    note(HistoryEntry.Kind.ASKED, token, participant, taskDecided);
    var participants = new ArrayList<>(token.seats());
    for (var member : members) {
      var fresh =
          new Participant(
              null,
              member,
              null,
              Participant.ParticipantRole.ADVISER,
              Participant.State.LATER,
              1,
              participant.task());
      participants.add(new TaskAssignment(decisionBuilder).opened(step, token, fresh));
    }
    decisionBuilder.replace(token.with(participants));
  }

  private void tellAsker(Token.UserTask token, Participant adviser) {
    token.seats().stream()
        .filter(one -> adviser.by() != null && adviser.by().equals(one.task()))
        .map(Participant::member)
        .findFirst()
        .ifPresent(
            asker ->
                decisionBuilder.effect(
                    new Effect.SendNotice("answered", token.step(), List.of(asker))));
  }
}
