package dev.formwork.workflow.tryout;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.people.SystemCallers;
import dev.formwork.workflow.runtime.DatabaseStepExecutor;
import dev.formwork.workflow.runtime.ExecutionContexts;
import dev.formwork.workflow.runtime.InstanceStarter;
import dev.formwork.workflow.store.InstanceStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Tries out drafts of flows. A run is replayed from its start for each action, in a transaction
 * that is rolled back: it acts on real records and leaves nothing behind.
 */
@ApplicationScoped
public class TryOuts {

  private final Pool pool;
  private final CompiledForms forms;
  private final AppAuthorization authority;
  private final SystemCallers systemCallers;
  private final ExecutionContexts contexts;
  private final DatabaseStepExecutor databaseSteps;
  private final RecordService records;

  TryOuts(
      Pool pool,
      CompiledForms forms,
      AppAuthorization authority,
      SystemCallers systemCallers,
      ExecutionContexts contexts,
      DatabaseStepExecutor databaseSteps,
      RecordService records) {
    this.pool = pool;
    this.forms = forms;
    this.authority = authority;
    this.systemCallers = systemCallers;
    this.contexts = contexts;
    this.databaseSteps = databaseSteps;
    this.records = records;
  }

  /** Carries how a case stands out of the transaction that is undone. */
  private static final class RollbackSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient TryOut.Snapshot snapshot;

    RollbackSignal(TryOut.Snapshot snapshot) {
      super("A trial leaves nothing", null, false, false);
      this.snapshot = snapshot;
    }
  }

  /**
   * Begins a case; fails as invalid while the draft has mistakes.
   *
   * @param record nullable
   * @param sample in place of a record; nullable
   */
  public Uni<TryOut> begin(
      Caller caller,
      AppKey app,
      FlowDefinition draft,
      RecordId record,
      RecordInput sample,
      MemberId submitter) {
    return walked(caller, new TryOut(app, draft, record, sample, submitter, List.of(), null));
  }

  /** Somebody does something with a task. */
  public Uni<TryOut> act(
      Caller caller, TryOut tryOut, int number, Event.TaskDecision taskDecision, String comment) {
    return walked(
        caller, tryOut.then(new TryOut.TryOutAction.TaskAnswered(number, taskDecision, comment)));
  }

  /** The next time that is waited for comes. */
  public Uni<TryOut> skipTime(Caller caller, TryOut tryOut) {
    return walked(caller, tryOut.then(new TryOut.TryOutAction.TimeSkipped()));
  }

  /** One step back. */
  public Uni<TryOut> back(Caller caller, TryOut tryOut) {
    return walked(caller, tryOut.back());
  }

  private Uni<TryOut> walked(Caller caller, TryOut tryOut) {
    return authority
        .requireDesigning(caller, tryOut.app())
        .chain(() -> forms.forms(caller.workspace(), tryOut.app()))
        .map(
            published ->
                switch (FlowCompiler.compile(tryOut.draft(), 0, published)) {
                  case FlowCompiler.Result.Compiled(var flow) -> flow;
                  case FlowCompiler.Result.Failed(var problems) -> throw Refusal.invalid(problems);
                })
        .chain(flow -> standing(caller, flow, tryOut))
        .map(tryOut::standing);
  }

  private Uni<TryOut.Snapshot> standing(Caller caller, CompiledFlow flow, TryOut tryOut) {
    return RetryingTransactions.retryingWhole(
            pool,
            sql ->
                walk(sql, caller, flow, tryOut)
                    .<TryOut.Snapshot>map(
                        snapshot -> {
                          throw new RollbackSignal(snapshot);
                        }))
        .onFailure(RollbackSignal.class)
        .recoverWithItem(rollbackSignal -> rollbackSignal.snapshot);
  }

  private Uni<TryOut.Snapshot> walk(
      LockingTransaction sql, Caller caller, CompiledFlow flow, TryOut tryOut) {
    return systemCallers
        .of(caller.workspace())
        .chain(
            platform ->
                record(sql, platform, caller, flow, tryOut)
                    .chain(
                        subjectRecord -> {
                          var fresh =
                              new InstanceStarter.StartRequest(
                                      flow,
                                      tryOut.app(),
                                      subjectRecord,
                                      "",
                                      tryOut.submitter(),
                                      0,
                                      dev.formwork.core.definition.DefinitionJson.mapper()
                                          .createObjectNode())
                                  .fresh();
                          return contexts
                              .of(
                                  sql,
                                  caller.workspace(),
                                  flow,
                                  new InstanceStore.StoredInstance(fresh, "", null, 0))
                              .chain(
                                  executionContext ->
                                      new FlowSimulation(
                                              databaseSteps,
                                              records,
                                              sql,
                                              executionContext,
                                              caller.locale())
                                          .play(tryOut));
                        }));
  }

  /** What the case is about; a sample is made for as long as the trial lasts. */
  private Uni<SubjectRecord> record(
      LockingTransaction sql, Caller platform, Caller caller, CompiledFlow flow, TryOut tryOut) {
    if (flow.form() == null) {
      return Uni.createFrom().nullItem();
    }
    if (tryOut.record() != null) {
      return records
          .get(caller, flow.form(), tryOut.record())
          .replaceWith(SubjectRecord.of(flow.form().key(), tryOut.record()));
    }
    var sample =
        tryOut.sample() == null ? RecordInput.empty(flow.form().slots()) : tryOut.sample().copy();
    return records
        .joining(sql, null)
        .create(platform, flow.form(), sample)
        .map(made -> SubjectRecord.of(flow.form().key(), made.id()));
  }
}
