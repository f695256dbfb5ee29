package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.HumanStep;
import java.util.List;

/**
 * Handles a deadline that has passed: reminds, escalates, approves, rejects, returns or transfers,
 * as the step says.
 */
final class DeadlineHandler {

  private final DecisionBuilder decisionBuilder;

  DeadlineHandler(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
  }

  void came(int id, int stage) {
    switch (decisionBuilder.find(id)) {
      case Token.Wait wait when wait.what() == Token.WaitReason.TIME && stage == 0 -> {
        decisionBuilder.cannotBeUndone();
        new TokenFlow(decisionBuilder).leave(wait);
      }
      case Token.Wait wait when wait.what() == Token.WaitReason.EVENT && stage == 0 -> {
        decisionBuilder.forget(wait);
        decisionBuilder.cannotBeUndone();
        decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.TIMED_OUT, wait.step()));
        new TokenFlow(decisionBuilder).leave(wait);
      }
      case Token.UserTask userTask when !userTask.step().equals(Token.SUBMITTER) ->
          due(userTask, stage);
      case null, default -> {}
    }
  }

  /** Time decides on no record that was deleted. */
  private boolean isGone(Token.UserTask token) {
    var subject = decisionBuilder.subject(token);
    return subject != null
        && !decisionBuilder.flow().outlivesRecord()
        && !decisionBuilder.inputs().isThere(subject);
  }

  private void due(Token.UserTask token, int stage) {
    if (isGone(token)) {
      new InstanceActionHandler(decisionBuilder).recordGone(token.id(), null);
      new TokenFlow(decisionBuilder).settle();
      return;
    }
    var step = decisionBuilder.step(token.step());
    var due = ((HumanStep) step.step()).due();
    if (due == null || stage >= due.stages().size()) {
      return;
    }
    var what = due.stages().get(stage);
    var holders =
        token.seats().stream()
            .filter(
                participant ->
                    participant.state() == Participant.State.OPEN && participant.decides())
            .toList();
    decisionBuilder.note(
        new HistoryEntry(
            HistoryEntry.Kind.OVERDUE, token.step(), null, null, null, what.then().json(), null));
    switch (what.then()) {
      case REMIND ->
          decisionBuilder.effect(
              new Effect.SendNotice(
                  "reminded", token.step(), holders.stream().map(Participant::member).toList()));
      case ESCALATE ->
          decisionBuilder.effect(
              new Effect.SendNotice("escalated", token.step(), named(step, token, stage)));
      case APPROVE -> decide(step, token, holders, Participant.State.APPROVED);
      case REJECT -> decide(step, token, holders, Participant.State.REJECTED);
      case RETURN -> giveBack(token, what);
      case TRANSFER -> transfer(step, token, holders, stage);
    }
    new TokenFlow(decisionBuilder).settle();
  }

  private List<MemberId> named(CompiledStep step, Token.UserTask token, int stage) {
    var due = ((HumanStep) step.step()).due();
    return new AssigneeResolver(
            decisionBuilder.inputs(),
            step,
            decisionBuilder.subject(token),
            decisionBuilder.instance(),
            decisionBuilder.state())
        .find(due.stages().get(stage).to(), "due/stages/" + stage + "/to").stream()
            .map(AssigneeResolver.Found::member)
            .toList();
  }

  /** Time decides for whoever did not. */
  private void decide(
      CompiledStep step, Token.UserTask token, List<Participant> holders, Participant.State as) {
    decisionBuilder.cannotBeUndone();
    decisionBuilder.somebodyDecided();
    var outcome = as == Participant.State.APPROVED ? "approved" : "rejected";
    holders.forEach(
        participant -> decisionBuilder.effect(Effect.CloseTask.of(participant, outcome, null)));
    var changed =
        token.with(
            token.seats().stream()
                .map(
                    participant ->
                        holders.contains(participant)
                                || participant.state() == Participant.State.PAUSED
                                || participant.state() == Participant.State.LATER
                            ? participant.as(as)
                            : participant)
                .toList());
    decisionBuilder.replace(changed);
    new TaskAssignment(decisionBuilder).proceed(step, changed);
  }

  private void giveBack(Token.UserTask token, Deadline.Stage what) {
    decisionBuilder.cannotBeUndone();
    if (what.step() != null) {
      new StepJump(decisionBuilder).to(token, what.step());
    } else if (decisionBuilder.instance().submitter() != null) {
      new StepJump(decisionBuilder).toSubmitter();
    }
  }

  private void transfer(
      CompiledStep step, Token.UserTask token, List<Participant> holders, int stage) {
    var to = named(step, token, stage);
    if (to.isEmpty()) {
      return;
    }
    decisionBuilder.cannotBeUndone();
    for (var participant : holders) {
      if (!(decisionBuilder.find(token.id()) instanceof Token.UserTask now)) {
        return;
      }
      new TaskParticipants(decisionBuilder)
          .hand(step, now, participant, to.getFirst(), participant.person(), "transferred", null);
    }
  }
}
