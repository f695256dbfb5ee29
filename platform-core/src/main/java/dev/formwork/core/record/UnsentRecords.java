package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.SqlText;
import dev.formwork.core.permission.Action;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The drafts of a member: records they created and did not submit, the last changed first, as far
 * as they may read them. An index on the creator serves the query.
 */
@ApplicationScoped
public class UnsentRecords {

  private final Pool pool;

  UnsentRecords(Pool pool) {
    this.pool = pool;
  }

  /**
   * Which of them.
   *
   * @param filter an expression that must hold; one that no query can ask counts as true; nullable
   * @param search found in the title, where the caller may see it; nullable
   * @param at of the last one seen, with its id; null: from the start
   */
  public record Wanted(String filter, String search, OffsetDateTime at, UUID id, int limit) {}

  /** Nothing in a form that the caller may not read. */
  public Uni<List<StoredRecord>> list(Caller caller, CompiledForm form, Wanted wanted) {
    var access = Access.of(caller, form);
    if (caller.memberId() == null || !access.rights().may(Action.READ)) {
      return Uni.createFrom().item(List.of());
    }
    var sql = statement(access, wanted);
    return pool.preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .chain(
            rows -> {
              var found = new ArrayList<StoredRecord>();
              rows.forEach(
                  row -> found.add(RowReader.record(form, row).seenWith(access.sight(row))));
              return access.seen(pool, found);
            });
  }

  private static SqlText statement(Access access, Wanted wanted) {
    try {
      return statement(access, wanted, wanted.filter);
    } catch (Refusal _) {
      return statement(access, wanted, null);
    }
  }

  private static SqlText statement(Access access, Wanted wanted, String filter) {
    var form = access.form();
    var sql = new SqlText().append("SELECT ").append(form.sql().selectList());
    if (!access.rights().isUniform()) {
      access.rights().writeHolding(sql, access.moment());
    }
    sql.append(" FROM ").append(form.sql().from());
    new QuerySql(access).where(sql, filter, null);
    if (wanted.search != null && !wanted.search.isBlank()) {
      sql.append(access.rights().showsTitles() ? "" : " AND FALSE")
          .append(" AND strpos(lower(t.record_title), ")
          .bind(wanted.search.strip().toLowerCase(Locale.ROOT), "text")
          .append(") > 0");
    }
    sql.append(" AND t.created_by = ").bind(access.caller().memberId(), "uuid");
    sql.append(" AND NOT EXISTS (SELECT 1 FROM \"" + form.table().schema() + "\".change_log l");
    sql.append(" WHERE l.record_id = t.id AND l.action = 'submit' AND l.form = ")
        .bind(form.key(), "text")
        .append(")");
    if (wanted.at != null) {
      sql.append(" AND (t.updated_at, t.id) < (").bind(wanted.at, "timestamptz").append(", ");
      sql.bind(wanted.id, "uuid").append(")");
    }
    sql.append(" ORDER BY t.updated_at DESC, t.id DESC LIMIT ").bind(wanted.limit, "int");
    return sql;
  }
}
