package dev.formwork.workflow.schedule;

import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.schedule.DueWork;
import dev.formwork.core.workspace.schedule.WorkKind;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceStarter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Starts flows with a cron schedule or a record date as trigger. The progress of each flow is
 * stored in the transaction that starts instances, so that each time is handled once, by one node,
 * also after an outage of days.
 */
@ApplicationScoped
class ScheduleTrigger implements DueWork {

  private static final Logger LOG = Logger.getLogger(ScheduleTrigger.class);

  /** One that failed is left alone for so long. */
  private static final Duration REST = Duration.ofSeconds(30);

  /** Until when flows that failed are left alone. */
  private final Map<Key, OffsetDateTime> resting = new ConcurrentHashMap<>();

  private record Key(String schema, AppKey app, String flow) {}

  /**
   * @param zone the workspace's
   */
  private record FlowAddress(Workspace workspace, AppKey app, CompiledFlow flow, ZoneId zone) {

    Key key() {
      return new Key(workspace.schema(), app, flow.key());
    }

    String path() {
      return app + "/" + flow.key();
    }
  }

  /** A flow whose schedule was looked after, and whether that started an instance. */
  private record LookedAfter(FlowAddress address, boolean started) {}

  private final Pool pool;
  private final Definitions definitions;
  private final CompiledFlows flows;
  private final WorkCalendars calendars;
  private final InstanceStarter instanceStarter;
  private final ScheduledStarts starts;

  ScheduleTrigger(
      Pool pool,
      Definitions definitions,
      CompiledFlows flows,
      WorkCalendars calendars,
      InstanceStarter instanceStarter,
      ScheduledStarts starts) {
    this.pool = pool;
    this.definitions = definitions;
    this.flows = flows;
    this.calendars = calendars;
    this.instanceStarter = instanceStarter;
    this.starts = starts;
  }

  @Override
  public WorkKind kind() {
    return new WorkKind("schedules");
  }

  @Override
  public String earliest(String schema) {
    return "(SELECT min(due_at) FROM %s.flow_setting)".formatted(schema);
  }

  @Override
  public boolean followsDefinitions() {
    return true;
  }

  @Override
  public Uni<Boolean> run(Workspace workspace) {
    var began = now();
    return definitions
        .apps(workspace)
        .map(
            apps ->
                apps.stream()
                    .filter(app -> app.publishedVersion() > 0)
                    .map(app -> app.readPublished(AppDefinition.class).key())
                    .toList())
        .chain(apps -> ofApps(workspace, apps))
        .call(seen -> lookAfterOthers(workspace, began, seen))
        .map(seen -> seen.stream().anyMatch(LookedAfter::started));
  }

  private Uni<List<LookedAfter>> ofApps(Workspace workspace, List<AppKey> apps) {
    return Multi.createFrom()
        .iterable(apps)
        .onItem()
        .transformToUniAndConcatenate(app -> ofApp(workspace, app))
        .collect()
        .asList()
        .map(ofApps -> ofApps.stream().flatMap(List::stream).toList());
  }

  /**
   * Flows that are due and that this node does not know to be started by time. It may still go by
   * an app from before they were published, so it reads the app again; only what is not there then
   * is due no longer.
   */
  private Uni<Void> lookAfterOthers(
      Workspace workspace, OffsetDateTime began, List<LookedAfter> seen) {
    return DueFlows.others(pool, workspace, began, paths(seen))
        .chain(
            others ->
                others.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : refreshed(workspace, others)
                        .chain(apps -> ofApps(workspace, apps))
                        .chain(
                            found -> {
                              var known = paths(found);
                              return DueFlows.clear(
                                  pool,
                                  workspace,
                                  others.stream()
                                      .filter(one -> !known.contains(one.path()))
                                      .toList());
                            }));
  }

  private Uni<List<AppKey>> refreshed(Workspace workspace, List<DueFlows.Due> others) {
    return Multi.createFrom()
        .iterable(others.stream().map(DueFlows.Due::app).distinct().toList())
        .onItem()
        .transformToUniAndConcatenate(app -> flows.refreshed(workspace, app).replaceWith(app))
        .collect()
        .asList();
  }

  private static List<String> paths(List<LookedAfter> lookedAfter) {
    return lookedAfter.stream().map(one -> one.address.path()).toList();
  }

  private Uni<List<LookedAfter>> ofApp(Workspace workspace, AppKey app) {
    return flows
        .of(workspace, app)
        .map(current -> current.values().stream().filter(ScheduleTrigger::isTimed).toList())
        .chain(
            timed ->
                timed.isEmpty()
                    ? Uni.createFrom().item(List.of())
                    : flows
                        .pausedOf(workspace, app)
                        .map(
                            paused ->
                                timed.stream()
                                    .filter(flow -> !paused.contains(flow.key()))
                                    .toList())
                        .chain(running -> ofFlows(workspace, app, running)));
  }

  private static boolean isTimed(CompiledFlow flow) {
    return flow.definition().trigger() instanceof Trigger.Schedule
        || flow.definition().trigger() instanceof Trigger.DateReached;
  }

  /** Reads how far all of them got at once; only those whose time came need a transaction. */
  private Uni<List<LookedAfter>> ofFlows(
      Workspace workspace, AppKey app, List<CompiledFlow> running) {
    return Uni.combine()
        .all()
        .unis(calendars.zone(workspace), ScheduleState.of(pool, workspace, app))
        .asTuple()
        .onItem()
        .transformToMulti(
            known ->
                Multi.createFrom()
                    .iterable(running)
                    .onItem()
                    .transformToUniAndConcatenate(
                        flow ->
                            ofFlow(
                                new FlowAddress(workspace, app, flow, known.getItem1()),
                                ScheduleState.forRuleOf(known.getItem2().get(flow.key()), flow))))
        .collect()
        .asList();
  }

  private Uni<LookedAfter> ofFlow(FlowAddress address, ScheduleState state) {
    if (isResting(address)) {
      return Uni.createFrom().item(new LookedAfter(address, false));
    }
    var nextLook = state.nextLook(address.flow, address.zone);
    if (nextLook != null && !nextLook.isAfter(now())) {
      return alone(address).map(started -> new LookedAfter(address, started));
    }
    return Uni.createFrom()
        .deferred(
            () ->
                Objects.equals(nextLook, state.due())
                    ? Uni.createFrom().voidItem()
                    : due(address, nextLook))
        .replaceWith(new LookedAfter(address, false));
  }

  private Uni<Void> due(FlowAddress address, OffsetDateTime at) {
    return DueFlows.set(pool, address.workspace, address.app, address.flow.key(), at);
  }

  private boolean isResting(FlowAddress address) {
    var until = resting.get(address.key());
    return until != null && until.isAfter(now());
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  /** One flow that cannot be started keeps no other waiting; its time is kept in a later round. */
  private Uni<Boolean> alone(FlowAddress address) {
    return pool.withTransaction(
            sql ->
                starts.keep(
                    new ScheduleLock(
                        sql, address.workspace, address.app, address.flow, address.zone)))
        .invoke(
            started -> {
              if (started) {
                instanceStarter.began();
              }
            })
        .onFailure()
        .recoverWithUni(failure -> rest(address, failure).replaceWith(false));
  }

  private Uni<Void> rest(FlowAddress address, Throwable failure) {
    var until = now().plus(REST);
    resting.put(address.key(), until);
    LOG.warnf(
        "Schedule of flow %s in workspace %s failed, next try in %s: %s",
        address.path(), address.workspace.schema(), REST, failure);
    return due(address, until);
  }
}
