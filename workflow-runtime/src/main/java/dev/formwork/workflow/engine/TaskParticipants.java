package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who else takes part in a task: others added, asked for an opinion, or taking it over. */
final class TaskParticipants {

  private final DecisionBuilder decisionBuilder;

  TaskParticipants(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
  }

  /**
   * A person decides once: whatever they hold in a step is decided with the task they decide on.
   */
  Token.UserTask decided(
      Token.UserTask token,
      Participant participant,
      Participant.State as,
      String outcome,
      MemberId by) {
    return token.with(
        token.seats().stream()
            .map(
                seat ->
                    seat.equals(participant) || isDecidedWith(seat, participant)
                        ? closed(seat, participant, outcome, by).as(as)
                        : seat)
            .toList());
  }

  private static boolean isDecidedWith(Participant seat, Participant participant) {
    return participant.decides()
        && seat.decides()
        && seat.isUndecided()
        && seat.isHeldBy(participant.member());
  }

  private Participant closed(
      Participant seat, Participant participant, String outcome, MemberId by) {
    if (!seat.equals(participant) && seat.state() == Participant.State.OPEN) {
      decisionBuilder.effect(Effect.CloseTask.of(seat, outcome, by));
    }
    return seat;
  }

  /** Whoever added others before themselves goes on once those agreed. */
  Token.UserTask resumed(CompiledStep step, Token.UserTask token) {
    var now = token;
    for (var seat : token.seats()) {
      if (seat.state() == Participant.State.PAUSED && haveAgreed(token, seat)) {
        now = now.with(seat, asked(step, now, now.seats(), seat));
      }
    }
    return now;
  }

  private static boolean haveAgreed(Token.UserTask token, Participant adder) {
    return token.seats().stream()
        .filter(
            seat ->
                seat.part() == Participant.ParticipantRole.BEFORE && adder.task().equals(seat.by()))
        .allMatch(seat -> seat.state() == Participant.State.APPROVED);
  }

  void transfer(
      CompiledStep step,
      Token.UserTask token,
      Participant participant,
      Event.TaskDecided taskDecided,
      MemberId to) {
    requireActive(List.of(to));
    requireNotTheirOwn(step, List.of(to));
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
    var deputy = decisionBuilder.inputs().people().standInFor(to).orElse(null);
    var taken =
        deputy == null || deputy.equals(participant.member())
            ? participant.taken(to, principal, null)
            : participant.taken(deputy, to, null);
    var others = token.seats().stream().filter(seat -> !seat.equals(participant)).toList();
    var seated = seated(step, token, others, taken);
    var changed = resumed(step, token.with(participant, seated));
    decisionBuilder.replace(changed);
    if (step != null) {
      new TaskAssignment(decisionBuilder).proceed(step, changed);
    }
  }

  /**
   * A seat taken by somebody: with a task, unless they decided in this step already, or decide on
   * it with the task they have, or the step passes over them as the submitter.
   */
  private Participant seated(
      CompiledStep step, Token.UserTask token, List<Participant> others, Participant taken) {
    var assignment = new TaskAssignment(decisionBuilder);
    if (taken.decides() && assignment.isSubmitters(step, taken)) {
      return assignment.passedOver(step, taken, "submitter");
    }
    var decided = taken.decides() ? decision(others, taken) : Optional.<Participant.State>empty();
    if (decided.isPresent()) {
      return taken.as(decided.get());
    }
    return asked(step, token, others, taken);
  }

  /** Nobody has two tasks of one step to decide on: they decide with the one they have. */
  private Participant asked(
      CompiledStep step, Token.UserTask token, List<Participant> others, Participant participant) {
    return participant.decides() && TaskAssignment.isHeldAlready(others, participant)
        ? participant.as(Participant.State.LATER)
        : new TaskAssignment(decisionBuilder).opened(step, token, participant);
  }

  /** What somebody decided in a step already; others they were added by still ask them again. */
  private static Optional<Participant.State> decision(List<Participant> others, Participant taken) {
    return others.stream()
        .filter(seat -> seat.decides() && seat.isDecided() && seat.isHeldBy(taken.member()))
        .map(Participant::state)
        .filter(
            state ->
                state == Participant.State.APPROVED
                    || taken.part() == Participant.ParticipantRole.VOTER)
        .findFirst();
  }

  /** Nobody decides on what they submitted, where the flow passes over the submitter. */
  void requireNotTheirOwn(CompiledStep step, List<MemberId> members) {
    if (members.stream()
        .anyMatch(member -> new TaskAssignment(decisionBuilder).isPassedOver(step, member))) {
      throw new EventRefusedException(FlowProblem.TASK_SUBMITTER);
    }
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
    requireNotTheirOwn(step, addApprovers.members());
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
        participants.clear();
        participants.addAll(
            decided(token, participant, Participant.State.APPROVED, "approved", taskDecided.by())
                .seats());
      }
      case BESIDE -> {}
    }
    for (var member : addApprovers.members()) {
      var fresh = added(participant, member, participantRole);
      participants.add(seated(step, token, List.copyOf(participants), fresh));
    }
    var added = token.with(participants);
    var changed = resumed(step, added);
    decisionBuilder.replace(changed);
    new TaskAssignment(decisionBuilder).proceed(step, changed);
  }

  /** Somebody added, or whoever stands in for them. */
  private Participant added(
      Participant participant, MemberId member, Participant.ParticipantRole role) {
    var deputy = decisionBuilder.inputs().people().standInFor(member).orElse(null);
    boolean acts = deputy == null || deputy.equals(participant.member());
    return new Participant(
        null,
        acts ? member : deputy,
        acts ? null : member,
        role,
        Participant.State.LATER,
        1,
        participant.task());
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
