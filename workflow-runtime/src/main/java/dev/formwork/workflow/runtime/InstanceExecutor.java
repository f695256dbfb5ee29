package dev.formwork.workflow.runtime;

import dev.formwork.core.access.Caller;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.dependency.DependencyLocks;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.DecisionInputs;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Engine;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.EventRefusedException;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.people.Substitutes;
import dev.formwork.workflow.people.SystemCallers;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.InstanceStore;
import dev.formwork.workflow.store.Transition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Applies events to instances: loads the instance and what the decision needs, lets the engine
 * decide, and stores the transition. A decision that touches only flow tables is stored by one
 * statement that checks the instance's revision and is decided anew if another writer was first. A
 * decision with database steps runs in one transaction with the instance locked.
 */
@ApplicationScoped
public class InstanceExecutor {

  private static final int TRIES = 40;

  /** Work in the database beyond this goes on in another transaction. */
  private static final int WORK_AT_ONCE = 100;

  private final Pool pool;
  private final CompiledFlows flows;
  private final SystemCallers systemCallers;
  private final Substitutes substitutes;
  private final RecordService records;
  private final DatabaseStepExecutor work;
  private final TransitionBuilder transitionBuilder;
  private final LiveTasks live;

  InstanceExecutor(
      Pool pool,
      CompiledFlows flows,
      SystemCallers systemCallers,
      Substitutes substitutes,
      RecordService records,
      DatabaseStepExecutor work,
      TransitionBuilder transitionBuilder,
      LiveTasks live) {
    this.pool = pool;
    this.flows = flows;
    this.systemCallers = systemCallers;
    this.substitutes = substitutes;
    this.records = records;
    this.work = work;
    this.transitionBuilder = transitionBuilder;
    this.live = live;
  }

  /**
   * Everything one decision about an instance rests on: the caller, the stored instance, its
   * compiled flow and the inputs loaded so far.
   */
  public record ExecutionContext(
      SqlClient sql,
      Caller platform,
      CompiledFlow flow,
      InstanceStore.StoredInstance stored,
      LoadedInputs facts,
      EvaluationContext base) {

    public Workspace workspace() {
      return platform.workspace();
    }
  }

  /** Moves an instance; fails as not found, or as a conflict when it does not take the event. */
  public Uni<Instance> move(Workspace workspace, UUID instance, Event event) {
    return quick(
        workspace, sql -> InstanceStore.find(sql, workspace.schema(), instance), event, TRIES);
  }

  /** The same for one just loaded; it is loaded again only when it moved since. */
  public Uni<Instance> moveLoaded(
      Workspace workspace, InstanceStore.StoredInstance storedInstance, Event event) {
    return attempt(pool, workspace, storedInstance)
        .chain(
            executionContext ->
                once(
                    executionContext,
                    event,
                    () -> move(workspace, storedInstance.instance().id(), event)));
  }

  private Uni<Instance> quick(
      Workspace workspace,
      Function<SqlClient, Uni<InstanceStore.StoredInstance>> finder,
      Event event,
      int tries) {
    return attempt(pool, workspace, finder)
        .chain(
            executionContext ->
                once(executionContext, event, () -> again(workspace, finder, event, tries)));
  }

  /**
   * @param otherwise when somebody else moved the instance meanwhile
   */
  private Uni<Instance> once(
      ExecutionContext executionContext, Event event, Supplier<Uni<Instance>> otherwise) {
    var instance = executionContext.stored.instance();
    return decided(executionContext, instance, event)
        .chain(
            decision ->
                needsTransaction(decision)
                    ? together(executionContext.workspace(), instance.id(), event, null)
                    : store(executionContext, decision)
                        .chain(
                            done ->
                                done
                                    ? Uni.createFrom().item(decision.instance().stored())
                                    : otherwise.get()));
  }

