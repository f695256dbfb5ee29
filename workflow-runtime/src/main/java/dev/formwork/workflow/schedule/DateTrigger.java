package dev.formwork.workflow.schedule;

import dev.formwork.core.compile.Column;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.runtime.InstanceStarter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Starts flows for records whose date or moment has come. */
@ApplicationScoped
class DateTrigger {

  private static final Logger LOG = Logger.getLogger(DateTrigger.class);

  /** Read at once; the next ones follow in the same transaction. */
  private static final int PAGE = 2_000;

  /** By which the days of months, zones and clock changes may differ. */
  private static final Duration AROUND = Duration.ofDays(7);

  /** Moments are looked at no more often, as looking may read the whole form. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Before every record. */
  private static final RecordId FIRST = new RecordId(new UUID(0, 0));

  private static final LocalTime MORNING = LocalTime.of(9, 0);

  private final Pool pool;
  private final InstanceStarter instanceStarter;

  DateTrigger(Pool pool, InstanceStarter instanceStarter) {
    this.pool = pool;
    this.instanceStarter = instanceStarter;
  }

  /**
   * When dates may have come that had not at some moment; there is no need to look before.
   *
   * @param since until when the dates of records were looked at
   */
  static OffsetDateTime nextLook(
      CompiledFlow flow, Trigger.DateReached dateReached, OffsetDateTime since, ZoneId zone) {
    return column(flow, dateReached).type() == ColumnType.DATE
        ? timeOfDay(dateReached, zone).nextAfter(since)
        : since.plus(PAUSE);
  }

  private static Column column(CompiledFlow flow, Trigger.DateReached dateReached) {
    return flow.form().column(dateReached.field()).orElseThrow();
  }

  private static Delay delay(Trigger.DateReached dateReached) {
    return dateReached.after() == null ? Delay.NONE : Delay.of(dateReached.after());
  }

  private static LocalTimeOfDay timeOfDay(Trigger.DateReached dateReached, ZoneId zone) {
    var at = dateReached.at() == null ? MORNING : LocalTime.parse(dateReached.at());
    return new LocalTimeOfDay(at, zone, delay(dateReached).time());
  }

  /** The last date that came. */
  private static LocalDate lastDay(
      Trigger.DateReached dateReached, OffsetDateTime now, ZoneId zone) {
    return delay(dateReached).lastDayBy(timeOfDay(dateReached, zone).lastBy(now));
  }

  /**
   * Starts the flow for records whose date came after one moment and not after the other.
   *
   * @return whether there were any
   */
  Uni<Boolean> start(
      ScheduleLock scheduleLock,
      Trigger.DateReached dateReached,
      OffsetDateTime since,
      OffsetDateTime now) {
    return page(scheduleLock, span(scheduleLock, dateReached, since, now), FIRST);
  }

  private static Due span(
      ScheduleLock scheduleLock,
      Trigger.DateReached dateReached,
      OffsetDateTime since,
      OffsetDateTime now) {
    var column = column(scheduleLock.flow(), dateReached);
    return column.type() == ColumnType.DATE
        ? new Span(
            column,
            "date",
            lastDay(dateReached, since, scheduleLock.zone()),
            lastDay(dateReached, now, scheduleLock.zone()))
        : moments(column, delay(dateReached), scheduleLock.zone(), since, now);
  }

  private static Due moments(
      Column column, Delay delay, ZoneId zone, OffsetDateTime since, OffsetDateTime now) {
    var after = since.minus(delay.time());
    var until = now.minus(delay.time());
    if (delay.months() == 0 && delay.days() == 0) {
      return new Span(column, "timestamptz", after, until);
    }
    var about =
        new Span(
            column,
            "timestamptz",
            after.minusDays(delay.days()).minusMonths(delay.months()).minus(AROUND),
            until.minusDays(delay.days()).minusMonths(delay.months()).plus(AROUND));
    var clock = new WallClock(zone);
    return new Calendar(about, delay, zone, clock.at(after), clock.at(until));
  }

