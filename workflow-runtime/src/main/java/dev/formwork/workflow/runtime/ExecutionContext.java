package dev.formwork.workflow.runtime;

import dev.formwork.core.access.Caller;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.DecisionInputs;
import dev.formwork.workflow.engine.Engine;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.EventRefusedException;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.store.InstanceStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * Everything one decision about an instance rests on.
 *
 * @param platform the caller that the flow acts as
 * @param inputs what was loaded so far
 * @param base what expressions know apart from records: the time, the people
 */
public record ExecutionContext(
    SqlClient sql,
    Caller platform,
    CompiledFlow flow,
    InstanceStore.StoredInstance stored,
    LoadedInputs inputs,
    EvaluationContext base) {

  public Workspace workspace() {
    return platform.workspace();
  }

  /**
   * What an event comes to, decided as often as something has to be loaded first.
   *
   * @param instance as it is now, which may be later than what is stored
   */
  public Uni<Decision> decide(Instance instance, Event event) {
    return Uni.createFrom()
        .deferred(
            () ->
                flow.isScripted()
                    ? WorkerThreads.run(() -> Engine.decide(flow, instance, event, inputs))
                    : Uni.createFrom().item(Engine.decide(flow, instance, event, inputs)))
        .onFailure(DecisionInputs.MissingInput.class)
        .recoverWithUni(
            missing ->
                inputs
                    .load(missing, instance.state().variables())
                    .chain(() -> decide(instance, event)))
        .onFailure(EventRefusedException.class)
        .transform(FailureText::refusal);
  }
}
