package dev.formwork.workflow.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.event.RecordEventListener;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceStarter;
import dev.formwork.workflow.runtime.RecordAndVariableValues;
import dev.formwork.workflow.store.FlowJob;
import dev.formwork.workflow.store.FlowQueue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Starts flows when records are created, changed, submitted or deleted, and wakes instances that
 * wait for such a change. Runs in the transaction of the change.
 */
@ApplicationScoped
class RecordTriggers implements RecordEventListener {

  private final CompiledFlows flows;
  private final InstanceStarter instanceStarter;
  private final FlowQueue queue;
  private final LiveTasks live;

  RecordTriggers(
      CompiledFlows flows, InstanceStarter instanceStarter, FlowQueue queue, LiveTasks live) {
    this.flows = flows;
    this.instanceStarter = instanceStarter;
    this.queue = queue;
    this.live = live;
  }

  @Override
  public void committed() {
    live.committed();
  }

  @Override
  public Uni<Void> happened(SqlClient sql, RecordEvent happening) {
    var workspace = happening.caller().workspace();
    var app = happening.form().app();
    return flows
        .of(workspace, app)
        .chain(
            current ->
                flows
                    .pausedOf(workspace, app)
                    .map(
                        paused ->
                            current.values().stream()
                                .filter(flow -> isMeant(flow, happening, paused))
                                .toList()))
        .chain(
            meant ->
                Uni.combine()
                    .all()
                    .unis(
                        wakeWaiting(sql, workspace, happening),
                        startAll(sql, workspace, happening, meant))
                    .discardItems());
  }

  private static boolean isMeant(CompiledFlow flow, RecordEvent happening, Set<String> paused) {
    if (flow.form() == null
        || !flow.form().key().equals(happening.form().key())
        || paused.contains(flow.key())) {
      return false;
    }
    return switch (flow.definition().trigger()) {
      case Trigger.Created _ -> happening.kind() == RecordEvent.Kind.CREATED;
      case Trigger.Submitted _ -> happening.kind() == RecordEvent.Kind.SUBMITTED;
      case Trigger.Deleted _ -> happening.kind() == RecordEvent.Kind.DELETED;
      case Trigger.Changed changed ->
          (happening.kind() == RecordEvent.Kind.CHANGED
                  || happening.kind() == RecordEvent.Kind.SUBMITTED)
              && touches(changed, happening);
      case Trigger.DateReached _,
          Trigger.Schedule _,
          Trigger.Webhook _,
          Trigger.Button _,
          Trigger.CalledByFlow _,
          Trigger.TaskEvent _ ->
          false;
    };
  }

  private static boolean touches(Trigger.Changed wanted, RecordEvent happening) {
    var changed = changedFields(happening);
    return wanted.fields().isEmpty()
        ? !changed.isEmpty()
        : wanted.fields().stream().anyMatch(changed::contains);
  }

  private static Set<String> changedFields(RecordEvent happening) {
    var before = happening.before().data();
    var after = happening.after().data();
    var changed =
        ValueEquality.changed(happening.form(), before, after).stream()
            .map(column -> column.name())
            .collect(Collectors.toSet());
    happening.form().subforms().stream()
        .filter(subform -> !before.rows(subform.slot()).equals(after.rows(subform.slot())))
        .forEach(subform -> changed.add(subform.field().key().value()));
    return changed;
  }

