package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.DatabaseStep;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.EndStep;
import dev.formwork.workflow.definition.ExternalStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.NotifyStep;
import dev.formwork.workflow.definition.WaitStep;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/** Moves tokens from step to step; {@link BlockFlow} into nested blocks and out of them. */
final class TokenFlow {

  private final DecisionBuilder decisionBuilder;

  TokenFlow(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
  }

  /**
   * Goes on with a step of a block; at the block's end, with what is around it.
   *
   * @param parentStep whose block; null: the whole flow
   * @param parent token of that step; 0: none
   */
  void enter(String parentStep, int parent, int lane, int index) {
    var block = decisionBuilder.flow().block(parentStep, lane(parentStep, lane));
    if (decisionBuilder.isOver()) {
      return;
    }
    if (index < block.size()) {
      begin(decisionBuilder.step(block.get(index).key()), parent, lane);
    } else if (parent != 0) {
      new BlockFlow(decisionBuilder, this)
          .laneDone((Token.Block) decisionBuilder.find(parent), lane);
    }
  }

  /** In loops, every lane goes through the one block there is. */
  private int lane(String parentStep, int lane) {
    return parentStep == null
        ? 0
        : ((ContainerStep) decisionBuilder.step(parentStep).step()).blockOf(lane);
  }

  /** When nothing is open any more, the flow is done. */
  void settle() {
    if (!decisionBuilder.isOver() && decisionBuilder.open().isEmpty()) {
      decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.ENDED, null));
      decisionBuilder.end(InstanceStatus.DONE, "done");
    }
  }

  /** A position's step is done: goes on behind it. */
  void leave(Token token) {
    decisionBuilder.remove(token);
    decisionBuilder.pass(token.step());
    behind(token);
    settle();
  }

  /** Goes on behind a token that is gone. */
  void behind(Token token) {
    var stepLocation = decisionBuilder.step(token.step()).place();
    enter(stepLocation.parent(), token.parent(), token.lane(), stepLocation.index() + 1);
  }

  /** The same without a position: a step that needs no waiting. */
  private void skip(CompiledStep step, int parent, int lane) {
    decisionBuilder.pass(step.key());
    enter(step.place().parent(), parent, lane, step.place().index() + 1);
  }

  /** Comes to a step. */
  void begin(CompiledStep step, int parent, int lane) {
    switch (step.step()) {
      case HumanStep _ -> new TaskAssignment(decisionBuilder).begin(step, parent, lane, null);
      case NotifyStep notify -> {
        var people = found(step, parent, lane, notify.to(), "to");
        decisionBuilder.effect(new Effect.SendCopy(step.key(), people, subjectAt(parent, lane)));
        decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.NOTIFIED, step.key()));
        skip(step, parent, lane);
      }
      case ContainerStep container ->
          new BlockFlow(decisionBuilder, this).open(step, container, parent, lane);
      case WaitStep wait -> wait(step, wait, parent, lane);
      case CallStep call -> call(step, call, parent, lane);
      case EndStep end -> {
        decisionBuilder.pass(step.key());
        decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.ENDED, step.key()));
        decisionBuilder.end(InstanceStatus.DONE, end.outcome() == null ? "done" : end.outcome());
      }
      case DatabaseStep _ -> {
        var token = pending(step, parent, lane, Token.WaitReason.WORK);
        decisionBuilder.effect(
            new Effect.RunDatabaseStep(token.id(), step.key(), decisionBuilder.subject(token)));
      }
      case ExternalStep _ -> {
        var token = pending(step, parent, lane, Token.WaitReason.JOB);
        decisionBuilder.effect(new Effect.EnqueueExternalStep(token.id(), step.key()));
      }
    }
  }

  Token.Wait pending(CompiledStep step, int parent, int lane, Token.WaitReason what) {
    var token = Token.Wait.of(decisionBuilder.newPosition(), parent, lane, step.key(), what, null);
    decisionBuilder.add(token);
    return token;
  }

  /** The record in hand there; nullable. */
  SubjectRecord subjectAt(int parent, int lane) {
    return decisionBuilder.subject(
        Token.Wait.of(0, parent, lane, Token.SUBMITTER, Token.WaitReason.WORK, null));
  }

  private List<MemberId> found(
      CompiledStep step, int parent, int lane, List<AssigneeRule> rules, String path) {
    return new AssigneeResolver(
            decisionBuilder.inputs(),
            step,
            subjectAt(parent, lane),
            decisionBuilder.instance(),
            decisionBuilder.state())
        .find(rules, path).stream().map(AssigneeResolver.Found::member).toList();
  }

  /** What a formula of the step gives there. */
  Object value(CompiledStep step, String formula, int parent, int lane) {
    return decisionBuilder
        .inputs()
        .value(step, formula, subjectAt(parent, lane), decisionBuilder.state());
  }

  private void wait(CompiledStep step, WaitStep wait, int parent, int lane) {
    if (wait.event() != null) {
      var token = pending(step, parent, lane, Token.WaitReason.EVENT);
      decisionBuilder.effect(
          new Effect.AwaitRecordChange(
              token.id(),
              step.key(),
              wait.event().form() == null
                  ? decisionBuilder.subject(token)
                  : SubjectRecord.of(wait.event().form(), null),
              wait.event().timeout()));
      if (wait.event().timeout() != null) {
        decisionBuilder.effect(
            new Effect.SetTimer(token.id(), 0, time(wait.event().timeout(), wait.calendar())));
      }
      decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.WAITING, step.key()));
      return;
    }
    var at =
        wait.duration() != null
            ? time(wait.duration(), wait.calendar())
            : moment(value(step, "until", parent, lane));
    if (at == null || !at.isAfter(decisionBuilder.inputs().now())) {
      skip(step, parent, lane);
      return;
    }
    var token = pending(step, parent, lane, Token.WaitReason.TIME);
    decisionBuilder.effect(new Effect.SetTimer(token.id(), 0, at));
    decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.WAITING, step.key()));
  }

  private OffsetDateTime time(Delay delay, Deadline.Calendar calendar) {
    return DueTimes.after(
        decisionBuilder.inputs().now(),
        delay,
        calendar == null ? Deadline.Calendar.REAL : calendar,
        decisionBuilder.inputs().calendar());
  }

  private OffsetDateTime moment(Object value) {
    return switch (value) {
      case OffsetDateTime moment -> moment;
      case LocalDate day ->
          day.atStartOfDay(decisionBuilder.inputs().calendar().zone()).toOffsetDateTime();
      case null, default -> null;
    };
  }

  private void call(CompiledStep step, CallStep call, int parent, int lane) {
    var given = DefinitionJson.mapper().createObjectNode();
    call.in().keySet().forEach(key -> set(given, key, value(step, "in/" + key, parent, lane)));
    var subjectRecord = subjectAt(parent, lane);
    if (!call.waits()) {
      decisionBuilder.effect(new Effect.StartFlow(0, call.flow(), given, subjectRecord, false));
      decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.CALLED, step.key()));
      skip(step, parent, lane);
      return;
    }
    var token = pending(step, parent, lane, Token.WaitReason.FLOW);
    decisionBuilder.effect(
        new Effect.StartFlow(token.id(), call.flow(), given, subjectRecord, true));
  }

  /** A value as variables keep it. */
  static void set(ObjectNode into, String key, Object value) {
    into.set(
        key,
        DefinitionJson.mapper()
            .valueToTree(value instanceof LinkedRecord target ? target.id() : value));
  }
}
