package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.decision.VolatileFields;
import dev.formwork.core.record.query.AggregateSql;
import dev.formwork.core.record.query.Aggregation;
import dev.formwork.core.record.query.PageCursor;
import dev.formwork.core.record.query.QuerySql;
import dev.formwork.core.record.query.RecordPage;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.query.SortKey;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.store.RowReader;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.data.Numeric;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The queries on records: pages, counts, figures, history. */
@ApplicationScoped
public class RecordQueries {

  /** An entry of a record's history; the changes are JSON: {@code {field: {from, to}}}. */
  public record Change(
      long version, OffsetDateTime at, MemberId by, String action, String changes) {}

  /** As long as {@code statement_timeout} in application.properties lets a statement run. */
  private static final int MAX_SECONDS = 60;

  private static final String QUERY_CANCELED = "57014";

  /** How often a query is sent again that a connection had prepared for an older table. */
  private static final int CONNECTIONS_TRIED = 20;

  private final Pool pool;
  private final SensitiveReadAudit sensitive;

  RecordQueries(Pool pool, SensitiveReadAudit sensitive) {
    this.pool = pool;
    this.sensitive = sensitive;
  }

  public Uni<RecordPage> list(Caller caller, CompiledForm form, RecordQuery query) {
    return list(caller, form, query, List.of());
  }

