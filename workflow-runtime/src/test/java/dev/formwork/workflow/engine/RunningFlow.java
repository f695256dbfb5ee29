package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledFlow;

/** A run of a flow on a request, for tests of what goes by where it stands. */
public final class RunningFlow {

  private final CompiledFlow flow;
  private final InstanceDriver driver;

  private RunningFlow(CompiledFlow flow) {
    this.flow = flow;
    this.driver = InstanceDriver.begin(flow);
  }

  /**
   * Begins, started by person 0.
   *
   * @param more properties of the flow, each with a comma behind it
   */
  public static RunningFlow begin(String more, String steps) {
    return new RunningFlow(EngineFixture.flow(more, steps));
  }

  /** The same of a flow that is written out whole. */
  public static RunningFlow of(String json) {
    return new RunningFlow(EngineFixture.whole(json));
  }

  public static MemberId person(int number) {
    return EngineFixture.person(number);
  }

  public CompiledFlow flow() {
    return flow;
  }

  public Instance instance() {
    return driver.instance();
  }

  /** The same, come to an end. */
  public static Instance ended(Instance now, InstanceStatus status) {
    return new Instance(
        now.id(),
        now.app(),
        now.flow(),
        now.version(),
        now.subject(),
        now.submitter(),
        now.depth(),
        now.revision(),
        status,
        now.outcome(),
        now.error(),
        now.startedAt(),
        now.state());
  }

  public void approves(int person) {
    driver.approves(person);
  }

  public void does(int person, Event.TaskDecision decision) {
    driver.does(person, decision);
  }
}