  private Uni<Void> startAll(
      SqlClient sql, Workspace workspace, RecordEvent happening, List<CompiledFlow> meant) {
    if (meant.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Multi.createFrom()
        .iterable(meant)
        .onItem()
        .transformToUniAndConcatenate(
            flow ->
                holds(sql, flow, happening)
                    .chain(
                        holds ->
                            holds
                                ? start(sql, workspace, flow, happening)
                                : Uni.createFrom().voidItem()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static Uni<Boolean> holds(SqlClient sql, CompiledFlow flow, RecordEvent happening) {
    if (flow.when() == null && flow.from() == null && flow.to() == null) {
      return Uni.createFrom().item(true);
    }
    var record = happening.after() != null ? happening.after() : happening.before();
    return scope(sql, flow, happening, record)
        .map(
            evaluationContext ->
                isTrue(flow, evaluationContext) && isFromTo(flow, happening, evaluationContext));
  }

  private static Uni<EvaluationContext> scope(
      SqlClient sql, CompiledFlow flow, RecordEvent happening, StoredRecord record) {
    var dataRequirements = flow.toStart();
    var nothing = DefinitionJson.mapper().createObjectNode();
    return ExpressionDataAccess.of(
        sql,
        record,
        dataRequirements.needs(),
        dataRequirements.questions(),
        happening.moment(),
        data -> new RecordAndVariableValues(data, flow.form().slots(), flow.variables(), nothing));
  }

  private static boolean isTrue(CompiledFlow flow, EvaluationContext evaluationContext) {
    return flow.when() == null || Boolean.TRUE.equals(flow.when().program().run(evaluationContext));
  }

  private static boolean isFromTo(
      CompiledFlow flow, RecordEvent happening, EvaluationContext evaluationContext) {
    if (!(flow.definition().trigger() instanceof Trigger.Changed changed)
        || changed.fields().isEmpty()) {
      return true;
    }
    var column = flow.form().column(changed.fields().getFirst());
    if (column.isEmpty()) {
      return true;
    }
    int slot = column.get().slot();
    return is(flow.from(), happening.before().data().get(slot), evaluationContext)
        && is(flow.to(), happening.after().data().get(slot), evaluationContext);
  }

  private static boolean is(
      CompiledExpression wanted, Object value, EvaluationContext evaluationContext) {
    return wanted == null
        || CompiledExpression.text(wanted.program().run(evaluationContext))
            .equals(CompiledExpression.text(value));
  }

  private Uni<Void> start(
      SqlClient sql, Workspace workspace, CompiledFlow flow, RecordEvent happening) {
    var cause = happening.cause();
    int depth = cause == null ? 0 : cause.depth() + 1;
    if (depth > Instance.MAX_DEPTH) {
      return stopped(sql, workspace, flow, cause);
    }
    var record = happening.after() != null ? happening.after() : happening.before();
    var startRequest =
        new InstanceStarter.StartRequest(
            flow,
            happening.form().app(),
            SubjectRecord.of(happening.form().key(), happening.record()),
            record.title(),
            happening.caller().memberId(),
            depth,
            none(),
            inHand(happening),
            happening.after());
    int most = flow.definition().rules().perMinute();
    return most == 0
        ? instanceStarter.start(sql, workspace, startRequest).replaceWithVoid()
        : throttled(sql, workspace, startRequest, most);
  }

  /** The record, when all of it is known without reading it. */
  private static StoredRecord inHand(RecordEvent happening) {
    return happening.form().virtuals().isEmpty() ? happening.after() : null;
  }

  private static ObjectNode none() {
    return DefinitionJson.mapper().createObjectNode();
  }

  /** A ring of flows: told where it was stopped. */
  private static Uni<Void> stopped(
      SqlClient sql, Workspace workspace, CompiledFlow flow, RecordEvent.Cause cause) {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_event (instance_id, at, kind, comment) VALUES ($1, now(), 'loop', $2)"""
                .formatted(workspace.schema()))
        .execute(Tuple.of(cause.instance(), flow.key()))
        .replaceWithVoid();
  }

  /** Beyond what a minute takes, instances begin in later ones. */
  private Uni<Void> throttled(
      SqlClient sql, Workspace workspace, InstanceStarter.StartRequest startRequest, int most) {
    return sql.preparedQuery(
            """
            SELECT count(*) FROM "%s".flow_instance
            WHERE app = $1 AND flow = $2 AND started_at > now() - interval '1 minute'"""
                .formatted(workspace.schema()))
        .execute(Tuple.of(startRequest.app().value(), startRequest.flow().key()))
        .chain(
            rows -> {
              long lately = rows.iterator().next().getLong(0);
              if (lately < most) {
                return instanceStarter.start(sql, workspace, startRequest).replaceWithVoid();
              }
              var wait = Duration.ofMinutes(lately / most);
              return instanceStarter
                  .startLater(sql, workspace, startRequest)
                  .chain(id -> queue.delay(sql, workspace.schema(), id, wait));
            });
  }

  /** Steps that wait for this record, or for any of its form, look whether it was that. */
  private Uni<Void> wakeWaiting(SqlClient sql, Workspace workspace, RecordEvent happening) {
    return sql.preparedQuery(
            """
            SELECT instance_id, position FROM "%s".flow_expectation
            WHERE form = $1 AND (record_id IS NULL OR record_id = $2)"""
                .formatted(workspace.schema()))
        .execute(Tuple.of(happening.form().key(), happening.record().value()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().voidItem()
                    : Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(
                            row -> wake(sql, workspace, row.getUUID(0), row.getInteger(1)))
                        .collect()
                        .asList()
                        .replaceWithVoid());
  }

  private Uni<Void> wake(SqlClient sql, Workspace workspace, UUID instance, int position) {
    live.expectWork(workspace);
    return queue.put(
        sql, workspace.schema(), instance, position, FlowJob.Kind.OCCURRED, Duration.ZERO);
  }
}
