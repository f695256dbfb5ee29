package dev.formwork.workflow.motion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Happening;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceState;
import dev.formwork.workflow.engine.Status;
import dev.formwork.workflow.engine.Subject;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.store.FlowStore;
import dev.formwork.workflow.store.Transition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Starts instances in the transaction of what causes them. The first steps run at once as long as
 * they need nothing but the record in hand. Steps that change records or query other records follow
 * in their own transactions, so that a mistake in a flow never keeps a person from saving.
 */
@ApplicationScoped
public class Starter {

  private static final Logger LOG = Logger.getLogger(Starter.class);

  private final Mover mover;
  private final Telling telling;
  private final LiveTasks live;

  Starter(Mover mover, Telling telling, LiveTasks live) {
    this.mover = mover;
    this.telling = telling;
    this.live = live;
  }

  /**
   * A request to start an instance of a flow.
   *
   * @param subject nullable
   * @param title of the record
   * @param submitter nullable: the platform
   * @param inHand the record as it is now, with everything in it; null: it is read when needed
   */
  public record Order(
      CompiledFlow flow,
      String app,
      Subject subject,
      String title,
      UUID submitter,
      int depth,
      ObjectNode variables,
      StoredRecord inHand) {

    public Order(
        CompiledFlow flow,
        String app,
        Subject subject,
        String title,
        UUID submitter,
        int depth,
        ObjectNode variables) {
      this(flow, app, subject, title, submitter, depth, variables, null);
    }

    /** The instance before it did anything. */
    Instance fresh() {
      return new Instance(
          UuidCreator.getTimeOrderedEpoch(),
          app,
          flow.key(),
          flow.version(),
          subject,
          submitter,
          depth,
          0,
          Status.RUNNING,
          null,
          null,
          OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS),
          InstanceState.fresh(
              submitter == null ? variables : variables.put("submitter", submitter.toString())));
    }
  }

  /**
   * Begins an instance; {@link #began} after the commit.
   *
   * @return its id
   */
  public Uni<UUID> start(SqlClient sql, Workspace workspace, Order order) {
    if (order.flow.readsOthers()) {
      return startLater(sql, workspace, order);
    }
    var fresh = order.fresh();
    var stored = new FlowStore.Stored(fresh, order.title, null, 0);
    return mover
        .attempt(sql, workspace, order.flow, stored)
        .chain(
            attempt ->
                given(attempt, order, fresh)
                    .chain(() -> mover.decided(attempt, fresh, new Event.Started()))
                    .map(decision -> Mover.needsTransaction(decision) ? later(fresh) : decision)
                    .onFailure()
                    .recoverWithItem(failure -> failed(fresh, failure))
                    .chain(decision -> store(sql, attempt, decision))
                    .replaceWith(fresh.id()));
  }

  private static Uni<Void> given(Mover.Attempt attempt, Order order, Instance fresh) {
    return order.inHand == null
        ? Uni.createFrom().voidItem()
        : attempt.facts().give(order.inHand, order.flow.form(), fresh.state().variables());
  }

  /** Left to a job, which says what is wrong where people look for it. */
  private static Decision failed(Instance fresh, Throwable failure) {
    LOG.warnf("Flow %s begins by a job: %s", fresh.flow(), failure.getMessage());
    return later(fresh);
  }

  private static Decision later(Instance fresh) {
    return new Decision(fresh, List.of(), List.of());
  }

  private Uni<?> store(SqlClient sql, Mover.Attempt attempt, Decision decision) {
    var begun = new Decision(decision.instance(), decision.effects(), withStart(attempt, decision));
    return telling
        .transition(attempt, begun)
        .chain(
            transition ->
                FlowStore.store(
                        sql,
                        attempt.workspace().schema(),
                        attempt.base().now(),
                        List.of(transition))
                    .invoke(() -> live.moved(transition)));
  }

  private static List<Happening> withStart(Mover.Attempt attempt, Decision decision) {
    var history = new ArrayList<Happening>();
    history.add(
        new Happening(
            "started", null, attempt.stored().instance().submitter(), null, null, null, null));
    history.addAll(decision.history());
    return history;
  }

  /** Many at once, each to begin by a job. */
  public Uni<Void> startAll(SqlClient sql, Workspace workspace, List<Order> orders) {
    return orders.isEmpty()
        ? Uni.createFrom().voidItem()
        : FlowStore.store(
                sql,
                workspace.schema(),
                OffsetDateTime.now(ZoneOffset.UTC),
                orders.stream().map(order -> waiting(order.fresh(), order)).toList())
            .invoke(live::expectWork)
            .replaceWithVoid();
  }

  /** One to begin by a job; its id. */
  Uni<UUID> startLater(SqlClient sql, Workspace workspace, Order order) {
    var fresh = order.fresh();
    return FlowStore.store(
            sql,
            workspace.schema(),
            OffsetDateTime.now(ZoneOffset.UTC),
            List.of(waiting(fresh, order)))
        .invoke(live::expectWork)
        .replaceWith(fresh.id());
  }

  private static Transition waiting(Instance fresh, Order order) {
    return new Transition(
        fresh,
        order.title,
        null,
        0,
        List.of(),
        List.of(new Happening("started", null, order.submitter, null, null, null, null)),
        List.of(),
        List.of(),
        List.of());
  }

  /** Whether the condition of a flow's button holds for a record. */
  public Uni<Boolean> holds(SqlClient sql, Workspace workspace, CompiledFlow flow, UUID record) {
    var subject = Subject.of(flow.form().key(), record);
    var fresh =
        new Order(flow, "", subject, "", null, 0, DefinitionJson.mapper().createObjectNode())
            .fresh();
    return mover
        .attempt(sql, workspace, flow, new FlowStore.Stored(fresh, "", null, 0))
        .chain(attempt -> attempt.facts().scope(flow.form(), subject, fresh.state().variables()))
        .map(
            evaluationContext -> Boolean.TRUE.equals(flow.when().program().run(evaluationContext)));
  }

  /** After the commit. */
  public void began() {
    live.committed();
  }
}
