package dev.formwork.workflow.timer;

import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.schedule.DueWork;
import dev.formwork.core.workspace.schedule.WorkKind;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.runtime.ExecutionContext;
import dev.formwork.workflow.runtime.ExecutionContexts;
import dev.formwork.workflow.runtime.TransactionalExecutor;
import dev.formwork.workflow.runtime.TransitionBuilder;
import dev.formwork.workflow.store.FlowQueue;
import dev.formwork.workflow.store.InstanceStore;
import dev.formwork.workflow.store.Transition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Fires due timers, many in one transaction: locks the timers, applies the event to their instances
 * with one statement and deletes the timers, so that each fires once, on whichever node comes
 * first. The timer of an instance that another writer changed meanwhile stays for the next round.
 */
@ApplicationScoped
class TimerService implements DueWork {

  private static final Logger LOG = Logger.getLogger(TimerService.class);
  private static final int BATCH = 200;

  /** Each reads what it goes by; one after the other, the last of many would be late. */
  private static final int DECIDED_AT_ONCE = 8;

  private final Pool pool;
  private final FlowQueue queue;
  private final ExecutionContexts contexts;
  private final TransactionalExecutor transactions;
  private final TransitionBuilder transitionBuilder;
  private final LiveTasks live;

  TimerService(
      Pool pool,
      FlowQueue queue,
      ExecutionContexts contexts,
      TransactionalExecutor transactions,
      TransitionBuilder transitionBuilder,
      LiveTasks live) {
    this.pool = pool;
    this.queue = queue;
    this.contexts = contexts;
    this.transactions = transactions;
    this.transitionBuilder = transitionBuilder;
    this.live = live;
  }

  @Override
  public WorkKind kind() {
    return FlowQueue.TIMERS;
  }

  @Override
  public String earliest(String schema) {
    return FlowQueue.earliestTimer(schema);
  }

  @Override
  public Uni<Boolean> run(Workspace workspace) {
    return pool.withTransaction(sql -> ring(sql, workspace))
        .invoke(round -> round.moved.forEach(moved -> live.moved(workspace, moved)))
        .call(round -> alone(workspace, round.heavy))
        .map(round -> round.fired);
  }

  /**
   * What a round did.
   *
   * @param heavy timers whose work needs a transaction of its own
   * @param fired whether there were any: meanwhile others may have become due
   */
  private record Round(List<Transition> moved, List<FlowQueue.Timer> heavy, boolean fired) {}

  private Uni<Round> ring(SqlConnection sql, Workspace workspace) {
    return queue
        .due(sql, workspace.schema(), BATCH)
        .chain(
            timers -> {
              if (timers.isEmpty()) {
                return Uni.createFrom().item(new Round(List.of(), List.of(), false));
              }
              var ids = timers.stream().map(FlowQueue.Timer::instance).distinct().toList();
              return InstanceStore.findAll(sql, workspace.schema(), ids)
                  .chain(
                      stored ->
                          ring(
                              sql,
                              workspace,
                              timers,
                              stored.stream()
                                  .collect(
                                      Collectors.toMap(
                                          one -> one.instance().id(), Function.identity()))));
            });
  }

  private Uni<Round> ring(
      SqlConnection sql,
      Workspace workspace,
      List<FlowQueue.Timer> timers,
      Map<java.util.UUID, InstanceStore.StoredInstance> stored) {
    // One of an instance at a time: the next builds on what this one leaves.
    var first =
        timers.stream()
            .collect(
                Collectors.toMap(FlowQueue.Timer::instance, Function.identity(), (one, _) -> one))
            .values();
    return Multi.createFrom()
        .iterable(first)
        .onItem()
        .transformToUni(timer -> decide(workspace, timer, stored.get(timer.instance())))
        .merge(DECIDED_AT_ONCE)
        .collect()
        .asList()
        .chain(decided -> store(sql, workspace, decided));
  }

  /** What comes of a timer that fired. */
  private sealed interface TimerDecision {

    /** Its instance has ended. */
    record Gone(FlowQueue.Timer timer) implements TimerDecision {}

