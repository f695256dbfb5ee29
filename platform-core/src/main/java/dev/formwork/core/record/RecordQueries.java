package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.SqlText;
import dev.formwork.core.expression.ValueType;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The queries on records: pages, counts, figures, history. */
@ApplicationScoped
public class RecordQueries {

  /** An entry of a record's history; the changes are JSON: {@code {field: {from, to}}}. */
  public record Change(long version, OffsetDateTime at, UUID by, String action, String changes) {}

  /** As long as {@code statement_timeout} in application.properties lets a statement run. */
  private static final int MAX_SECONDS = 60;

  private static final String QUERY_CANCELED = "57014";

  private final Pool pool;

  RecordQueries(Pool pool) {
    this.pool = pool;
  }

  public Uni<Page> list(Caller caller, CompiledForm form, RecordQuery query) {
    RecordService.requireSameWorkspace(caller, form);
    if (query.limit() < 1 || query.limit() > RecordQuery.MAX_LIMIT) {
      return Uni.createFrom()
          .failure(Refusal.of(Refusal.Kind.MALFORMED, "bad-limit", RecordQuery.MAX_LIMIT));
    }
    var order = SortKey.of(form, query.sort());
    return run(sql(caller, form).page(query, order))
        .map(rows -> page(form, rows, query.limit(), order))
        .call(page -> Virtuals.fill(pool, form, page.items(), RecordService.moment(caller, form)));
  }

  private static Page page(CompiledForm form, RowSet<Row> rows, int limit, List<SortKey> order) {
    var items = new ArrayList<StoredRecord>(rows.size());
    rows.forEach(row -> items.add(RowReader.record(form, row)));
    if (items.size() <= limit) {
      return new Page(List.copyOf(items), null);
    }
    items.removeLast();
    return new Page(List.copyOf(items), Cursor.after(items.getLast(), order));
  }

  public Uni<Long> count(Caller caller, CompiledForm form, String filter, String search) {
    RecordService.requireSameWorkspace(caller, form);
    return run(sql(caller, form).count(filter, search))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** The planner's guess of how many records a form has, for free. */
  public Uni<Long> estimate(Caller caller, CompiledForm form) {
    RecordService.requireSameWorkspace(caller, form);
    return pool.preparedQuery(
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = $1::text::regclass")
        .execute(Tuple.of(form.table().sql()))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  public Uni<List<Aggregation.Group>> aggregate(
      Caller caller, CompiledForm form, Aggregation aggregation) {
    RecordService.requireSameWorkspace(caller, form);
    if (aggregation.measures().isEmpty()
        || aggregation.measures().size() > 20
        || aggregation.groupBy().size() > 5) {
      return Uni.createFrom().failure(Refusal.of(Refusal.Kind.MALFORMED, "bad-aggregation"));
    }
    var groups = aggregation.groupBy().stream().map(key -> column(form, key)).toList();
    var sql = new SqlText().append("SELECT ");
    groups.forEach(column -> sql.append(column.sql()).append("::text, "));
    sql.append(
        String.join(
            ", ", aggregation.measures().stream().map(measure -> measure(form, measure)).toList()));
    sql.append(" FROM ").append(form.table().sql()).append(" t");
    sql(caller, form).where(sql, aggregation.filter(), aggregation.search());
    if (!groups.isEmpty()) {
      var columns = String.join(", ", groups.stream().map(Column::sql).toList());
      sql.append(" GROUP BY ")
          .append(columns)
          .append(" ORDER BY ")
          .append(columns)
          .append(" LIMIT 10000");
    }
    return run(sql).map(rows -> groups(rows, groups.size(), aggregation.measures().size()));
  }

  private static String measure(CompiledForm form, Aggregation.Measure measure) {
    if (measure.field() == null) {
      if (measure.aggregate() != Aggregate.COUNT) {
        throw Refusal.of(Refusal.Kind.MALFORMED, "bad-aggregation");
      }
      return "count(*)::numeric";
    }
    var column = column(form, measure.field());
    if (measure.aggregate() != Aggregate.COUNT && column.type().valueType() != ValueType.NUMBER) {
      throw Refusal.of(Refusal.Kind.MALFORMED, "not-a-number", measure.field());
    }
    return switch (measure.aggregate()) {
      case COUNT -> "count(" + column.sql() + ")::numeric";
      case SUM -> "coalesce(sum(" + column.sql() + "), 0)";
      case AVERAGE -> "avg(" + column.sql() + ")";
      case MIN -> "min(" + column.sql() + ")";
      case MAX -> "max(" + column.sql() + ")";
    };
  }

  private static Column column(CompiledForm form, String key) {
    return form.column(key)
        .filter(Column::isStored)
        .orElseThrow(() -> Refusal.of(Refusal.Kind.MALFORMED, "unknown-field", key));
  }

  private static List<Aggregation.Group> groups(RowSet<Row> rows, int keys, int measures) {
    var groups = new ArrayList<Aggregation.Group>();
    for (var row : rows) {
      var names = new ArrayList<String>();
      for (int i = 0; i < keys; i++) {
        names.add(row.getString(i));
      }
      var figures = new ArrayList<BigDecimal>();
      for (int i = 0; i < measures; i++) {
        figures.add(row.getBigDecimal(keys + i));
      }
      groups.add(new Aggregation.Group(names, figures));
    }
    return groups;
  }

  /** Newest first; empty for a record that never was. */
  public Uni<List<Change>> history(Caller caller, CompiledForm form, UUID id) {
    RecordService.requireSameWorkspace(caller, form);
    return pool.preparedQuery(
            """
            SELECT version, at, by, action, changes::text FROM "%s".change_log
            WHERE record_id = $1 AND form = $2 ORDER BY id DESC LIMIT 500"""
                .formatted(form.table().schema()))
        .execute(Tuple.of(id, form.definition().key().value()))
        .map(
            rows -> {
              var changes = new ArrayList<Change>();
              rows.forEach(
                  row ->
                      changes.add(
                          new Change(
                              row.getLong(0),
                              row.getOffsetDateTime(1),
                              row.getUUID(2),
                              row.getString(3),
                              row.getString(4))));
              return changes;
            });
  }

  private static QuerySql sql(Caller caller, CompiledForm form) {
    return new QuerySql(form, RecordService.moment(caller, form));
  }

  private Uni<RowSet<Row>> run(SqlText sql) {
    return pool.preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .onFailure(
            failure ->
                failure instanceof PgException postgres
                    && QUERY_CANCELED.equals(postgres.getSqlState()))
        .transform(_ -> Refusal.of(Refusal.Kind.INVALID, "query-slow", MAX_SECONDS));
  }
}
