package dev.formwork.workflow.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceState;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.lock.DerivedValues;
import dev.formwork.workflow.store.InstanceStore;
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
public class InstanceStarter {

  private static final Logger LOG = Logger.getLogger(InstanceStarter.class);

  private final ExecutionContexts contexts;
  private final TransitionBuilder transitionBuilder;
  private final LiveTasks live;

  InstanceStarter(ExecutionContexts contexts, TransitionBuilder transitionBuilder, LiveTasks live) {
    this.contexts = contexts;
    this.transitionBuilder = transitionBuilder;
    this.live = live;
  }

  /**
   * A request to start an instance of a flow.
   *
   * @param subject nullable
   * @param title of the record
   * @param submitter nullable: the platform
   * @param inHand the record as it is now, with everything in it; null: it is read when needed
   * @param submitted the record as it is stored, which people decide on; null: not known
   */
  public record StartRequest(
      CompiledFlow flow,
      AppKey app,
      SubjectRecord subject,
      String title,
      MemberId submitter,
      int depth,
      ObjectNode variables,
      StoredRecord inHand,
      StoredRecord submitted) {

    public StartRequest(
        CompiledFlow flow,
        AppKey app,
        SubjectRecord subject,
        String title,
        MemberId submitter,
        int depth,
        ObjectNode variables) {
      this(flow, app, subject, title, submitter, depth, variables, null, null);
    }

    /** Null where nobody decides on it. */
    private ObjectNode derived() {
      return submitted == null || !flow.definition().isForPeople()
          ? null
          : DerivedValues.of(flow.form(), submitted);
    }

    /** The instance before it did anything. */
    public Instance fresh() {
      return new Instance(
          UuidCreator.getTimeOrderedEpoch(),
          app,
          flow.key(),
          flow.version(),
          subject,
          submitter,
          depth,
          0,
          InstanceStatus.RUNNING,
          null,
          null,
          OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS),
          InstanceState.fresh(
              submitter == null ? variables : variables.put("submitter", submitter.toString()),
              derived()));
    }
  }

  /**
   * Begins an instance; {@link #began} after the commit.
   *
   * @return its id
   */
  public Uni<UUID> start(SqlClient sql, Workspace workspace, StartRequest startRequest) {
    if (startRequest.flow.readsOthers()) {
      return startLater(sql, workspace, startRequest);
    }
    var fresh = startRequest.fresh();
    var storedInstance = new InstanceStore.StoredInstance(fresh, startRequest.title, null, 0);
    return contexts
        .of(sql, workspace, startRequest.flow, storedInstance)
        .chain(
            executionContext ->
                given(executionContext, startRequest, fresh)
                    .chain(() -> executionContext.decide(fresh, new Event.Started()))
                    .map(decision -> decision.needsTransaction() ? later(fresh) : decision)
                    .onFailure()
                    .recoverWithItem(failure -> failed(fresh, failure))
                    .chain(decision -> store(sql, executionContext, decision))
                    .replaceWith(fresh.id()));
  }

  private static Uni<Void> given(
      ExecutionContext executionContext, StartRequest startRequest, Instance fresh) {
    return startRequest.inHand == null
        ? Uni.createFrom().voidItem()
        : executionContext
            .inputs()
            .give(startRequest.inHand, startRequest.flow.form(), fresh.state().variables());
  }

  /** Left to a job, which says what is wrong where people look for it. */
  private static Decision failed(Instance fresh, Throwable failure) {
    LOG.warnf(
        failure,
        "Instance %s of flow %s could not start at once; a job tries again",
        fresh.id(),
        fresh.flow());
    return later(fresh);
  }

  private static Decision later(Instance fresh) {
    return new Decision(fresh, List.of(), List.of());
  }

  private Uni<?> store(SqlClient sql, ExecutionContext executionContext, Decision decision) {
    var begun =
        new Decision(
            decision.instance(), decision.effects(), withStart(executionContext, decision));
    return transitionBuilder
        .transition(executionContext, begun)
        .chain(
            transition ->
                InstanceStore.store(
                        sql,
                        executionContext.workspace().schema(),
                        executionContext.base().now(),
                        List.of(transition))
                    .invoke(() -> live.moved(executionContext.workspace(), transition)));
  }

  private static List<HistoryEntry> withStart(
      ExecutionContext executionContext, Decision decision) {
    var history = new ArrayList<HistoryEntry>();
    history.add(
        new HistoryEntry(
            HistoryEntry.Kind.STARTED,
            null,
            executionContext.stored().instance().submitter(),
            null,
            null,
            null,
            null));
    history.addAll(decision.history());
    return history;
  }

  /** Many at once, each to begin by a job. */
  public Uni<Void> startAll(SqlClient sql, Workspace workspace, List<StartRequest> requests) {
    return requests.isEmpty()
        ? Uni.createFrom().voidItem()
        : InstanceStore.store(
                sql,
                workspace.schema(),
                OffsetDateTime.now(ZoneOffset.UTC),
                requests.stream()
                    .map(startRequest -> waiting(startRequest.fresh(), startRequest))
                    .toList())
            .invoke(() -> live.expectWork(workspace))
            .replaceWithVoid();
  }

  /** One to begin by a job; its id. */
  public Uni<UUID> startLater(SqlClient sql, Workspace workspace, StartRequest startRequest) {
    var fresh = startRequest.fresh();
    return InstanceStore.store(
            sql,
            workspace.schema(),
            OffsetDateTime.now(ZoneOffset.UTC),
            List.of(waiting(fresh, startRequest)))
        .invoke(() -> live.expectWork(workspace))
        .replaceWith(fresh.id());
  }

  private static Transition waiting(Instance fresh, StartRequest startRequest) {
    return new Transition(
        fresh,
        startRequest.title,
        null,
        0,
        List.of(),
        List.of(
            new HistoryEntry(
                HistoryEntry.Kind.STARTED, null, startRequest.submitter, null, null, null, null)),
        List.of(),
        List.of(),
        List.of());
  }

  /** Whether the condition of a flow's button holds for a record. */
  public Uni<Boolean> holds(
      SqlClient sql, Workspace workspace, CompiledFlow flow, RecordId record) {
    var subjectRecord = SubjectRecord.of(flow.form().key(), record);
    var fresh =
        new StartRequest(
                flow,
                flow.form().app(),
                subjectRecord,
                "",
                null,
                0,
                DefinitionJson.mapper().createObjectNode())
            .fresh();
    return contexts
        .of(sql, workspace, flow, new InstanceStore.StoredInstance(fresh, "", null, 0))
        .chain(
            executionContext ->
                executionContext
                    .inputs()
                    .scope(flow.form(), subjectRecord, fresh.state().variables()))
        .map(
            evaluationContext -> Boolean.TRUE.equals(flow.when().program().run(evaluationContext)));
  }

  /** After the commit. */
  public void began() {
    live.committed();
  }
}
