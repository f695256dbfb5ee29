package dev.formwork.workflow.motion;

import dev.formwork.core.access.Caller;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Engine;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Facts;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Position;
import dev.formwork.workflow.engine.Refused;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.store.FlowStore;
import dev.formwork.workflow.store.Transition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
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
public class Mover {

  private static final int TRIES = 40;

  /** Work in the database beyond this goes on in another transaction. */
  private static final int WORK_AT_ONCE = 100;

  private final Pool pool;
  private final CompiledFlows flows;
  private final Platforms platforms;
  private final Deputies deputies;
  private final RecordService records;
  private final LocalWork work;
  private final Telling telling;
  private final LiveTasks live;

  Mover(
      Pool pool,
      CompiledFlows flows,
      Platforms platforms,
      Deputies deputies,
      RecordService records,
      LocalWork work,
      Telling telling,
      LiveTasks live) {
    this.pool = pool;
    this.flows = flows;
    this.platforms = platforms;
    this.deputies = deputies;
    this.records = records;
    this.work = work;
    this.telling = telling;
    this.live = live;
  }

  /**
   * Everything one decision about an instance rests on: the caller, the stored instance, its
   * compiled flow and the inputs loaded so far.
   */
  record Attempt(
      SqlClient sql,
      Caller platform,
      CompiledFlow flow,
      FlowStore.Stored stored,
      LoadedFacts facts,
      EvaluationContext base) {

    Workspace workspace() {
      return platform.workspace();
    }
  }

  /** Moves an instance; fails as not found, or as a conflict when it does not take the event. */
  public Uni<Instance> move(Workspace workspace, UUID instance, Event event) {
    return quick(workspace, sql -> FlowStore.find(sql, workspace.schema(), instance), event, TRIES);
  }

  /** The same for one just loaded; it is loaded again only when it moved since. */
  public Uni<Instance> moveLoaded(Workspace workspace, FlowStore.Stored stored, Event event) {
    return attempt(pool, workspace, stored)
        .chain(
            attempt -> once(attempt, event, () -> move(workspace, stored.instance().id(), event)));
  }

  private Uni<Instance> quick(
      Workspace workspace,
      Function<SqlClient, Uni<FlowStore.Stored>> finder,
      Event event,
      int tries) {
    return attempt(pool, workspace, finder)
        .chain(attempt -> once(attempt, event, () -> again(workspace, finder, event, tries)));
  }

  /**
   * @param otherwise when somebody else moved the instance meanwhile
   */
  private Uni<Instance> once(Attempt attempt, Event event, Supplier<Uni<Instance>> otherwise) {
    var instance = attempt.stored.instance();
    return decided(attempt, instance, event)
        .chain(
            decision ->
                needsTransaction(decision)
                    ? together(attempt.workspace(), instance.id(), event, null)
                    : store(attempt, decision)
                        .chain(
                            done ->
                                done
                                    ? Uni.createFrom().item(decision.instance().stored())
                                    : otherwise.get()));
  }

  private Uni<Instance> again(
      Workspace workspace,
      Function<SqlClient, Uni<FlowStore.Stored>> finder,
      Event event,
      int tries) {
    if (tries == 0) {
      throw Refusal.of(Refusal.Kind.CONFLICT, "flow-busy");
    }
    return quick(workspace, finder, event, tries - 1);
  }

