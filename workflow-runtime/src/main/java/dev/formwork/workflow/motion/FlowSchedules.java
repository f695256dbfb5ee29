package dev.formwork.workflow.motion;

import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.schedule.PeriodicWorkspaceTask;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.Cron;
import dev.formwork.workflow.definition.FlowRules;
import dev.formwork.workflow.definition.Trigger;
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
class FlowSchedules {

  private static final Logger LOG = Logger.getLogger(FlowSchedules.class);
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
  private final Starter starter;
  private final RecordDates dates;
  private final PeriodicWorkspaceTask periodicWorkspaceTask;

  FlowSchedules(
      Vertx vertx,
      Pool pool,
      Workspaces workspaces,
      Definitions definitions,
      CompiledFlows flows,
      WorkCalendars calendars,
      Starter starter,
      RecordDates dates) {
    this.pool = pool;
    this.definitions = definitions;
    this.flows = flows;
    this.calendars = calendars;
    this.starter = starter;
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
        .map(current -> current.values().stream().filter(FlowSchedules::isTimed).toList())
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
        || flow.definition().trigger() instanceof Trigger.Reached;
  }

  /** Reads how far all of them got at once; only those whose time came need a transaction. */
  private Uni<Boolean> ofFlows(Workspace workspace, String app, List<CompiledFlow> running) {
    return Uni.combine()
        .all()
        .unis(calendars.zone(workspace), Kept.of(pool, workspace, app))
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
                                Kept.under(known.getItem2().get(flow.key()), flow),
                                now(),
                                known.getItem1()))
                    .onItem()
                    .transformToUniAndConcatenate(
                        flow -> alone(workspace, app, flow, known.getItem1())))
        .collect()
        .asList()
        .replaceWith(true);
  }

  private static boolean isDue(CompiledFlow flow, Kept kept, OffsetDateTime now, ZoneId zone) {
    return switch (flow.definition().trigger()) {
      case Trigger.Schedule _ ->
          kept.rule() == null || kept.at() != null && !kept.at().isAfter(now);
      case Trigger.Reached reached ->
          kept.at() == null || RecordDates.mayHaveCome(flow, reached, kept.at(), now, zone);
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
    return pool.withTransaction(sql -> keep(new Keeping(sql, workspace, app, flow, zone)))
        .invoke(
            started -> {
              if (started) {
                starter.began();
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

  private Uni<Boolean> keep(Keeping keeping) {
    return keeping
        .lock()
        .chain(
            found ->
                found == null
                    ? Uni.createFrom().item(false)
                    : keep(keeping, Kept.under(found, keeping.flow()), now()));
  }

  private Uni<Boolean> keep(Keeping keeping, Kept kept, OffsetDateTime now) {
    return switch (keeping.flow().definition().trigger()) {
      case Trigger.Schedule schedule -> scheduled(keeping, schedule, kept.at(), now);
      case Trigger.Reached reached ->
          kept.at() == null
              ? keeping.remember(now).replaceWith(false)
              : dates.start(keeping, reached, kept.at(), now).call(() -> keeping.remember(now));
      default -> Uni.createFrom().item(false);
    };
  }

  private Uni<Boolean> scheduled(
      Keeping keeping, Trigger.Schedule schedule, OffsetDateTime due, OffsetDateTime now) {
    var cron = Cron.parse(schedule.cron());
    var zone = schedule.zone() == null ? keeping.zone() : ZoneId.of(schedule.zone());
    if (due == null) {
      return keeping.remember(cron.after(now, zone).orElse(null)).replaceWith(false);
    }
    if (due.isAfter(now)) {
      return Uni.createFrom().item(false);
    }
    var missed = keeping.flow().definition().rules().missed();
    boolean late = due.plus(LATE).isBefore(now);
    var next = cron.after(missed == FlowRules.Missed.EACH ? due : now, zone).orElse(null);
    return late && missed == FlowRules.Missed.SKIP
        ? keeping.remember(next).replaceWith(false)
        : starter
            .startAll(keeping.sql(), keeping.workspace(), List.of(keeping.order(null, "")))
            .chain(() -> keeping.remember(next))
            .replaceWith(true);
  }
}
