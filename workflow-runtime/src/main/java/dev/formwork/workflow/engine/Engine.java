package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what an event does to an instance. The same flow, instance, event and facts give the same
 * decision. An event that the instance does not take is {@link EventRefusedException}, and changes
 * nothing; one that comes too late, such as a timer of a step that is over, changes nothing either.
 */
public final class Engine {

  private Engine() {}

  /**
   * @throws EventRefusedException when the instance does not take the event as it stands
   * @throws DecisionInputs.MissingInput when more must be known first
   */
  public static Decision decide(
      CompiledFlow flow, Instance instance, Event event, DecisionInputs decisionInputs) {
    var decisionBuilder = new DecisionBuilder(flow, instance, decisionInputs);
    if (instance.status().isOver()) {
      return late(decisionBuilder, event);
    }
    switch (event) {
      case Event.Started _ -> start(decisionBuilder);
      case Event.TaskDecided taskDecided ->
          new TaskDecisionHandler(decisionBuilder).act(taskDecided);
      case Event.RecordGone(var position, var by) ->
          new InstanceActionHandler(decisionBuilder).recordGone(position, by);
      case Event.TimerFired(var position, var stage) ->
          new DeadlineHandler(decisionBuilder).came(position, stage);
      case Event.StepExecuted stepExecuted -> worked(decisionBuilder, stepExecuted);
      case Event.StepAdvanced(var position, var progress) ->
          working(decisionBuilder, position)
              .ifPresent(wait -> decisionBuilder.replace(wait.advanced(progress)));
      case Event.RecordsFound(var position, var ids) ->
          working(decisionBuilder, position).ifPresent(wait -> goOn(decisionBuilder, wait, ids));
      case Event.AwaitedEventOccurred(var position) -> occurred(decisionBuilder, position);
      case Event.ChildEnded ended -> childEnded(decisionBuilder, ended);
      case Event.Withdrawn withdrawn ->
          new InstanceActionHandler(decisionBuilder).withdraw(withdrawn);
      case Event.DecisionTakenBack decisionTakenBack ->
          new InstanceActionHandler(decisionBuilder).takeBack(decisionTakenBack);
      case Event.Terminated terminated ->
          new InstanceActionHandler(decisionBuilder).terminate(terminated);
      case Event.Jumped jumped -> new InstanceActionHandler(decisionBuilder).jump(jumped);
      case Event.Reassigned reassigned ->
          new InstanceActionHandler(decisionBuilder).reassign(reassigned);
      case Event.Retried retried -> new InstanceActionHandler(decisionBuilder).retry(retried);
      case Event.Urged urged -> new InstanceActionHandler(decisionBuilder).urge(urged);
    }
    return decisionBuilder.decision();
  }

  /** What rings or returns after the end means nothing; what people do is refused. */
  private static Decision late(DecisionBuilder decisionBuilder, Event event) {
    return switch (event) {
      case Event.TimerFired _,
          Event.RecordGone _,
          Event.StepExecuted _,
          Event.StepAdvanced _,
          Event.RecordsFound _,
          Event.AwaitedEventOccurred _,
          Event.ChildEnded _,
          Event.Started _ ->
          decisionBuilder.decision();
      case Event.TaskDecided _,
          Event.Withdrawn _,
          Event.DecisionTakenBack _,
          Event.Terminated _,
          Event.Jumped _,
          Event.Reassigned _,
          Event.Retried _,
          Event.Urged _ ->
          throw new EventRefusedException(FlowProblem.FLOW_OVER);
    };
  }

  private static void start(DecisionBuilder decisionBuilder) {
    if (decisionBuilder.isFresh()) {
      new TokenFlow(decisionBuilder).enter(null, 0, 0, 0);
      new TokenFlow(decisionBuilder).settle();
    }
  }

  /** Empty when the position does not work, or not any more. */
  private static Optional<Token.Wait> working(DecisionBuilder decisionBuilder, int position) {
    if (!(decisionBuilder.find(position) instanceof Token.Wait wait)) {
      return Optional.empty();
    }
    boolean works = wait.what() == Token.WaitReason.WORK || wait.what() == Token.WaitReason.JOB;
    return works && wait.error() == null ? Optional.of(wait) : Optional.empty();
  }

  private static void goOn(DecisionBuilder decisionBuilder, Token.Wait wait, List<RecordId> ids) {
    decisionBuilder.cannotBeUndone();
    decisionBuilder.remove(wait);
    TokenQueries.loopOf(decisionBuilder.open(), wait)
        .ifPresent(
            loop -> new BlockFlow(decisionBuilder, new TokenFlow(decisionBuilder)).goOn(loop, ids));
    new TokenFlow(decisionBuilder).settle();
  }

  private static void worked(DecisionBuilder decisionBuilder, Event.StepExecuted stepExecuted) {
    working(decisionBuilder, stepExecuted.position())
        .ifPresent(wait -> worked(decisionBuilder, wait, stepExecuted));
  }

  private static void worked(
      DecisionBuilder decisionBuilder, Token.Wait wait, Event.StepExecuted stepExecuted) {
    if (wait.what() == Token.WaitReason.JOB) {
      decisionBuilder.forget(wait);
    }
    decisionBuilder.cannotBeUndone();
    if (stepExecuted.error() != null) {
      decisionBuilder.replace(wait.with(stepExecuted.error()));
      decisionBuilder.fail(wait.step(), stepExecuted.error(), stepExecuted.detail());
      return;
    }
    decisionBuilder.put(stepExecuted.variables());
    decisionBuilder.note(
        new HistoryEntry(
            HistoryEntry.Kind.WORKED, wait.step(), null, null, null, null, stepExecuted.detail()));
    new TokenFlow(decisionBuilder).leave(wait);
  }

  private static void occurred(DecisionBuilder decisionBuilder, int position) {
    if (decisionBuilder.find(position) instanceof Token.Wait wait
        && wait.what() == Token.WaitReason.EVENT) {
      decisionBuilder.forget(wait);
      decisionBuilder.cannotBeUndone();
      decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.OCCURRED, wait.step()));
      new TokenFlow(decisionBuilder).leave(wait);
    }
  }

  private static void childEnded(DecisionBuilder decisionBuilder, Event.ChildEnded ended) {
    if (decisionBuilder.find(ended.position()) instanceof Token.Wait wait
        && wait.what() == Token.WaitReason.FLOW) {
      var step = decisionBuilder.step(wait.step());
      if (step.step() instanceof CallStep call) {
        decisionBuilder.put(outputs(call.out(), ended.variables()));
      }
      decisionBuilder.cannotBeUndone();
      decisionBuilder.note(HistoryEntry.of(HistoryEntry.Kind.CALLED, wait.step()));
      new TokenFlow(decisionBuilder).leave(wait);
    }
  }

  private static ObjectNode outputs(Map<String, String> out, ObjectNode variables) {
    var given = variables.objectNode();
    out.forEach((here, there) -> given.set(here, variables.path(there)));
    return given;
  }

  /** Steps where an instance stands, for people. */
  public static List<String> standing(InstanceState state) {
    return state.open().stream()
        .filter(token -> !(token instanceof Token.Block))
        .map(Token::step)
        .distinct()
        .toList();
  }
}