  /** The same with the rows of these subforms. */
  public Uni<RecordPage> list(
      Caller caller, CompiledForm form, RecordQuery query, List<CompiledSubform> withRows) {
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.READ);
    requireLimit(query);
    var order = SortKey.of(recordAccess, query.sort());
    return run(new QuerySql(recordAccess).page(query, order))
        .map(rows -> read(recordAccess, rows))
        .call(found -> RecordStore.withRows(pool, form, found, withRows))
        .chain(found -> page(recordAccess, found, query.limit(), order))
        .call(recordPage -> sensitive.note(caller, recordAccess, recordPage.items()));
  }

  private static void requireLimit(RecordQuery query) {
    if (query.limit() < 1 || query.limit() > RecordQuery.MAX_LIMIT) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_LIMIT, RecordQuery.MAX_LIMIT);
    }
  }

  /** The same in pages of any size, noted by whoever asks; for what takes records away whole. */
  public Uni<RecordPage> listWhole(Caller caller, CompiledForm form, RecordQuery query) {
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.READ);
    var order = SortKey.of(recordAccess, query.sort());
    return run(new QuerySql(recordAccess).page(query, order))
        .map(rows -> read(recordAccess, rows))
        .call(found -> RecordStore.withAllRows(pool, form, found))
        .chain(found -> page(recordAccess, found, query.limit(), order));
  }

  private static List<StoredRecord> read(RecordAccess recordAccess, RowSet<Row> rows) {
    var items = new ArrayList<StoredRecord>(rows.size());
    rows.forEach(
        row ->
            items.add(
                RowReader.record(recordAccess.form(), row).seenWith(recordAccess.sight(row))));
    return items;
  }

  private Uni<RecordPage> page(
      RecordAccess recordAccess, List<StoredRecord> found, int limit, List<SortKey> order) {
    boolean more = found.size() > limit;
    if (more) {
      found.removeLast();
    }
    return VolatileFields.fill(pool, recordAccess.form(), found, recordAccess.moment())
        .chain(() -> recordAccess.seen(pool, found))
        .map(
            seen ->
                new RecordPage(
                    List.copyOf(seen), more ? PageCursor.after(seen.getLast(), order) : null));
  }

  public Uni<Long> count(Caller caller, CompiledForm form, String filter, String search) {
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.READ);
    return run(new QuerySql(recordAccess).count(filter, search))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /**
   * The planner's guess of how many records a form has, for free; counted for someone who may not
   * read them all, as the guess would tell of the others.
   */
  public Uni<Long> estimate(Caller caller, CompiledForm form) {
    if (RecordAccess.of(caller, form).require(RecordAction.READ).rights().isLimited()) {
      return count(caller, form, null, null);
    }
    return pool.preparedQuery(
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = $1::text::regclass")
        .execute(Tuple.of(form.table().sql()))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** Figures, and the groups they are of. */
  public Uni<Aggregation.Answer> aggregate(
      Caller caller, CompiledForm form, Aggregation aggregation) {
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.READ);
    return run(new AggregateSql(recordAccess, aggregation).write())
        .map(rows -> answer(rows, aggregation));
  }

  private static Aggregation.Answer answer(RowSet<Row> rows, Aggregation aggregation) {
    var groups = new ArrayList<Aggregation.Group>();
    int keys = aggregation.groupBy().size();
    for (var row : rows) {
      var values = new ArrayList<Object>();
      for (int i = 0; i < row.size(); i++) {
        values.add(plain(row.getValue(i)));
      }
      groups.add(
          new Aggregation.Group(values.subList(0, keys), values.subList(keys, values.size())));
    }
    boolean more = groups.size() > aggregation.limit();
    return new Aggregation.Answer(more ? groups.subList(0, aggregation.limit()) : groups, more);
  }

  /** The driver has a number type of its own. */
  private static Object plain(Object value) {
    return value instanceof Numeric number ? number.bigDecimalValue() : value;
  }

  /**
   * Newest first, without what the caller may not read of the record as it is now. Of a record that
   * is gone, only those see the history who may see all of the form; one that took over its id has
   * a history of its own.
   */
  public Uni<List<Change>> history(Caller caller, CompiledForm form, RecordId id) {
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.HISTORY);
    return sight(recordAccess, id)
        .chain(recordVisibility -> history(recordAccess, recordVisibility, form, id));
  }

  /**
   * What is left of the history of a record that the caller has just read since it was submitted:
   * of each field the first and the last change, behind the submission or, without one, the last
   * change before. However often something is changed, nothing is pushed out.
   *
   * @param started when what was submitted began to be decided on
   * @param submitted whether the record was submitted then
   */
  public Uni<List<Change>> sinceSubmission(
      Caller caller,
      CompiledForm form,
      StoredRecord read,
      OffsetDateTime started,
      boolean submitted) {
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.HISTORY);
    if (!read.sight().may(RecordAction.HISTORY)) {
      throw recordAccess.notAllowed(RecordAction.HISTORY);
    }
    return endsOfChanges(form, read.id(), started, submitted)
        .chain(found -> new HistoryRedaction(recordAccess, read.sight()).seen(pool, found));
  }

  /** Apart by whether somebody or the platform changed it: the flow's own changes say nothing. */
  private Uni<List<Change>> endsOfChanges(
      CompiledForm form, RecordId id, OffsetDateTime started, boolean submitted) {
    return pool.preparedQuery(
            """
            WITH entry AS (
              SELECT id, version, at, by, action, changes FROM "%1$s".change_log
              WHERE record_id = $1 AND form = $2 AND id > coalesce((
                SELECT max(id) FROM "%1$s".change_log WHERE record_id = $1 AND form = $2 AND action = 'purge'), 0)),
            base AS (
              SELECT coalesce(max(id) FILTER (WHERE $4 AND action = 'submit'), max(id), 0) AS id
              FROM entry WHERE at <= $3),
            ends AS (
              SELECT min(entry.id) AS first, max(entry.id) AS last
              FROM entry CROSS JOIN base CROSS JOIN LATERAL jsonb_object_keys(entry.changes) AS field
              WHERE entry.id > base.id GROUP BY field, entry.by IS NULL)
            SELECT version, at, by, action, changes::text FROM entry
            WHERE id IN (SELECT first FROM ends UNION SELECT last FROM ends UNION SELECT id FROM base)
            ORDER BY id DESC"""
                .formatted(form.table().schema()))
        .execute(Tuple.of(id.value(), form.definition().key().value(), started, submitted))
        .map(RecordQueries::changes);
  }

  private Uni<List<Change>> history(
      RecordAccess recordAccess,
      RecordVisibility recordVisibility,
      CompiledForm form,
      RecordId id) {
    return changes(form, id)
        .chain(found -> new HistoryRedaction(recordAccess, recordVisibility).seen(pool, found));
  }

  private Uni<RecordVisibility> sight(RecordAccess recordAccess, RecordId id) {
    if (!recordAccess.isLimited(RecordAction.READ, RecordAction.HISTORY)) {
      return Uni.createFrom().item(recordAccess.rights().uniformSight());
    }
    return run(new QuerySql(recordAccess).byId(id))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.RECORD_NOT_FOUND, id);
              }
              var recordVisibility = recordAccess.sight(rows.iterator().next());
              if (!recordVisibility.may(RecordAction.HISTORY)) {
                throw recordAccess.notAllowed(RecordAction.HISTORY);
              }
              return recordVisibility;
            });
  }

  private Uni<List<Change>> changes(CompiledForm form, RecordId id) {
    return pool.preparedQuery(
            """
            SELECT version, at, by, action, changes::text FROM "%s".change_log
            WHERE record_id = $1 AND form = $2 AND (NOT EXISTS (SELECT 1 FROM %s WHERE id = $1) OR id > coalesce((
              SELECT max(id) FROM "%s".change_log WHERE record_id = $1 AND form = $2 AND action = 'purge'), 0))
            ORDER BY id DESC LIMIT 500"""
                .formatted(form.table().schema(), form.table().sql(), form.table().schema()))
        .execute(Tuple.of(id.value(), form.definition().key().value()))
        .map(RecordQueries::changes);
  }

  private static List<Change> changes(RowSet<Row> rows) {
    var changes = new ArrayList<Change>();
    rows.forEach(
        row ->
            changes.add(
                new Change(
                    row.getLong(0),
                    row.getOffsetDateTime(1),
                    MemberId.of(row.getUUID(2)),
                    row.getString(3),
                    row.getString(4))));
    return changes;
  }

  private Uni<RowSet<Row>> run(SqlBuilder sql) {
    return pool.preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .onFailure(RetryingTransactions::isOutdated)
        .retry()
        .atMost(CONNECTIONS_TRIED)
        .onFailure(
            failure ->
                failure instanceof PgException postgres
                    && QUERY_CANCELED.equals(postgres.getSqlState()))
        .transform(_ -> Refusal.of(Refusal.Kind.INVALID, CoreProblem.QUERY_SLOW, MAX_SECONDS));
  }
}
