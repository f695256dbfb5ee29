package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.QuerySql;
import dev.formwork.core.record.store.RowReader;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The drafts of a member: records they created and did not submit, the last changed first, as far
 * as they may read them. An index on the creator serves the query.
 */
@ApplicationScoped
public class RecordDrafts {

  private final Pool pool;

  RecordDrafts(Pool pool) {
    this.pool = pool;
  }

  /**
   * Which of them.
   *
   * @param filter an expression that must hold; one that no query can ask counts as true; nullable
   * @param search found in the title, where the caller may see it; nullable
   * @param at of the last one seen, with its id; null: from the start
   */
  public record DraftQuery(
      String filter, String search, OffsetDateTime at, RecordId id, int limit) {}

  /** Nothing in a form that the caller may not read. */
  public Uni<List<StoredRecord>> list(Caller caller, CompiledForm form, DraftQuery draftQuery) {
    var recordAccess = RecordAccess.of(caller, form);
    if (caller.memberId() == null || !recordAccess.rights().may(RecordAction.READ)) {
      return Uni.createFrom().item(List.of());
    }
    var sql = statement(recordAccess, draftQuery);
    return pool.preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .chain(
            rows -> {
              var found = new ArrayList<StoredRecord>();
              rows.forEach(
                  row -> found.add(RowReader.record(form, row).seenWith(recordAccess.sight(row))));
              return recordAccess.seen(pool, found);
            });
  }

  private static SqlBuilder statement(RecordAccess recordAccess, DraftQuery draftQuery) {
    try {
      return statement(recordAccess, draftQuery, draftQuery.filter);
    } catch (Refusal _) {
      return statement(recordAccess, draftQuery, null);
    }
  }

  private static SqlBuilder statement(
      RecordAccess recordAccess, DraftQuery draftQuery, String filter) {
    var form = recordAccess.form();
    var sql = new SqlBuilder().append("SELECT ").append(form.sql().selectList());
    if (!recordAccess.rights().isUniform()) {
      recordAccess.rights().writeHolding(sql, recordAccess.moment());
    }
    sql.append(" FROM ").append(form.sql().from());
    new QuerySql(recordAccess).where(sql, filter, null);
    if (draftQuery.search != null && !draftQuery.search.isBlank()) {
      sql.append(recordAccess.rights().showsTitles() ? "" : " AND FALSE")
          .append(" AND strpos(lower(t.record_title), ")
          .bind(draftQuery.search.strip().toLowerCase(Locale.ROOT), "text")
          .append(") > 0");
    }
    sql.append(" AND t.created_by = ")
        .bind(MemberId.valueOrNull(recordAccess.caller().memberId()), "uuid");
    sql.append(" AND NOT EXISTS (SELECT 1 FROM \"" + form.table().schema() + "\".change_log l");
    sql.append(" WHERE l.record_id = t.id AND l.action = 'submit' AND l.form = ")
        .bind(form.key(), "text")
        .append(")");
    if (draftQuery.at != null) {
      sql.append(" AND (t.updated_at, t.id) < (").bind(draftQuery.at, "timestamptz").append(", ");
      sql.bind(draftQuery.id.value(), "uuid").append(")");
    }
    sql.append(" ORDER BY t.updated_at DESC, t.id DESC LIMIT ").bind(draftQuery.limit, "int");
    return sql;
  }
}
