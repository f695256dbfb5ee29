package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.workflow.compile.CompiledFlow;
import java.util.List;

/**
 * Decides what an event does to an instance. The same flow, instance, event and facts give the same
 * decision. An event that the instance does not take is {@link Refused}, and changes nothing; one
 * that comes too late, such as a timer of a step that is over, changes nothing either.
 */
public final class Engine {

  private Engine() {}

  /**
   * @throws Refused when the instance does not take the event as it stands
   * @throws Facts.Missing when more must be known first
   */
  public static Decision decide(CompiledFlow flow, Instance instance, Event event, Facts facts) {
    var run = new Run(flow, instance, facts);
    if (instance.status().isOver()) {
      return late(run, event);
    }
    switch (event) {
      case Event.Started _ -> start(run);
      case Event.Acted acted -> new Acts(run).act(acted);
      case Event.TimeCame(var position, var stage) -> new Deadlines(run).came(position, stage);
      case Event.Worked worked -> worked(run, worked);
      case Event.Occurred(var position) -> occurred(run, position);
      case Event.ChildEnded ended -> childEnded(run, ended);
      case Event.Withdrawn withdrawn -> new Interventions(run).withdraw(withdrawn);
      case Event.TookBack tookBack -> new Interventions(run).takeBack(tookBack);
      case Event.Terminated terminated -> new Interventions(run).terminate(terminated);
      case Event.Jumped jumped -> new Interventions(run).jump(jumped);
      case Event.Reassigned reassigned -> new Interventions(run).reassign(reassigned);
      case Event.Retried retried -> new Interventions(run).retry(retried);
      case Event.Urged urged -> new Interventions(run).urge(urged);
    }
    return run.decision();
  }

  /** What rings or returns after the end means nothing; what people do is refused. */
  private static Decision late(Run run, Event event) {
    return switch (event) {
      case Event.TimeCame _,
          Event.Worked _,
          Event.Occurred _,
          Event.ChildEnded _,
          Event.Started _ ->
          run.decision();
      case Event.Acted _,
          Event.Withdrawn _,
          Event.TookBack _,
          Event.Terminated _,
          Event.Jumped _,
          Event.Reassigned _,
          Event.Retried _,
          Event.Urged _ ->
          throw new Refused("flow-over");
    };
  }

  private static void start(Run run) {
    if (run.isFresh()) {
      new Advance(run).enter(null, 0, 0, 0);
      new Advance(run).settle();
    }
  }

  private static void worked(Run run, Event.Worked worked) {
    if (!(run.find(worked.position()) instanceof Position.Pending pending)) {
      return;
    }
    boolean working = pending.what() == Position.For.WORK || pending.what() == Position.For.JOB;
    if (!working || pending.error() != null) {
      return;
    }
    if (pending.what() == Position.For.JOB) {
      run.forget(pending);
    }
    run.cannotBeUndone();
    if (worked.error() != null) {
      run.replace(pending.with(worked.error()));
      run.fail(pending.step(), worked.error(), worked.detail());
      return;
    }
    run.put(worked.variables());
    run.note(new Happening("worked", pending.step(), null, null, null, null, worked.detail()));
    new Advance(run).leave(pending);
  }

  private static void occurred(Run run, int position) {
    if (run.find(position) instanceof Position.Pending pending
        && pending.what() == Position.For.EVENT) {
      run.forget(pending);
      run.cannotBeUndone();
      run.note(Happening.of("occurred", pending.step()));
      new Advance(run).leave(pending);
    }
  }

  private static void childEnded(Run run, Event.ChildEnded ended) {
    if (run.find(ended.position()) instanceof Position.Pending pending
        && pending.what() == Position.For.FLOW) {
      var step = run.step(pending.step());
      if (step.step() instanceof dev.formwork.workflow.definition.Step.Call call) {
        run.put(outputs(call.out(), ended.variables()));
      }
      run.cannotBeUndone();
      run.note(Happening.of("called", pending.step()));
      new Advance(run).leave(pending);
    }
  }

  private static ObjectNode outputs(java.util.Map<String, String> out, ObjectNode variables) {
    var given = variables.objectNode();
    out.forEach((here, there) -> given.set(here, variables.path(there)));
    return given;
  }

  /** Steps where an instance stands, for people. */
  public static List<String> standing(InstanceState state) {
    return state.open().stream()
        .filter(position -> !(position instanceof Position.Lanes))
        .map(Position::step)
        .distinct()
        .toList();
  }
}
