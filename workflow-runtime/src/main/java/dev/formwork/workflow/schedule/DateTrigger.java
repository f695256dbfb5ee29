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
    return dateReached.after() == null
        ? new Delay(0, Duration.ZERO)
        : Delay.of(dateReached.after());
  }

  private static LocalTimeOfDay timeOfDay(Trigger.DateReached dateReached, ZoneId zone) {
    var at = dateReached.at() == null ? MORNING : LocalTime.parse(dateReached.at());
    return new LocalTimeOfDay(at, zone, delay(dateReached).time());
  }

  /** The last date that came. */
  private static LocalDate lastDay(
      Trigger.DateReached dateReached, OffsetDateTime now, ZoneId zone) {
    return timeOfDay(dateReached, zone).lastBy(now).minusDays(delay(dateReached).days());
  }

  /** The last moment that came. */
  private static OffsetDateTime lastMoment(Trigger.DateReached dateReached, OffsetDateTime now) {
    var delay = delay(dateReached);
    return now.minus(delay.time()).minusDays(delay.days());
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

  private static Span span(
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
        : new Span(
            column, "timestamptz", lastMoment(dateReached, since), lastMoment(dateReached, now));
  }

  /** After one date or moment, up to another: plain comparisons, so that an index can serve. */
  private record Span(Column column, String type, Object after, Object until) {

    void write(SqlBuilder sql) {
      sql.append(column.sql() + " > ").bind(after, type);
      sql.append(" AND " + column.sql() + " <= ").bind(until, type);
    }
  }

  /**
   * @param after the record that was last in the page before
   */
  private Uni<Boolean> page(ScheduleLock scheduleLock, Span span, RecordId after) {
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
      ScheduleLock scheduleLock, Span span, RecordId after) {
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