  private Uni<Instance> again(
      Workspace workspace,
      Function<SqlClient, Uni<InstanceStore.StoredInstance>> finder,
      Event event,
      int tries) {
    if (tries == 0) {
      throw Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.FLOW_BUSY);
    }
    return quick(workspace, finder, event, tries - 1);
  }

  private Uni<ExecutionContext> attempt(
      SqlClient sql,
      Workspace workspace,
      Function<SqlClient, Uni<InstanceStore.StoredInstance>> finder) {
    return finder
        .apply(sql)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_INSTANCE_NOT_FOUND))
        .chain(storedInstance -> attempt(sql, workspace, storedInstance));
  }

  public Uni<ExecutionContext> attempt(
      SqlClient sql, Workspace workspace, InstanceStore.StoredInstance storedInstance) {
    var instance = storedInstance.instance();
    return flows
        .version(workspace, instance.app(), instance.flow(), instance.version())
        .chain(flow -> attempt(sql, workspace, flow, storedInstance));
  }

  public Uni<ExecutionContext> attempt(
      SqlClient sql,
      Workspace workspace,
      CompiledFlow flow,
      InstanceStore.StoredInstance storedInstance) {
    return systemCallers
        .of(workspace)
        .chain(
            platform ->
                systemCallers
                    .moment(platform, flow)
                    .chain(
                        base ->
                            substitutes
                                .now(workspace.schema())
                                .map(
                                    now ->
                                        new ExecutionContext(
                                            sql,
                                            platform,
                                            flow,
                                            storedInstance,
                                            new LoadedInputs(sql, platform, flow, base, now),
                                            base))));
  }

  /** Decides, as often as something has to be loaded first. */
  public Uni<Decision> decided(ExecutionContext executionContext, Instance instance, Event event) {
    return Uni.createFrom()
        .deferred(
            () ->
                executionContext.flow.isScripted()
                    ? WorkerThreads.run(
                        () ->
                            Engine.decide(
                                executionContext.flow, instance, event, executionContext.facts))
                    : Uni.createFrom()
                        .item(
                            Engine.decide(
                                executionContext.flow, instance, event, executionContext.facts)))
        .onFailure(DecisionInputs.MissingInput.class)
        .recoverWithUni(
            missingInput ->
                executionContext
                    .facts
                    .load(missingInput, instance.state().variables())
                    .chain(() -> decided(executionContext, instance, event)))
        .onFailure(EventRefusedException.class)
        .transform(eventRefusedException -> FailureText.refusal(eventRefusedException));
  }

  public static boolean needsTransaction(Decision decision) {
    return decision.effects().stream().anyMatch(Effect.RunDatabaseStep.class::isInstance);
  }

  private Uni<Boolean> store(ExecutionContext executionContext, Decision decision) {
    if (isNothing(executionContext.stored.instance(), decision)) {
      return Uni.createFrom().item(true);
    }
    return transitionBuilder
        .transition(executionContext, decision)
        .chain(
            transition ->
                InstanceStore.store(
                        executionContext.sql,
                        executionContext.workspace().schema(),
                        executionContext.base.now(),
                        List.of(transition))
                    .map(moved -> !moved.isEmpty())
                    .invoke(
                        done -> {
                          if (done) {
                            live.moved(executionContext.workspace(), transition);
                          }
                        }));
  }

  private static boolean isNothing(Instance before, Decision decision) {
    return decision.effects().isEmpty()
        && decision.history().isEmpty()
        && decision.instance().equals(before);
  }

  /** Moves an instance after what is to be done before, both or neither. */
  public Uni<Instance> moveWith(
      Workspace workspace, UUID instance, Event event, BeforeTransition beforeTransition) {
    return together(workspace, instance, event, beforeTransition);
  }

  /**
   * Moves an instance in a transaction, after what is to be done before.
   *
   * @param event null: only pending work goes on
   * @param beforeTransition nullable
   */
  public Uni<Instance> together(
      Workspace workspace, UUID id, Event event, BeforeTransition beforeTransition) {
    return RetryingTransactions.retryingWhole(
            pool,
            sql ->
                attempt(
                        sql,
                        workspace,
                        any -> InstanceStore.findLocked(any, workspace.schema(), id))
                    .call(executionContext -> lockRecord(sql, executionContext))
                    .chain(executionContext -> prepare(executionContext, sql, beforeTransition))
                    .chain(executionContext -> through(executionContext, sql, event)))
        .invoke(
            transition -> {
              live.moved(workspace, transition);
              records.batchCommitted(workspace);
            })
        .map(transition -> transition.after().stored());
  }

  /** Of two instances that work on one record, the second finds it as the first left it. */
  private static Uni<?> lockRecord(SqlClient sql, ExecutionContext executionContext) {
    var subjectRecord = executionContext.stored.instance().subject();
    return subjectRecord == null
        ? Uni.createFrom().voidItem()
        : DependencyLocks.take(
            sql, executionContext.flow.forms().get(subjectRecord.form()), subjectRecord.record());
  }

  private Uni<ExecutionContext> prepare(
      ExecutionContext executionContext,
      LockingTransaction sql,
      BeforeTransition beforeTransition) {
    if (beforeTransition == null) {
      return Uni.createFrom().item(executionContext);
    }
    var instance = executionContext.stored.instance();
    return beforeTransition
        .run(sql, joined(sql, instance))
        .invoke(executionContext.facts::forget)
        .replaceWith(executionContext);
  }

  private RecordService joined(LockingTransaction sql, Instance instance) {
    return records.joining(sql, new RecordEvent.Cause(instance.id(), instance.depth()));
  }

  /** Decides and works until nothing is left to be done at once, and stores all of it. */
  private Uni<Transition> through(
      ExecutionContext executionContext, LockingTransaction sql, Event event) {
    var instance = executionContext.stored.instance();
    var first =
        event == null
            ? Uni.createFrom().item(goOn(instance))
            : decided(executionContext, instance, event);
    return first
        .chain(decision -> worked(executionContext, sql, decision, 0))
        .chain(
            decision ->
                transitionBuilder
                    .transition(executionContext, decision)
                    .chain(
                        transition ->
                            InstanceStore.store(
                                    sql,
                                    executionContext.workspace().schema(),
                                    executionContext.base.now(),
                                    List.of(transition))
                                .replaceWith(transition))
                    .call(() -> transitionBuilder.goOn(executionContext, sql, decision)));
  }

  /** Work that was left over, as if it had just been decided. */
  private static Decision goOn(Instance instance) {
    var effects = new ArrayList<Effect>();
    for (var token : instance.state().open()) {
      if (token instanceof Token.Wait wait
          && wait.what() == Token.WaitReason.WORK
          && wait.error() == null) {
        effects.add(new Effect.RunDatabaseStep(wait.id(), wait.step(), null));
      }
    }
    return new Decision(instance, effects, List.of());
  }

  private Uni<Decision> worked(
      ExecutionContext executionContext, LockingTransaction sql, Decision decision, int done) {
    var next =
        decision.effects().stream()
            .filter(Effect.RunDatabaseStep.class::isInstance)
            .map(Effect.RunDatabaseStep.class::cast)
            .findFirst();
    if (next.isEmpty() || done >= WORK_AT_ONCE) {
      return Uni.createFrom().item(decision);
    }
    return work.perform(
            executionContext, joined(sql, decision.instance()), sql, decision, next.get())
        .invoke(executionContext.facts::forget)
        .chain(
            event ->
                decided(executionContext, decision.instance(), event)
                    .chain(
                        after ->
                            worked(
                                executionContext,
                                sql,
                                merged(decision, next.get(), after),
                                done + 1)));
  }

  private static Decision merged(Decision before, Effect.RunDatabaseStep done, Decision after) {
    var effects = new ArrayList<>(before.effects());
    effects.remove(done);
    effects.addAll(after.effects());
    var history = new ArrayList<>(before.history());
    history.addAll(after.history());
    return new Decision(after.instance(), List.copyOf(effects), List.copyOf(history));
  }
}