  /** Which dates or moments came. */
  private interface Due {
    void write(SqlBuilder sql);
  }

  /** After one date or moment, up to another: plain comparisons, so that an index can serve. */
  private record Span(Column column, String type, Object after, Object until) implements Due {

    @Override
    public void write(SqlBuilder sql) {
      sql.append(column.sql() + " > ").bind(after, type);
      sql.append(" AND " + column.sql() + " <= ").bind(until, type);
    }
  }

  /**
   * Moments whose time, so many months and days later, was passed by the clock on the wall:
   * PostgreSQL counts them as {@link Delay} does. Of two moments the later may come first, as all
   * last days of January come on the last of February.
   *
   * @param about where they are, for an index
   */
  private record Calendar(
      Span about, Delay delay, ZoneId zone, LocalDateTime after, LocalDateTime until)
      implements Due {

    @Override
    public void write(SqlBuilder sql) {
      about.write(sql);
      come(sql, " > ", after);
      come(sql, " <= ", until);
    }

    private void come(SqlBuilder sql, String compared, LocalDateTime clock) {
      sql.append(" AND ((" + about.column.sql() + " AT TIME ZONE ").bind(zone.getId(), "text");
      sql.append(") + make_interval(months => ").bind(delay.months(), "int");
      sql.append(")) + make_interval(days => ").bind(delay.days(), "int");
      sql.append(")" + compared).bind(clock, "timestamp");
    }
  }

  /**
   * @param after the record that was last in the page before
   */
  private Uni<Boolean> page(ScheduleLock scheduleLock, Due span, RecordId after) {
    return due(scheduleLock, span, after)
        .chain(
            requests ->
                holding(scheduleLock, requests)
                    .call(
                        held ->
                            instanceStarter.startAll(
                                scheduleLock.sql(), scheduleLock.workspace(), held))
                    .chain(
                        held ->
                            requests.size() < PAGE
                                ? Uni.createFrom().item(!held.isEmpty())
                                : page(scheduleLock, span, requests.getLast().subject().record())
                                    .map(more -> more || !held.isEmpty())));
  }

  private static Uni<List<InstanceStarter.StartRequest>> due(
      ScheduleLock scheduleLock, Due span, RecordId after) {
    var form = scheduleLock.flow().form();
    var sql =
        new SqlBuilder()
            .append("SELECT t.id, t.record_title FROM " + form.table().sql())
            .append(" t WHERE t.deleted_at IS NULL AND t.id > ")
            .bind(after.value(), "uuid")
            .append(" AND ");
    span.write(sql);
    sql.append(" ORDER BY t.id LIMIT " + PAGE);
    return scheduleLock
        .sql()
        .preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .map(
            rows -> {
              var requests = new ArrayList<InstanceStarter.StartRequest>();
              rows.forEach(
                  row ->
                      requests.add(
                          scheduleLock.startRequest(
                              SubjectRecord.of(form.key(), new RecordId(row.getUUID(0))),
                              row.getString(1))));
              return requests;
            });
  }

  /** Those for which the flow's condition holds; read apart, so that one's mistake is its own. */
  private Uni<List<InstanceStarter.StartRequest>> holding(
      ScheduleLock scheduleLock, List<InstanceStarter.StartRequest> requests) {
    if (scheduleLock.flow().when() == null) {
      return Uni.createFrom().item(requests);
    }
    return Multi.createFrom()
        .iterable(requests)
        .onItem()
        .transformToUniAndConcatenate(
            startRequest ->
                holds(scheduleLock, startRequest).map(holds -> holds ? startRequest : null))
        .collect()
        .asList();
  }

  private Uni<Boolean> holds(ScheduleLock scheduleLock, InstanceStarter.StartRequest startRequest) {
    return instanceStarter
        .holds(pool, scheduleLock.workspace(), scheduleLock.flow(), startRequest.subject().record())
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf(
                  "Flow %s does not start for record %s: %s",
                  startRequest.flow().key(), startRequest.subject().record(), failure);
              return false;
            });
  }
}
