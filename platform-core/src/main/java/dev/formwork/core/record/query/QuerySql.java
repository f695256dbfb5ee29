package dev.formwork.core.record.query;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.CompiledFilter;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes the SQL of queries: conditions from expressions, pages by keyset. Every value is bound.
 */
public final class QuerySql {

  private final RecordAccess recordAccess;
  private final CompiledForm form;
  private final EvaluationContext moment;

  public QuerySql(RecordAccess recordAccess) {
    this.recordAccess = recordAccess;
    this.form = recordAccess.form();
    this.moment = recordAccess.moment();
  }

  /** One record, living, if the caller may read it; what holds for it behind its columns. */
  public SqlBuilder byId(RecordId id) {
    var sql = new SqlBuilder();
    sql.append("SELECT ").append(form.sql().selectList());
    if (!recordAccess.rights().isUniform()) {
      recordAccess.rights().writeHolding(sql, moment);
    }
    sql.append(" FROM ").append(form.sql().from()).append(" WHERE t.deleted_at IS NULL");
    readable(sql);
    return sql.append(" AND t.id = ").bind(id.value(), "uuid");
  }

  /** One record more than the limit tells whether there is a next page. */
  public SqlBuilder page(RecordQuery query, List<SortKey> order) {
    var sql = new SqlBuilder();
    sql.append("SELECT ").append(form.sql().selectList());
    if (!recordAccess.rights().isUniform()) {
      recordAccess.rights().writeHolding(sql, moment);
    }
    sql.append(" FROM ").append(form.sql().from());
    where(sql, query.filter(), query.search());
    if (query.cursor() != null) {
      sql.append(" AND ");
      beyond(sql, order, PageCursor.values(query.cursor(), order));
    }
    var separator = " ORDER BY ";
    for (var key : order) {
      sql.append(separator);
      key.write(sql, moment);
      sql.append(key.direction());
      separator = ", ";
    }
    sql.append(" LIMIT ").bind(query.limit() + 1, "int");
    if (query.offset() > 0) {
      sql.append(" OFFSET ").bind(query.offset(), "int");
    }
    return sql;
  }

  public SqlBuilder count(String filter, String search) {
    var sql = new SqlBuilder();
    sql.append("SELECT count(*) FROM ").append(form.table().sql()).append(" t");
    where(sql, filter, search);
    return sql;
  }

  public void where(SqlBuilder sql, String filter, String search) {
    sql.append(" WHERE t.deleted_at IS NULL");
    readable(sql);
    if (filter != null && !filter.isBlank()) {
      sql.append(" AND ");
      condition(filter).writeCondition(sql, moment, recordAccess.rights().guard());
    }
    words(search).forEach(word -> new TextSearch(recordAccess).write(sql, word));
  }

  /** Writes that a record of another query may be read and is found; behind its conditions. */
  public void among(SqlBuilder sql, String alias, String search) {
    var words = words(search);
    if (!recordAccess.rights().isLimited() && new TextSearch(recordAccess).isOpen()) {
      words.forEach(word -> TextSearch.plain(sql, alias, word));
      return;
    }
    sql.append(" AND EXISTS (SELECT 1 FROM ").append(form.table().sql()).append(" t");
    where(sql, null, search);
    sql.append(" AND t.id = " + alias + ".id)");
  }

  private static List<String> words(String search) {
    return search == null
        ? List.of()
        : Arrays.stream(search.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
  }

  private void readable(SqlBuilder sql) {
    var rows = recordAccess.rights().rows(RecordAction.READ);
    if (rows != null) {
      sql.append(" AND ");
      rows.write(sql, moment);
    }
  }

  private CompiledFilter condition(String filter) {
    try {
      var expression = recordAccess.rights().filter(filter);
      if (expression.type() != ValueType.BOOLEAN) {
        throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.FILTER_NOT_BOOLEAN, expression.type());
      }
      expression
          .withoutSql()
          .ifPresent(
              function -> {
                throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.FILTER_WITHOUT_SQL, function);
              });
      return expression;
    } catch (CompiledExpression.InvalidExpression e) {
      throw new Refusal(
          Refusal.Kind.MALFORMED, e.problems().stream().map(problem -> problem.in("")).toList());
    }
  }

  /**
   * Everything behind the cursor. A row comparison when all keys go one way and none is empty,
   * which an index serves at any depth; else the same written out, with a bound on the first key in
   * front for the index.
   */
  private void beyond(SqlBuilder sql, List<SortKey> order, List<Object> values) {
    boolean oneWay = order.stream().map(SortKey::descending).distinct().count() == 1;
    boolean none = values.stream().noneMatch(java.util.Objects::isNull);
    boolean total = order.stream().allMatch(SortKey::neverEmpty);
    if (oneWay && none && total) {
      rowComparison(sql, order, values);
      return;
    }
    sql.append("(");
    for (int i = 0; i < order.size(); i++) {
      sql.append(i == 0 ? "" : " OR ").append("(");
      for (int j = 0; j < i; j++) {
        equal(sql, order.get(j), values.get(j));
        sql.append(" AND ");
      }
      later(sql, order.get(i), values.get(i));
      sql.append(")");
    }
    sql.append(")");
  }

  private void rowComparison(SqlBuilder sql, List<SortKey> order, List<Object> values) {
    sql.append("(")
        .append(String.join(", ", order.stream().map(SortKey::sql).toList()))
        .append(")");
    sql.append(order.getFirst().descending() ? " < (" : " > (");
    for (int i = 0; i < order.size(); i++) {
      sql.append(i == 0 ? "" : ", ").bind(values.get(i), order.get(i).cast());
    }
    sql.append(")");
  }

  private void equal(SqlBuilder sql, SortKey key, Object value) {
    if (value == null) {
      key.write(sql, moment);
      sql.append(" IS NULL");
    } else {
      key.write(sql, moment);
      sql.append(" = ").bind(value, key.cast());
    }
  }

  private void later(SqlBuilder sql, SortKey key, Object value) {
    if (value == null) {
      sql.append("FALSE");
      return;
    }
    sql.append("(");
    key.write(sql, moment);
    sql.append(key.descending() ? " < " : " > ").bind(value, key.cast());
    if (!key.neverEmpty()) {
      sql.append(" OR ");
      key.write(sql, moment);
      sql.append(" IS NULL");
    }
    sql.append(")");
  }
}
