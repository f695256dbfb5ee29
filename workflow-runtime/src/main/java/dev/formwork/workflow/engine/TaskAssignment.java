package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.FillStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import dev.formwork.workflow.definition.VotingRule;
import dev.formwork.workflow.problem.FlowProblem;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Assigns a user task: finds its participants, opens their tasks in order, sets the deadline, and
 * finishes the step once enough have decided.
 */
final class TaskAssignment {

  private final DecisionBuilder decisionBuilder;

  TaskAssignment(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
  }

  /**
   * @param back step to come straight back to afterwards; null: on behind this one
   */
  void begin(CompiledStep step, int parent, int lane, String back) {
    var rules = ((HumanStep) step.step()).assign();
    var token =
        new Token.UserTask(
            decisionBuilder.newPosition(), parent, lane, step.key(), List.of(), back, null);
    decisionBuilder.add(token);
    var found =
        new AssigneeResolver(
                decisionBuilder.inputs(),
                step,
                decisionBuilder.subject(token),
                decisionBuilder.instance(),
                decisionBuilder.state())
            .find(rules, "assign");
    if (found.isEmpty()) {
      found = fallback(step, token);
      if (found.isEmpty()) {
        return;
      }
    }
    assign(step, token, found);
  }

  /** Nobody was found: what the step says for that. Empty when it is dealt with. */
  private List<AssigneeResolver.Found> fallback(CompiledStep step, Token.UserTask token) {
    var noAssigneePolicy = ((HumanStep) step.step()).nobody();
    if (noAssigneePolicy.kind() == NoAssigneePolicy.Kind.ROLE) {
      var people =
          decisionBuilder.inputs().people().inRole(noAssigneePolicy.role()).stream()
              .filter(decisionBuilder.inputs().people()::isActive)
              .map(member -> new AssigneeResolver.Found(member, 1))
              .toList();
      if (!people.isEmpty()) {
        return people;
      }
    }
    if (noAssigneePolicy.kind() == NoAssigneePolicy.Kind.SKIP) {
      decisionBuilder.note(
          new HistoryEntry(
              HistoryEntry.Kind.SKIPPED, step.key(), null, null, null, "nobody", null));
      new TokenFlow(decisionBuilder).leave(token);
      return List.of();
    }
    decisionBuilder.remove(token);
    decisionBuilder.add(
        Token.Wait.of(
            token.id(),
            token.parent(),
            token.lane(),
            step.key(),
            Token.WaitReason.REPAIR,
            "nobody"));
    decisionBuilder.fail(step.key(), "nobody", null);
    return List.of();
  }

