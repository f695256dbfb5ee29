package dev.formwork.workflow.schedule;

import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.schedule.PeriodicWorkspaceTask;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CronExpression;
import dev.formwork.workflow.definition.FlowSettings;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceStarter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Starts flows with a cron schedule or a record date as trigger. The progress of each flow is
 * stored in the transaction that starts instances, so that each time is handled once, by one node,
 * also after an outage of days.
 */
@ApplicationScoped
class ScheduleTrigger {

  private static final Logger LOG = Logger.getLogger(ScheduleTrigger.class);
  private static final long LOOK_EVERY_MS = 1_000;

  /** A time that is later than this is one that was missed. */
  private static final Duration LATE = Duration.ofSeconds(90);

  /** One that failed is left alone for so long. */
  private static final Duration REST = Duration.ofSeconds(30);

  /** Until when flows that failed are left alone. */
  private final Map<Key, OffsetDateTime> resting = new ConcurrentHashMap<>();

  private final Pool pool;
  private final Definitions definitions;
  private final CompiledFlows flows;
  private final WorkCalendars calendars;
  private final InstanceStarter instanceStarter;
  private final DateTrigger dates;
  private final PeriodicWorkspaceTask periodicWorkspaceTask;

  ScheduleTrigger(
      Vertx vertx,
      Pool pool,
      Workspaces workspaces,
      Definitions definitions,
      CompiledFlows flows,
      WorkCalendars calendars,
      InstanceStarter instanceStarter,
      DateTrigger dates) {
    this.pool = pool;
    this.definitions = definitions;
    this.flows = flows;
    this.calendars = calendars;
    this.instanceStarter = instanceStarter;
    this.dates = dates;
    this.periodicWorkspaceTask =
        new PeriodicWorkspaceTask(vertx, workspaces, "Schedules", this::ofWorkspace);
  }

  private record Key(String schema, String app, String flow) {}

  void start(@Observes StartupEvent event) {
    periodicWorkspaceTask.every(LOOK_EVERY_MS);
  }

  void stop(@Observes ShutdownEvent event) {
    periodicWorkspaceTask.stop();
  }

  private Uni<Boolean> ofWorkspace(Workspace workspace) {
    return definitions
        .apps(workspace)
        .onItem()
        .transformToMulti(apps -> Multi.createFrom().iterable(apps))
        .filter(app -> app.publishedVersion() > 0)
        .map(app -> app.readPublished(AppDefinition.class).key().value())
        .onItem()
        .transformToUniAndConcatenate(app -> ofApp(workspace, app))
        .collect()
        .asList()
        .replaceWith(true);
  }

  private Uni<Boolean> ofApp(Workspace workspace, String app) {
    return flows
        .of(workspace, app)
        .map(current -> current.values().stream().filter(ScheduleTrigger::isTimed).toList())
        .chain(
            timed ->
                timed.isEmpty()
                    ? Uni.createFrom().item(false)
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
  private Uni<Boolean> ofFlows(Workspace workspace, String app, List<CompiledFlow> running) {
    return Uni.combine()
        .all()
        .unis(calendars.zone(workspace), ScheduleState.of(pool, workspace, app))
        .asTuple()
        .onItem()
        .transformToMulti(
            known ->
                Multi.createFrom()
                    .iterable(running)
                    .filter(flow -> !isResting(new Key(workspace.schema(), app, flow.key())))
                    .filter(
                        flow ->
                            isDue(
                                flow,
                                ScheduleState.under(known.getItem2().get(flow.key()), flow),
                                now(),
                                known.getItem1()))
                    .onItem()
                    .transformToUniAndConcatenate(
                        flow -> alone(workspace, app, flow, known.getItem1())))
        .collect()
        .asList()
        .replaceWith(true);
  }

  private static boolean isDue(
      CompiledFlow flow, ScheduleState scheduleState, OffsetDateTime now, ZoneId zone) {
    return switch (flow.definition().trigger()) {
      case Trigger.Schedule _ ->
          scheduleState.rule() == null
              || scheduleState.at() != null && !scheduleState.at().isAfter(now);
      case Trigger.DateReached dateReached ->
          scheduleState.at() == null
              || DateTrigger.mayHaveCome(flow, dateReached, scheduleState.at(), now, zone);
      default -> false;
    };
  }

  private boolean isResting(Key key) {
    var until = resting.get(key);
    return until != null && until.isAfter(now());
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  /** One flow that cannot be started keeps no other waiting; its time is kept in a later round. */
  private Uni<Boolean> alone(Workspace workspace, String app, CompiledFlow flow, ZoneId zone) {
    return pool.withTransaction(sql -> keep(new ScheduleLock(sql, workspace, app, flow, zone)))
        .invoke(
            started -> {
              if (started) {
                instanceStarter.began();
              }
            })
        .onFailure()
        .recoverWithItem(
            failure -> {
              resting.put(new Key(workspace.schema(), app, flow.key()), now().plus(REST));
              LOG.warnf("Flow %s of %s waits: %s", flow.key(), app, failure.getMessage());
              return false;
            });
  }

  private Uni<Boolean> keep(ScheduleLock scheduleLock) {
    return scheduleLock
        .lock()
        .chain(
            found ->
                found == null
                    ? Uni.createFrom().item(false)
                    : keep(scheduleLock, ScheduleState.under(found, scheduleLock.flow()), now()));
  }

  private Uni<Boolean> keep(
      ScheduleLock scheduleLock, ScheduleState scheduleState, OffsetDateTime now) {
    return switch (scheduleLock.flow().definition().trigger()) {
      case Trigger.Schedule schedule -> scheduled(scheduleLock, schedule, scheduleState.at(), now);
      case Trigger.DateReached dateReached ->
          scheduleState.at() == null
              ? scheduleLock.remember(now).replaceWith(false)
              : dates
                  .start(scheduleLock, dateReached, scheduleState.at(), now)
                  .call(() -> scheduleLock.remember(now));
      default -> Uni.createFrom().item(false);
    };
  }

  private Uni<Boolean> scheduled(
      ScheduleLock scheduleLock,
      Trigger.Schedule schedule,
      OffsetDateTime due,
      OffsetDateTime now) {
    var cronExpression = CronExpression.parse(schedule.cron());
    var zone = schedule.zone() == null ? scheduleLock.zone() : ZoneId.of(schedule.zone());
    if (due == null) {
      return scheduleLock.remember(cronExpression.after(now, zone).orElse(null)).replaceWith(false);
    }
    if (due.isAfter(now)) {
      return Uni.createFrom().item(false);
    }
    var missedRuns = scheduleLock.flow().definition().rules().missed();
    boolean late = due.plus(LATE).isBefore(now);
    var next =
        cronExpression
            .after(missedRuns == FlowSettings.MissedRuns.EACH ? due : now, zone)
            .orElse(null);
    return late && missedRuns == FlowSettings.MissedRuns.SKIP
        ? scheduleLock.remember(next).replaceWith(false)
        : instanceStarter
            .startAll(
                scheduleLock.sql(), scheduleLock.workspace(), List.of(scheduleLock.order(null, "")))
            .chain(() -> scheduleLock.remember(next))
            .replaceWith(true);
  }
}
