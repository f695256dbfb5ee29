package dev.formwork.workflow.motion;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.ColumnType;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.SqlText;
import dev.formwork.core.thread.OwnContext;
import dev.formwork.core.workspace.Definitions;
import dev.formwork.core.workspace.WorkCalendars;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.Cron;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.FlowRules;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.Subject;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Starts flows by the clock, and when dates of records come. How far each got is kept in the
 * database, in the transaction that starts: so a time is kept once, by one node, also after days in
 * which none ran.
 */
@ApplicationScoped
class FlowSchedules {

  private static final Logger LOG = Logger.getLogger(FlowSchedules.class);
  private static final long LOOK_EVERY_MS = 1_000;

  /** A time that is later than this is one that was missed. */
  private static final Duration LATE = Duration.ofSeconds(90);

  /** Records whose date came, in one round. */
  private static final int MOST = 5_000;

  private static final LocalTime MORNING = LocalTime.of(9, 0);

  private final Vertx vertx;
  private final Pool pool;
  private final Workspaces workspaces;
  private final Definitions definitions;
  private final CompiledFlows flows;
  private final WorkCalendars calendars;
  private final Starter starter;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopping;

  FlowSchedules(
      Vertx vertx,
      Pool pool,
      Workspaces workspaces,
      Definitions definitions,
      CompiledFlows flows,
      WorkCalendars calendars,
      Starter starter) {
    this.vertx = vertx;
    this.pool = pool;
    this.workspaces = workspaces;
    this.definitions = definitions;
    this.flows = flows;
    this.calendars = calendars;
    this.starter = starter;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(LOOK_EVERY_MS, _ -> look());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void look() {
    if (!stopping && busy.compareAndSet(false, true)) {
      OwnContext.run(
          vertx,
          this::all,
          _ -> busy.set(false),
          failure -> {
            busy.set(false);
            if (!stopping) {
              LOG.warn("Schedules wait: " + failure.getMessage());
            }
          });
    }
  }

  private Uni<Boolean> all() {
    return workspaces
        .all()
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(this::ofWorkspace)
                    .collect()
                    .asList())
        .replaceWith(true);
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
        .chain(
            current ->
                flows
                    .pausedOf(workspace, app)
                    .chain(
                        paused ->
                            Multi.createFrom()
                                .iterable(current.values())
                                .filter(flow -> isTimed(flow) && !paused.contains(flow.key()))
                                .onItem()
                                .transformToUniAndConcatenate(flow -> keep(workspace, app, flow))
                                .collect()
                                .asList()))
        .replaceWith(true);
  }

  private static boolean isTimed(CompiledFlow flow) {
    return flow.definition().trigger() instanceof Trigger.Schedule
        || flow.definition().trigger() instanceof Trigger.Reached;
  }

  private Uni<Boolean> keep(Workspace workspace, String app, CompiledFlow flow) {
    return calendars
        .zone(workspace)
        .chain(
            zone ->
                pool.withTransaction(
                    sql ->
                        setting(sql, workspace, app, flow)
                            .chain(
                                row ->
                                    row == null
                                        ? Uni.createFrom().item(false)
                                        : keep(new Keeping(sql, workspace, app, flow, zone), row))))
        .invoke(
            started -> {
              if (started) {
                starter.began();
              }
            });
  }

  /** One flow's time, being kept. */
  private record Keeping(
      SqlConnection sql, Workspace workspace, String app, CompiledFlow flow, ZoneId zone) {}

  /** What makes the times of a flow what they are; when it changes, they are counted anew. */
  private static String rule(CompiledFlow flow) {
    return DefinitionJson.write(flow.definition().trigger());
  }