  private void assign(CompiledStep step, Token.UserTask token, List<AssigneeResolver.Found> found) {
    var participants = new ArrayList<Participant>();
    for (var one : found) {
      var deputy = decisionBuilder.inputs().people().standInFor(one.member()).orElse(null);
      participants.add(
          deputy == null
              ? Participant.voter(one.member(), null, one.weight())
              : Participant.voter(deputy, one.member(), one.weight()));
    }
    passOver(step, participants);
    returnToAbsent(step, participants);
    var seated = token.with(participants);
    decisionBuilder.replace(seated);
    decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.ENTERED, step.key()));
    setTimers(step, seated);
    proceed(step, seated);
  }

  /** Those who need not be asked again, or not of their own wish. */
  private void passOver(CompiledStep step, List<Participant> participants) {
    if (!(step.step() instanceof ApproveStep)) {
      return;
    }
    for (int i = 0; i < participants.size(); i++) {
      var participant = participants.get(i);
      boolean own = isSubmitters(step, participant);
      if (own || isRepeated(participant)) {
        participants.set(i, passedOver(step, participant, own ? "submitter" : "repeated"));
      }
    }
  }

  /**
   * Where passing over the submitter as somebody's deputy would decide the step without anybody,
   * whoever is away decides themselves.
   */
  private void returnToAbsent(CompiledStep step, List<Participant> participants) {
    if (!(step.step() instanceof ApproveStep approve)
        || VoteCount.count(approve.decide(), participants) == VoteCount.Result.OPEN) {
      return;
    }
    for (int i = 0; i < participants.size(); i++) {
      var participant = participants.get(i);
      if (participant.principal() != null
          && participant.state() == Participant.State.APPROVED
          && isPassedOver(step, participant.member())
          && !isPassedOver(step, participant.principal())) {
        participants.set(i, Participant.voter(participant.principal(), null, participant.weight()));
      }
    }
  }

  private boolean isRepeated(Participant participant) {
    var approvers = decisionBuilder.approvers();
    return decisionBuilder.flow().definition().rules().skipRepeated()
        && (approvers.contains(participant.person()) || approvers.contains(participant.member()));
  }

  /** Whether the submitter would decide on their own, for themselves or as somebody's deputy. */
  boolean isSubmitters(CompiledStep step, Participant participant) {
    return isPassedOver(step, participant.member()) || isPassedOver(step, participant.person());
  }

  /** Whether a step passes over a person because they are the submitter. */
  boolean isPassedOver(CompiledStep step, MemberId person) {
    return step != null
        && step.step() instanceof ApproveStep
        && decisionBuilder.flow().definition().rules().skipSubmitter()
        && person.equals(decisionBuilder.instance().submitter());
  }

  /**
   * @param why as the history says it
   */
  Participant passedOver(CompiledStep step, Participant participant, String why) {
    decisionBuilder.note(
        new HistoryEntry(
            HistoryEntry.Kind.SKIPPED,
            step.key(),
            participant.member(),
            participant.principal(),
            null,
            why,
            null));
    return participant.as(Participant.State.APPROVED);
  }

  /** Opens the participants whose turn it is, or leaves the step when all is decided. */
  void proceed(CompiledStep step, Token.UserTask token) {
    var votingRule = step.step() instanceof ApproveStep approve ? approve.decide() : VotingRule.ANY;
    switch (VoteCount.count(votingRule, token.seats())) {
      case APPROVED -> approved(step, token);
      case REJECTED -> new TaskDecisionHandler(decisionBuilder).rejected(step, token);
      case OPEN -> open(step, token, votingRule);
    }
  }

  private void approved(CompiledStep step, Token.UserTask token) {
    var approvers =
        token.seats().stream()
            .filter(
                participant ->
                    participant.decides() && participant.state() == Participant.State.APPROVED)
            .flatMap(participant -> Stream.of(participant.person(), participant.member()))
            .distinct()
            .toList();
    if (step.step() instanceof ApproveStep) {
      decisionBuilder.approvedBy(approvers);
    }
    if (token.back() != null && !token.back().equals(step.key())) {
      decisionBuilder.pass(step.key());
      new StepJump(decisionBuilder).to(token, token.back());
    } else {
      decisionBuilder.closeTasks(token.seats(), null);
      decisionBuilder.forget(token);
      new TokenFlow(decisionBuilder).leave(token);
    }
  }

  private void open(CompiledStep step, Token.UserTask token, VotingRule votingRule) {
    var participants = new ArrayList<>(token.seats());
    boolean inTurn = votingRule.mode() == VotingRule.Mode.SEQUENCE;
    boolean anyOpen = participants.stream().anyMatch(TaskAssignment::isUnderway);
    for (int i = 0; i < participants.size(); i++) {
      var participant = participants.get(i);
      if (participant.state() == Participant.State.LATER
          && !(inTurn && anyOpen)
          && !isHeldAlready(participants, participant)) {
        participants.set(i, opened(step, token, participant));
        anyOpen = true;
      }
    }
    decisionBuilder.replace(token.with(participants));
  }

  /** Whether whose it is has another task of the step, and decides with that on this one too. */
  static boolean isHeldAlready(List<Participant> participants, Participant participant) {
    return participants.stream()
        .anyMatch(
            other ->
                other.decides()
                    && other.state() == Participant.State.OPEN
                    && other.isHeldBy(participant.member()));
  }

  private static boolean isUnderway(Participant participant) {
    return participant.decides()
        && (participant.state() == Participant.State.OPEN
            || participant.state() == Participant.State.PAUSED);
  }

  /** Gives somebody their task. */
  Participant opened(CompiledStep step, Token token, Participant participant) {
    var task = decisionBuilder.inputs().newId();
    decisionBuilder.effect(
        new Effect.OpenTask(
            task,
            token.id(),
            token.step(),
            kind(step, participant),
            participant.member(),
            participant.principal(),
            step == null ? null : due(step)));
    return participant.opened(task);
  }

  static TaskKind kind(CompiledStep step, Participant participant) {
    if (participant.part() == Participant.ParticipantRole.ADVISER) {
      return TaskKind.OPINION;
    }
    if (step == null) {
      return TaskKind.REVISE;
    }
    return switch ((HumanStep) step.step()) {
      case ApproveStep _ -> TaskKind.APPROVE;
      case FillStep _ -> TaskKind.FILL;
    };
  }

  /** When the first stage of a step's time is over; null: it has no end. */
  private OffsetDateTime due(CompiledStep step) {
    var due = ((HumanStep) step.step()).due();
    return due == null || due.stages().isEmpty() ? null : at(due, 0);
  }

  private OffsetDateTime at(Deadline due, int stage) {
    return DueTimes.after(
        decisionBuilder.inputs().now(),
        due.stages().get(stage).after(),
        due.calendar(),
        decisionBuilder.inputs().calendar());
  }

  private void setTimers(CompiledStep step, Token token) {
    var due = ((HumanStep) step.step()).due();
    for (int i = 0; due != null && i < due.stages().size(); i++) {
      decisionBuilder.effect(new Effect.SetTimer(token.id(), i, at(due, i)));
    }
  }

  /**
   * The submitter corrects what came back.
   *
   * @param back step to come straight back to; nullable
   * @param from step that returned it
   */
  void revise(int parent, int lane, String back, String from) {
    var token =
        new Token.UserTask(
            decisionBuilder.newPosition(), parent, lane, Token.SUBMITTER, List.of(), back, from);
    var participant = Participant.voter(submitter(), null, 1);
    decisionBuilder.add(token.with(List.of(opened(null, token, participant))));
  }

  private MemberId submitter() {
    var submitter = decisionBuilder.instance().submitter();
    if (submitter == null) {
      throw new EventRefusedException(FlowProblem.FLOW_NO_SUBMITTER);
    }
    return submitter;
  }
}
