package dev.formwork.workflow.motion;

import dev.formwork.core.compile.Column;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.Subject;
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
class RecordDates {

  private static final Logger LOG = Logger.getLogger(RecordDates.class);

  /** Read at once; the next ones follow in the same transaction. */
  private static final int PAGE = 2_000;

  /** Moments are looked at no more often, as looking may read the whole form. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Before every record. */
  private static final UUID FIRST = new UUID(0, 0);

  private static final LocalTime MORNING = LocalTime.of(9, 0);

  private final Pool pool;
  private final Starter starter;

  RecordDates(Pool pool, Starter starter) {
    this.pool = pool;
    this.starter = starter;
  }

  /** Whether dates may have come in a span of time; if not, there is no need to look. */
  static boolean mayHaveCome(
      CompiledFlow flow,
      Trigger.Reached reached,
      OffsetDateTime since,
      OffsetDateTime now,
      ZoneId zone) {
    return column(flow, reached).type() == ColumnType.DATE
        ? lastDay(reached, since, zone).isBefore(lastDay(reached, now, zone))
        : !since.plus(PAUSE).isAfter(now);
  }

  private static Column column(CompiledFlow flow, Trigger.Reached reached) {
    return flow.form().column(reached.field()).orElseThrow();
  }

  private static Delay delay(Trigger.Reached reached) {
    return reached.after() == null ? new Delay(0, Duration.ZERO) : Delay.of(reached.after());
  }

  /** The last date that came. */
  private static LocalDate lastDay(Trigger.Reached reached, OffsetDateTime now, ZoneId zone) {
    var at = reached.at() == null ? MORNING : LocalTime.parse(reached.at());
    var delay = delay(reached);
    return new DayTime(at, zone, delay.time()).lastBy(now).minusDays(delay.days());
  }

  /** The last moment that came. */
  private static OffsetDateTime lastMoment(Trigger.Reached reached, OffsetDateTime now) {
    var delay = delay(reached);
    return now.minus(delay.time()).minusDays(delay.days());
  }

  /**
   * Starts the flow for records whose date came after one moment and not after the other.
   *
   * @return whether there were any
   */
  Uni<Boolean> start(
      Keeping keeping, Trigger.Reached reached, OffsetDateTime since, OffsetDateTime now) {
    return page(keeping, span(keeping, reached, since, now), FIRST);
  }

  private static Span span(
      Keeping keeping, Trigger.Reached reached, OffsetDateTime since, OffsetDateTime now) {
    var column = column(keeping.flow(), reached);
    return column.type() == ColumnType.DATE
        ? new Span(
            column,
            "date",
            lastDay(reached, since, keeping.zone()),
            lastDay(reached, now, keeping.zone()))
        : new Span(column, "timestamptz", lastMoment(reached, since), lastMoment(reached, now));
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
  private Uni<Boolean> page(Keeping keeping, Span span, UUID after) {
    return due(keeping, span, after)
        .chain(
            orders ->
                holding(keeping, orders)
                    .call(held -> starter.startAll(keeping.sql(), keeping.workspace(), held))
                    .chain(
                        held ->
                            orders.size() < PAGE
                                ? Uni.createFrom().item(!held.isEmpty())
                                : page(keeping, span, orders.getLast().subject().record())
                                    .map(more -> more || !held.isEmpty())));
  }

  private static Uni<List<Starter.Order>> due(Keeping keeping, Span span, UUID after) {
    var form = keeping.flow().form();
    var sql =
        new SqlBuilder()
            .append("SELECT t.id, t.record_title FROM " + form.table().sql())
            .append(" t WHERE t.deleted_at IS NULL AND t.id > ")
            .bind(after, "uuid")
            .append(" AND ");
    span.write(sql);
    sql.append(" ORDER BY t.id LIMIT " + PAGE);
    return keeping
        .sql()
        .preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .map(
            rows -> {
              var orders = new ArrayList<Starter.Order>();
              rows.forEach(
                  row ->
                      orders.add(
                          keeping.order(Subject.of(form.key(), row.getUUID(0)), row.getString(1))));
              return orders;
            });
  }

  /** Those for which the flow's condition holds; read apart, so that one's mistake is its own. */
  private Uni<List<Starter.Order>> holding(Keeping keeping, List<Starter.Order> orders) {
    if (keeping.flow().when() == null) {
      return Uni.createFrom().item(orders);
    }
    return Multi.createFrom()
        .iterable(orders)
        .onItem()
        .transformToUniAndConcatenate(
            order -> holds(keeping, order).map(holds -> holds ? order : null))
        .collect()
        .asList();
  }

  private Uni<Boolean> holds(Keeping keeping, Starter.Order order) {
    return starter
        .holds(pool, keeping.workspace(), keeping.flow(), order.subject().record())
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf(
                  "Flow %s does not start for %s: %s",
                  order.flow().key(), order.subject().record(), failure.getMessage());
              return false;
            });
  }
}