  /** Locked; null while another node has it. */
  private static Uni<Row> setting(
      SqlConnection sql, Workspace workspace, String app, CompiledFlow flow) {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_setting (app, flow) VALUES ($1, $2) ON CONFLICT DO NOTHING"""
                .formatted(workspace.schema()))
        .execute(Tuple.of(app, flow.key()))
        .chain(
            () ->
                sql.preparedQuery(
                        """
                        SELECT next_at, next_cron FROM "%s".flow_setting WHERE app = $1 AND flow = $2
                        FOR UPDATE SKIP LOCKED"""
                            .formatted(workspace.schema()))
                    .execute(Tuple.of(app, flow.key())))
        .map(rows -> rows.iterator().hasNext() ? rows.iterator().next() : null);
  }

  private Uni<Boolean> keep(Keeping keeping, Row row) {
    var now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    boolean known = rule(keeping.flow).equals(row.getString(1)) && row.getOffsetDateTime(0) != null;
    return switch (keeping.flow.definition().trigger()) {
      case Trigger.Schedule schedule ->
          scheduled(keeping, schedule, known ? row.getOffsetDateTime(0) : null, now);
      case Trigger.Reached reached ->
          known
              ? reached(keeping, reached, row.getOffsetDateTime(0), now)
              : remember(keeping, now).replaceWith(false);
      default -> Uni.createFrom().item(false);
    };
  }

  private Uni<Boolean> scheduled(
      Keeping keeping, Trigger.Schedule schedule, OffsetDateTime due, OffsetDateTime now) {
    var cron = Cron.parse(schedule.cron());
    var zone = schedule.zone() == null ? keeping.zone : ZoneId.of(schedule.zone());
    if (due == null) {
      return remember(keeping, cron.after(now, zone).orElse(null)).replaceWith(false);
    }
    if (due.isAfter(now)) {
      return Uni.createFrom().item(false);
    }
    var missed = keeping.flow.definition().rules().missed();
    boolean late = due.plus(LATE).isBefore(now);
    var next = cron.after(missed == FlowRules.Missed.EACH ? due : now, zone).orElse(null);
    return late && missed == FlowRules.Missed.SKIP
        ? remember(keeping, next).replaceWith(false)
        : starter
            .startAll(keeping.sql, keeping.workspace, List.of(order(keeping, null, "")))
            .chain(() -> remember(keeping, next))
            .replaceWith(true);
  }

  private static Starter.Order order(Keeping keeping, Subject subject, String title) {
    return new Starter.Order(
        keeping.flow,
        keeping.app,
        subject,
        title,
        null,
        0,
        DefinitionJson.mapper().createObjectNode());
  }

  private static Uni<Void> remember(Keeping keeping, OffsetDateTime next) {
    return keeping
        .sql
        .preparedQuery(
            "UPDATE \"%s\".flow_setting SET next_at = $3, next_cron = $4 WHERE app = $1 AND flow = $2"
                .formatted(keeping.workspace.schema()))
        .execute(
            Tuple.tuple()
                .addString(keeping.app)
                .addString(keeping.flow.key())
                .addOffsetDateTime(next)
                .addString(rule(keeping.flow)))
        .replaceWithVoid();
  }

  /** Records whose date came since it was last looked. */
  private Uni<Boolean> reached(
      Keeping keeping, Trigger.Reached reached, OffsetDateTime since, OffsetDateTime now) {
    if (since.plusSeconds(1).isAfter(now)) {
      return Uni.createFrom().item(false);
    }
    var form = keeping.flow.form();
    var column = form.column(reached.field()).orElseThrow();
    var sql =
        new SqlText()
            .append(
                "SELECT t.id, t.record_title FROM "
                    + form.table().sql()
                    + " t WHERE t.deleted_at IS NULL AND ");
    write(sql, column, reached, keeping.zone);
    sql.append(" > ").bind(since, "timestamptz").append(" AND ");
    write(sql, column, reached, keeping.zone);
    sql.append(" <= ").bind(now, "timestamptz").append(" ORDER BY t.id LIMIT " + MOST);
    return keeping
        .sql
        .preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .chain(
            rows -> {
              var orders = new ArrayList<Starter.Order>();
              rows.forEach(
                  row ->
                      orders.add(
                          order(
                              keeping, Subject.of(form.key(), row.getUUID(0)), row.getString(1))));
              return holding(keeping, orders);
            })
        .chain(
            orders ->
                starter
                    .startAll(keeping.sql, keeping.workspace, orders)
                    .replaceWith(!orders.isEmpty()))
        .call(() -> remember(keeping, now));
  }

  /** The moment a record's date comes, in SQL. */
  private static void write(SqlText sql, Column column, Trigger.Reached reached, ZoneId zone) {
    var delay = reached.after() == null ? new Delay(0, Duration.ZERO) : Delay.of(reached.after());
    if (column.type() == ColumnType.DATE) {
      var at = reached.at() == null ? MORNING : LocalTime.parse(reached.at());
      sql.append("((" + column.sql() + " + ").bind(at, "time").append(" + ");
      sql.bind(delay.days(), "int").append(" * interval '1 day') AT TIME ZONE ");
      sql.bind(zone.getId(), "text");
    } else {
      sql.append("(" + column.sql() + " + ").bind(delay.days(), "int");
      sql.append(" * interval '1 day'");
    }
    sql.append(" + ").bind(delay.time().toSeconds(), "bigint").append(" * interval '1 second')");
  }

  /** Those for which the flow's condition holds. */
  private Uni<List<Starter.Order>> holding(Keeping keeping, List<Starter.Order> orders) {
    if (keeping.flow.when() == null) {
      return Uni.createFrom().item(orders);
    }
    return Multi.createFrom()
        .iterable(orders)
        .onItem()
        .transformToUniAndConcatenate(
            order ->
                starter
                    .holds(keeping.sql, keeping.workspace, keeping.flow, order.subject().record())
                    .map(holds -> holds ? order : null))
        .collect()
        .asList();
  }
}
