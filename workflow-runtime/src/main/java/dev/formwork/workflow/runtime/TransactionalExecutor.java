package dev.formwork.workflow.runtime;

import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.dependency.DependencyLocks;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.store.InstanceStore;
import dev.formwork.workflow.store.Transition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Applies an event in one transaction with the instance and its record locked, together with what
 * is to be done before and with the database steps that follow.
 */
@ApplicationScoped
public class TransactionalExecutor {

  /** Steps beyond these go on in another transaction. */
  private static final int STEPS_AT_ONCE = 100;

  private final Pool pool;
  private final ExecutionContexts contexts;
  private final RecordService records;
  private final DatabaseStepExecutor databaseSteps;
  private final TransitionBuilder transitions;
  private final LiveTasks live;

  TransactionalExecutor(
      Pool pool,
      ExecutionContexts contexts,
      RecordService records,
      DatabaseStepExecutor databaseSteps,
      TransitionBuilder transitions,
      LiveTasks live) {
    this.pool = pool;
    this.contexts = contexts;
    this.records = records;
    this.databaseSteps = databaseSteps;
    this.transitions = transitions;
    this.live = live;
  }

  /**
   * Both or neither: the transition, and what is to be done before it.
   *
   * @param event null: only pending work goes on
   * @param before nullable
   */
  public Uni<Instance> apply(Workspace workspace, UUID id, Event event, BeforeTransition before) {
    return RetryingTransactions.retryingWhole(
            pool,
            sql ->
                InstanceStore.findLocked(sql, workspace.schema(), id)
                    .onItem()
                    .ifNull()
                    .failWith(InstanceExecutor::missing)
                    .chain(stored -> contexts.of(sql, workspace, stored))
                    .call(context -> lockRecord(sql, context))
                    .call(context -> prepare(context, sql, before))
                    .chain(context -> execute(context, sql, event)))
        .invoke(
            transition -> {
              live.moved(workspace, transition);
              records.batchCommitted(workspace);
            })
        .map(transition -> transition.after().stored());
  }

  /**
   * Does something with the instance and its record locked, so that nobody decides on it meanwhile.
   * The instance stays where it stands.
   */
  public Uni<Void> whileStanding(Workspace workspace, UUID id, BeforeTransition work) {
    return RetryingTransactions.retryingWhole(
            pool,
            sql ->
                InstanceStore.findLocked(sql, workspace.schema(), id)
                    .onItem()
                    .ifNull()
                    .failWith(InstanceExecutor::missing)
                    .chain(stored -> contexts.of(sql, workspace, stored))
                    .call(context -> lockRecord(sql, context))
                    .chain(() -> work.run(sql, records.joining(sql, null))))
        .invoke(() -> records.batchCommitted(workspace));
  }

  /** Of two instances that work on one record, the second finds it as the first left it. */
  private static Uni<?> lockRecord(LockingTransaction sql, ExecutionContext context) {
    var subject = context.stored().instance().subject();
    return subject == null
        ? Uni.createFrom().voidItem()
        : DependencyLocks.take(sql, context.flow().forms().get(subject.form()), subject.record());
  }

  private Uni<?> prepare(
      ExecutionContext context, LockingTransaction sql, BeforeTransition before) {
    return before == null
        ? Uni.createFrom().voidItem()
        : before
            .run(sql, joined(sql, context.stored().instance()))
            .invoke(context.inputs()::forget);
  }

  private RecordService joined(LockingTransaction sql, Instance instance) {
    return records.joining(sql, new RecordEvent.Cause(instance.id(), instance.depth()));
  }

  /** Decides and works until nothing is left to be done at once, and stores all of it. */
  private Uni<Transition> execute(ExecutionContext context, LockingTransaction sql, Event event) {
    var instance = context.stored().instance();
    var first =
        event == null ? Uni.createFrom().item(pending(instance)) : context.decide(instance, event);
    return first
        .chain(decision -> withSteps(context, sql, decision, 0))
        .chain(decision -> store(context, sql, decision));
  }

  private Uni<Transition> store(
      ExecutionContext context, LockingTransaction sql, Decision decision) {
    return transitions
        .transition(context, decision)
        .call(
            transition ->
                InstanceStore.store(
                    sql, context.workspace().schema(), context.base().now(), List.of(transition)))
        .call(() -> transitions.enqueueRemaining(context, sql, decision));
  }

  /** Work that was left over, as if it had just been decided. */
  private static Decision pending(Instance instance) {
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

  private Uni<Decision> withSteps(
      ExecutionContext context, LockingTransaction sql, Decision decision, int done) {
    var next = decision.databaseSteps().findFirst();
    if (next.isEmpty() || done >= STEPS_AT_ONCE) {
      return Uni.createFrom().item(decision);
    }
    return databaseSteps
        .perform(context, joined(sql, decision.instance()), sql, decision, next.get())
        .invoke(context.inputs()::forget)
        .chain(event -> context.decide(decision.instance(), event))
        .chain(after -> withSteps(context, sql, merged(decision, next.get(), after), done + 1));
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