  private Uni<Attempt> attempt(
      SqlClient sql, Workspace workspace, Function<SqlClient, Uni<FlowStore.Stored>> finder) {
    return finder
        .apply(sql)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, "flow-instance-not-found"))
        .chain(stored -> attempt(sql, workspace, stored));
  }

  Uni<Attempt> attempt(SqlClient sql, Workspace workspace, FlowStore.Stored stored) {
    var instance = stored.instance();
    return flows
        .version(workspace, instance.app(), instance.flow(), instance.version())
        .chain(flow -> attempt(sql, workspace, flow, stored));
  }

  Uni<Attempt> attempt(
      SqlClient sql, Workspace workspace, CompiledFlow flow, FlowStore.Stored stored) {
    return platforms
        .of(workspace)
        .chain(
            platform ->
                platforms
                    .moment(platform, flow)
                    .chain(
                        base ->
                            deputies
                                .now(workspace.schema())
                                .map(
                                    now ->
                                        new Attempt(
                                            sql,
                                            platform,
                                            flow,
                                            stored,
                                            new LoadedFacts(sql, platform, flow, base, now),
                                            base))));
  }

  /** Decides, as often as something has to be loaded first. */
  Uni<Decision> decided(Attempt attempt, Instance instance, Event event) {
    return Uni.createFrom()
        .deferred(
            () ->
                attempt.flow.isScripted()
                    ? WorkerThreads.run(
                        () -> Engine.decide(attempt.flow, instance, event, attempt.facts))
                    : Uni.createFrom()
                        .item(Engine.decide(attempt.flow, instance, event, attempt.facts)))
        .onFailure(Facts.Missing.class)
        .recoverWithUni(
            missing ->
                attempt
                    .facts
                    .load(missing, instance.state().variables())
                    .chain(() -> decided(attempt, instance, event)))
        .onFailure(Refused.class)
        .transform(refused -> Failures.refusal(refused));
  }

  static boolean needsTransaction(Decision decision) {
    return decision.effects().stream().anyMatch(Effect.Work.class::isInstance);
  }

  private Uni<Boolean> store(Attempt attempt, Decision decision) {
    if (isNothing(attempt.stored.instance(), decision)) {
      return Uni.createFrom().item(true);
    }
    return telling
        .transition(attempt, decision)
        .chain(
            transition ->
                FlowStore.store(
                        attempt.sql,
                        attempt.workspace().schema(),
                        attempt.base.now(),
                        List.of(transition))
                    .map(moved -> !moved.isEmpty())
                    .invoke(
                        done -> {
                          if (done) {
                            live.moved(transition);
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
      Workspace workspace, UUID instance, Event event, Prepared prepared) {
    return together(workspace, instance, event, prepared);
  }

  /**
   * Moves an instance in a transaction, after what is to be done before.
   *
   * @param event null: only pending work goes on
   * @param prepared nullable
   */
  Uni<Instance> together(Workspace workspace, UUID id, Event event, Prepared prepared) {
    return RetryingTransactions.retryingWhole(
            pool,
            sql ->
                attempt(sql, workspace, any -> FlowStore.findLocked(any, workspace.schema(), id))
                    .call(attempt -> lockRecord(sql, attempt))
                    .chain(attempt -> prepare(attempt, sql, prepared))
                    .chain(attempt -> through(attempt, sql, event)))
        .invoke(
            transition -> {
              live.moved(transition);
              records.batchCommitted();
            })
        .map(transition -> transition.after().stored());
  }

  /** Of two instances that work on one record, the second finds it as the first left it. */
  private static Uni<?> lockRecord(SqlConnection sql, Attempt attempt) {
    var subject = attempt.stored.instance().subject();
    return subject == null
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                "SELECT 1 FROM "
                    + attempt.flow.forms().get(subject.form()).table().sql()
                    + " WHERE id = $1 FOR UPDATE")
            .execute(Tuple.of(subject.record()));
  }

  private Uni<Attempt> prepare(Attempt attempt, SqlConnection sql, Prepared prepared) {
    if (prepared == null) {
      return Uni.createFrom().item(attempt);
    }
    var instance = attempt.stored.instance();
    return prepared
        .run(sql, joined(sql, instance))
        .invoke(attempt.facts::forget)
        .replaceWith(attempt);
  }

  private RecordService joined(SqlConnection sql, Instance instance) {
    return records.joining(sql, new RecordEvent.Cause(instance.id(), instance.depth()));
  }

  /** Decides and works until nothing is left to be done at once, and stores all of it. */
  private Uni<Transition> through(Attempt attempt, SqlConnection sql, Event event) {
    var instance = attempt.stored.instance();
    var first =
        event == null ? Uni.createFrom().item(goOn(instance)) : decided(attempt, instance, event);
    return first
        .chain(decision -> worked(attempt, sql, decision, 0))
        .chain(
            decision ->
                telling
                    .transition(attempt, decision)
                    .chain(
                        transition ->
                            FlowStore.store(
                                    sql,
                                    attempt.workspace().schema(),
                                    attempt.base.now(),
                                    List.of(transition))
                                .replaceWith(transition))
                    .call(() -> telling.goOn(attempt, sql, decision)));
  }

  /** Work that was left over, as if it had just been decided. */
  private static Decision goOn(Instance instance) {
    var effects = new ArrayList<Effect>();
    for (var position : instance.state().open()) {
      if (position instanceof Position.Pending pending
          && pending.what() == Position.For.WORK
          && pending.error() == null) {
        effects.add(new Effect.Work(pending.id(), pending.step(), null));
      }
    }
    return new Decision(instance, effects, List.of());
  }

  private Uni<Decision> worked(Attempt attempt, SqlConnection sql, Decision decision, int done) {
    var next =
        decision.effects().stream()
            .filter(Effect.Work.class::isInstance)
            .map(Effect.Work.class::cast)
            .findFirst();
    if (next.isEmpty() || done >= WORK_AT_ONCE) {
      return Uni.createFrom().item(decision);
    }
    return work.perform(attempt, joined(sql, decision.instance()), sql, decision, next.get())
        .invoke(attempt.facts::forget)
        .chain(
            event ->
                decided(attempt, decision.instance(), event)
                    .chain(
                        after ->
                            worked(attempt, sql, merged(decision, next.get(), after), done + 1)));
  }

  private static Decision merged(Decision before, Effect.Work done, Decision after) {
    var effects = new ArrayList<>(before.effects());
    effects.remove(done);
    effects.addAll(after.effects());
    var history = new ArrayList<>(before.history());
    history.addAll(after.history());
    return new Decision(after.instance(), List.copyOf(effects), List.copyOf(history));
  }
}
