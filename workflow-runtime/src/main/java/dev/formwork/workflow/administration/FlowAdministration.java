package dev.formwork.workflow.administration;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.definition.DefinitionChannel;
import dev.formwork.workflow.comment.Comment;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceState;
import dev.formwork.workflow.migration.InstanceMigration;
import dev.formwork.workflow.migration.MigrationCheck;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceExecutor;
import dev.formwork.workflow.runtime.InstanceStarter;
import dev.formwork.workflow.store.InstanceStore;
import dev.formwork.workflow.store.TaskStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What designers of an app do with its flows and instances. Every action is in the audit log. */
@ApplicationScoped
public class FlowAdministration {

  private final Pool pool;
  private final CompiledFlows flows;
  private final InstanceExecutor instanceExecutor;
  private final InstanceStarter instanceStarter;
  private final AppAuthorization authority;
  private final InstanceLists lists;
  private final InstanceMigration instanceMigration;

  FlowAdministration(
      Pool pool,
      CompiledFlows flows,
      InstanceExecutor instanceExecutor,
      InstanceStarter instanceStarter,
      AppAuthorization authority,
      InstanceLists lists,
      InstanceMigration instanceMigration) {
    this.pool = pool;
    this.flows = flows;
    this.instanceExecutor = instanceExecutor;
    this.instanceStarter = instanceStarter;
    this.authority = authority;
    this.lists = lists;
    this.instanceMigration = instanceMigration;
  }

  /** The published flows of an app, and how they do. */
  public Uni<List<FlowStatistics>> flows(Caller caller, AppKey app) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> flows.of(caller.workspace(), app))
        .chain(
            current ->
                flows
                    .pausedOf(caller.workspace(), app)
                    .chain(paused -> lists.summaries(caller.workspace(), app, current, paused)));
  }

  /** Runs, newest first. */
  public Uni<InstanceQuery.Page> list(Caller caller, InstanceQuery query) {
    return authority.requireDesigner(caller, query.app()).chain(() -> lists.page(caller, query));
  }

  /** Nothing starts a paused flow; what runs goes on. */
  public Uni<Void> pause(Caller caller, AppKey app, String flow, boolean paused) {
    return authority
        .requireDesigning(caller, app)
        .chain(() -> flows.flow(caller.workspace(), app, flow))
        .chain(
            found ->
                pool.withTransaction(
                    sql ->
                        sql.preparedQuery(
                                """
                                INSERT INTO "%s".flow_setting (app, flow, paused, due_at) VALUES ($1, $2, $3, now())
                                ON CONFLICT (app, flow) DO UPDATE SET paused = EXCLUDED.paused, due_at = EXCLUDED.due_at"""
                                    .formatted(caller.workspace().schema()))
                            .execute(Tuple.of(app.value(), flow, paused))
                            .chain(() -> DefinitionChannel.announce(sql, caller.workspace(), app))
                            .chain(
                                () ->
                                    AuditLog.write(
                                        sql,
                                        AuditEvent.of(
                                            caller,
                                            paused ? "flow.pause" : "flow.resume",
                                            app + "/" + flow)))))
        .call(() -> flows.refreshed(caller.workspace(), app))
        .replaceWithVoid();
  }

  /** Somebody else gets a task of an instance. */
  public Uni<Void> reassign(Caller caller, UUID instance, UUID task, MemberId to) {
    return TaskStore.find(pool, caller.workspace().schema(), task)
        .onItem()
        .transform(found -> found != null && found.instance().equals(instance) ? found : null)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.TASK_NOT_FOUND))
        .chain(
            found ->
                intervene(
                    caller,
                    found.instance(),
                    "reassign",
                    _ -> new Event.Reassigned(task, to, caller.memberId())));
  }

  /** An instance goes to another step. */
  public Uni<Void> jump(Caller caller, UUID instance, String step) {
    return intervene(
        caller, instance, "jump", _ -> new Event.Jumped(caller.memberId(), step, null));
  }

  /** What failed is tried again. */
  public Uni<Void> retry(Caller caller, UUID instance) {
    return intervene(caller, instance, "retry", _ -> new Event.Retried(caller.memberId()));
  }

  public Uni<Void> terminate(Caller caller, UUID instance, String reason) {
    return intervene(
        caller,
        instance,
        "terminate",
        _ -> new Event.Terminated(caller.memberId(), Comment.limitLength(reason)));
  }

  private Uni<Void> intervene(
      Caller caller, UUID instance, String deed, Function<Instance, Event> event) {
    return designed(caller, instance)
        .chain(
            storedInstance ->
                instanceExecutor.apply(
                    caller.workspace(), instance, event.apply(storedInstance.instance())))
        .call(moved -> AuditLog.write(pool, deed(caller, deed, moved)))
        .replaceWithVoid();
  }

  /** Fails as not found unless the caller designs the app. */
  private Uni<InstanceStore.StoredInstance> designed(Caller caller, UUID instance) {
    caller.requireWriting();
    return InstanceStore.find(pool, caller.workspace().schema(), instance)
        .onItem()
        .ifNull()
        .failWith(FlowAdministration::missing)
        .call(
            storedInstance ->
                authority
                    .requireDesigner(caller, storedInstance.instance().app())
                    .onFailure(Refusal.class)
                    .transform(_ -> missing()));
  }

  private static Refusal missing() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_INSTANCE_NOT_FOUND);
  }

  /**
   * The same flow once more on the same record, as it is now; gives the new instance's id. Only
   * after it is over: two runs side by side would ask everybody twice.
   */
  public Uni<UUID> replay(Caller caller, UUID instance) {
    return designed(caller, instance)
        .invoke(FlowAdministration::requireOver)
        .chain(storedInstance -> begunAgain(caller, storedInstance))
        .invoke(instanceStarter::began);
  }

  private Uni<UUID> begunAgain(Caller caller, InstanceStore.StoredInstance storedInstance) {
    var before = storedInstance.instance();
    return flows
        .flow(caller.workspace(), before.app(), before.flow())
        .map(
            flow ->
                new InstanceStarter.StartRequest(
                    flow,
                    before.app(),
                    before.subject(),
                    storedInstance.title(),
                    before.submitter(),
                    0,
                    given(before.state())))
        .chain(
            startRequest ->
                pool.withTransaction(
                    sql ->
                        instanceStarter
                            .start(sql, caller.workspace(), startRequest)
                            .call(_ -> AuditLog.write(sql, deed(caller, "replay", before)))));
  }

  private static AuditEvent deed(Caller caller, String deed, Instance done) {
    return AuditEvent.of(caller, "flow." + deed, done.app() + "/" + done.flow() + "/" + done.id());
  }

  private static void requireOver(InstanceStore.StoredInstance storedInstance) {
    if (!storedInstance.instance().status().isOver()) {
      throw Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.FLOW_NOT_OVER);
    }
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode given(InstanceState state) {
    return state.variables().deepCopy();
  }

  /** Which running instances can go over to the newest version, and which cannot and why. */
  public Uni<MigrationCheck> checkMigration(Caller caller, AppKey app, String flow) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> instanceMigration.check(caller.workspace(), app, flow));
  }

  /** Those that can go over do; how many did. */
  public Uni<Integer> migrate(Caller caller, AppKey app, String flow) {
    return authority
        .requireDesigning(caller, app)
        .chain(() -> instanceMigration.migrate(caller, app, flow))
        .call(
            count ->
                AuditLog.write(
                    pool,
                    AuditEvent.of(caller, "flow.migrate", app + "/" + flow + " (" + count + ")")));
  }
}
