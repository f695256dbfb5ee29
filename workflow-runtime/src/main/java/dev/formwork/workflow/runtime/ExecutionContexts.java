package dev.formwork.workflow.runtime;

import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.people.Substitutes;
import dev.formwork.workflow.people.SystemCallers;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.InstanceStore.StoredInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;

/** Gathers what a decision about an instance rests on: its flow, the people, the time. */
@ApplicationScoped
public class ExecutionContexts {

  private final CompiledFlows flows;
  private final SystemCallers systemCallers;
  private final Substitutes substitutes;

  ExecutionContexts(CompiledFlows flows, SystemCallers systemCallers, Substitutes substitutes) {
    this.flows = flows;
    this.systemCallers = systemCallers;
    this.substitutes = substitutes;
  }

  /** Of an instance in the version of its flow that it began with. */
  public Uni<ExecutionContext> of(SqlClient sql, Workspace workspace, StoredInstance stored) {
    var instance = stored.instance();
    return flows
        .version(sql, workspace, instance.app(), instance.flow(), instance.version())
        .chain(flow -> of(sql, workspace, flow, stored));
  }

  public Uni<ExecutionContext> of(
      SqlClient sql, Workspace workspace, CompiledFlow flow, StoredInstance stored) {
    return systemCallers
        .of(workspace)
        .chain(
            platform ->
                systemCallers
                    .scopeNow(platform, flow)
                    .chain(
                        base ->
                            substitutes
                                .current(sql, workspace.schema())
                                .map(
                                    current ->
                                        new ExecutionContext(
                                            sql,
                                            platform,
                                            flow,
                                            stored,
                                            new LoadedInputs(sql, platform, flow, base, current),
                                            base))));
  }
}