    record Moves(FlowQueue.Timer timer, Transition transition) implements TimerDecision {}

    /** It needs a transaction of its own, or could not be decided. */
    record Heavy(FlowQueue.Timer timer) implements TimerDecision {}
  }

  /**
   * Reads outside of the transaction: a statement that fails there would take the timers of all
   * others with it, round after round. Writing goes by the revision that was read, all the same.
   *
   * @param storedInstance null: there is none any more
   */
  private Uni<TimerDecision> decide(
      Workspace workspace, FlowQueue.Timer timer, InstanceStore.StoredInstance storedInstance) {
    if (storedInstance == null) {
      return Uni.createFrom().item(new TimerDecision.Gone(timer));
    }
    return contexts
        .of(pool, workspace, storedInstance)
        .chain(executionContext -> decide(executionContext, timer, storedInstance))
        .onFailure()
        .invoke(failure -> warn(timer, failure))
        .onFailure()
        .recoverWithItem(() -> new TimerDecision.Heavy(timer));
  }

  private Uni<TimerDecision> decide(
      ExecutionContext context,
      FlowQueue.Timer timer,
      InstanceStore.StoredInstance storedInstance) {
    var event = new Event.TimerFired(timer.position(), timer.stage());
    return context
        .decide(storedInstance.instance(), event)
        .chain(
            decision ->
                decision.needsTransaction()
                    ? Uni.createFrom().item(new TimerDecision.Heavy(timer))
                    : transitionBuilder
                        .transition(context, decision)
                        .map(transition -> new TimerDecision.Moves(timer, transition)));
  }

  private Uni<Round> store(SqlConnection sql, Workspace workspace, List<TimerDecision> decided) {
    var heard = new ArrayList<FlowQueue.Timer>();
    var heavy = new ArrayList<FlowQueue.Timer>();
    var transitions = new ArrayList<Transition>();
    for (var one : decided) {
      switch (one) {
        case TimerDecision.Gone(var timer) -> heard.add(timer);
        case TimerDecision.Heavy(var timer) -> heavy.add(timer);
        case TimerDecision.Moves(var timer, var transition) -> {
          heard.add(timer);
          transitions.add(transition);
        }
      }
    }
    return store(sql, workspace, transitions, heard)
        .replaceWith(() -> new Round(transitions, heavy, !heard.isEmpty()));
  }

  private Uni<Void> store(
      SqlConnection sql,
      Workspace workspace,
      List<Transition> transitions,
      List<FlowQueue.Timer> heard) {
    if (transitions.isEmpty()) {
      return queue.fired(sql, workspace.schema(), heard);
    }
    var now = java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC);
    return InstanceStore.store(sql, workspace.schema(), now, transitions)
        .chain(
            moved ->
                queue.fired(
                    sql,
                    workspace.schema(),
                    heard.stream()
                        .filter(
                            timer ->
                                moved.contains(timer.instance())
                                    || transitions.stream()
                                        .noneMatch(
                                            one -> one.after().id().equals(timer.instance())))
                        .toList()));
  }

  private Uni<Void> alone(Workspace workspace, List<FlowQueue.Timer> heavy) {
    return Multi.createFrom()
        .iterable(heavy)
        .onItem()
        .transformToUniAndConcatenate(timer -> alone(workspace, timer))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** The timer goes with the transition that it causes; whoever comes second finds it gone. */
  private Uni<Void> alone(Workspace workspace, FlowQueue.Timer timer) {
    return transactions
        .apply(
            workspace,
            timer.instance(),
            new Event.TimerFired(timer.position(), timer.stage()),
            (sql, _) -> queue.takeTimer(sql, workspace.schema(), timer))
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(
            failure -> {
              warn(timer, failure);
              return queue.postpone(workspace.schema(), timer);
            });
  }

  private static void warn(FlowQueue.Timer timer, Throwable failure) {
    LOG.warnf(
        "Timer of token %d of instance %s failed, it is tried again: %s",
        timer.position(), timer.instance(), failure);
  }
}
