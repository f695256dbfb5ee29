package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.List;

/** Who else takes part in a task: others added, asked for an opinion, or taking it over. */
final class TaskParticipants {

  private final DecisionBuilder decisionBuilder;

  TaskParticipants(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
  }

  /** Whoever added others before themselves goes on once those agreed. */
  Token.UserTask resumed(CompiledStep step, Token.UserTask token, Participant agreed) {
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
        ? token.with(
            adder.get(), new TaskAssignment(decisionBuilder).opened(step, token, adder.get()))
        : token;
  }

  void transfer(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      MemberId to) {
    requireActive(List.of(to));
    decisionBuilder.note(
        HistoryEntry.of(HistoryEntry.Kind.TRANSFERRED, token, participant, taskDecided));
    hand(step, token, participant, to, participant.principal(), "transferred", taskDecided.by());
  }

  /** Somebody else takes the place of a participant. */
  void hand(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      MemberId to,
      MemberId principal,
      String outcome,
      MemberId by) {
    decisionBuilder.effect(Effect.CloseTask.of(participant, outcome, by));
    var deputy = decisionBuilder.inputs().people().deputyOf(to).orElse(null);
    var taken =
        deputy == null || deputy.equals(participant.member())
            ? participant.taken(to, principal, null)
            : participant.taken(deputy, to, null);
    decisionBuilder.replace(
        token.with(participant, new TaskAssignment(decisionBuilder).opened(step, token, taken)));
  }

  private void requireActive(List<MemberId> members) {
    if (members.isEmpty()
        || !members.stream().allMatch(decisionBuilder.inputs().people()::isActive)) {
      throw new EventRefusedException(FlowProblem.TASK_NOBODY);
    }
  }

  void add(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      Event.TaskDecision.AddApprovers addApprovers) {
    requireActive(addApprovers.members());
    decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.ADDED, token, participant, taskDecided));
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

  void ask(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      List<MemberId> members) {
    requireActive(members);
    decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.ASKED, token, participant, taskDecided));
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

  void tellAsker(Token.UserTask token, Participant adviser) {
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
