package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupPrefetch;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.decision.SubqueryResults;
import dev.formwork.core.record.decision.VolatileFields;
import dev.formwork.core.record.lookup.RecordRefLoader;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.store.RowReader;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Record access for expressions outside of a form, such as those of flows: loads what they read,
 * runs their queries, and converts their results to a field's type. Not limited by permissions: for
 * the platform itself.
 */
public final class ExpressionDataAccess {

  private ExpressionDataAccess() {}

  /** A record, and what expressions see that speak of it. */
  public record LoadedRecord(StoredRecord record, EvaluationContext scope) {}

  /** The circumstances of this moment for the platform, without a record. */
  public static EvaluationContext moment(Caller caller, CompiledForm form) {
    return RecordAccess.of(caller, form).moment();
  }

  /**
   * A record, also one in the recycle bin; null when it is gone.
   *
   * @param needs what expressions read behind lookups
   * @param questions what they ask other forms
   * @param view what they see of the record's values
   */
  public static Uni<LoadedRecord> load(
      SqlClient sql,
      Caller caller,
      CompiledForm form,
      RecordId id,
      List<LookupPrefetch> needs,
      List<Expression.Subquery> questions,
      Function<RecordData, SlotValues> view) {
    var moment = moment(caller, form);
    return sql.preparedQuery(
            "SELECT " + form.sql().selectList() + " FROM " + form.sql().from() + " WHERE t.id = $1")
        .execute(Tuple.of(id.value()))
        .map(
            rows ->
                rows.iterator().hasNext() ? RowReader.record(form, rows.iterator().next()) : null)
        .onItem()
        .ifNotNull()
        .transformToUni(
            record ->
                complete(sql, form, record, needs, moment)
                    .chain(
                        () ->
                            SubqueryResults.to(
                                sql,
                                questions,
                                moment.about(record.facts()).of(view.apply(record.data()))))
                    .map(evaluationContext -> new LoadedRecord(record, evaluationContext)));
  }

  private static Uni<Void> complete(
      SqlClient sql,
      CompiledForm form,
      StoredRecord record,
      List<LookupPrefetch> needs,
      EvaluationContext moment) {
    var rows =
        form.subforms().isEmpty()
            ? Uni.createFrom().voidItem()
            : RecordStore.withAllRows(sql, form, List.of(record));
    return rows.chain(() -> VolatileFields.fill(sql, form, List.of(record), moment))
        .chain(() -> RecordRefLoader.load(sql, needs, List.of(record.data())));
  }

  /** What expressions see of a record in hand, such as one that is just being changed. */
  public static Uni<EvaluationContext> of(
      SqlClient sql,
      StoredRecord record,
      List<LookupPrefetch> needs,
      List<Expression.Subquery> questions,
      EvaluationContext moment,
      Function<RecordData, SlotValues> view) {
    return RecordRefLoader.load(sql, needs, List.of(record.data()))
        .chain(
            () ->
                SubqueryResults.to(
                    sql, questions, moment.about(record.facts()).of(view.apply(record.data()))));
  }

  /**
   * Which part of what satisfies a filter, in the order of ids.
   *
   * @param after null: from the first
   * @param until that one is the last; null: to the end
   */
  public record Range(RecordId after, RecordId until) {

    public static final Range ALL = new Range(null, null);

    private void write(SqlBuilder sql) {
      if (after != null) {
        sql.append(" AND f.id > ").bind(after.value(), "uuid");
      }
      if (until != null) {
        sql.append(" AND f.id <= ").bind(until.value(), "uuid");
      }
    }
  }

  /**
   * How many records satisfy a filter.
   *
   * @param last of them, or of the first so many; null: there are none
   */
  public record Extent(int total, RecordId last) {}

  /**
   * How far the living records reach that satisfy a question's filter now, for whoever goes through
   * them in parts.
   *
   * @param limit last is the last of the first so many; 0: of all
   */
  public static Uni<Extent> extent(
      SqlClient sql,
      CompiledForm form,
      Expression.Subquery question,
      EvaluationContext evaluationContext,
      int limit) {
    var matching =
        matching(
            "SELECT f.id, row_number() OVER (ORDER BY f.id) AS place",
            form,
            question,
            evaluationContext);
    var statement = new SqlBuilder();
    statement.append("SELECT count(*), max(n.id::text COLLATE \"C\")");
    statement.append(limit == 0 ? "" : " FILTER (WHERE n.place <= " + limit + ")");
    statement.append(" FROM (" + matching + ") n");
    return sql.preparedQuery(statement.toString())
        .execute(Tuple.tuple(matching.parameters()))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Extent(
                    Math.toIntExact(row.getLong(0)),
                    row.getString(1) == null
                        ? null
                        : new RecordId(UUID.fromString(row.getString(1)))));
  }

  /** The living records that satisfy a question's filter, oldest first. */
  public static Uni<List<RecordId>> find(
      SqlClient sql,
      CompiledForm form,
      Expression.Subquery question,
      EvaluationContext evaluationContext,
      Range range,
      int limit) {
    var statement = matching("SELECT f.id", form, question, evaluationContext);
    range.write(statement);
    statement.append(" ORDER BY f.id LIMIT " + limit);
    return sql.preparedQuery(statement.toString())
        .execute(Tuple.tuple(statement.parameters()))
        .map(
            rows -> {
              var ids = new ArrayList<RecordId>();
              rows.forEach(row -> ids.add(new RecordId(row.getUUID(0))));
              return ids;
            });
  }

  /**
   * A figure over the records that satisfy a question's filter.
   *
   * @param column a number; null: counts
   * @return null for the smallest of nothing
   */
  public static Uni<BigDecimal> aggregate(
      SqlClient sql,
      CompiledForm form,
      Expression.Subquery question,
      EvaluationContext evaluationContext,
      AggregateOperator aggregateOperator,
      Column column) {
    var of = column == null ? "" : "f.\"" + column.name() + "\"";
    var figure =
        switch (aggregateOperator) {
          case COUNT -> "count(*)::numeric";
          case SUM -> "coalesce(sum(" + of + "), 0)";
          case AVERAGE -> "avg(" + of + ")";
          case MIN -> "min(" + of + ")";
          case MAX -> "max(" + of + ")";
        };
    var statement = matching("SELECT " + figure, form, question, evaluationContext);
    return sql.preparedQuery(statement.toString())
        .execute(Tuple.tuple(statement.parameters()))
        .map(rows -> rows.iterator().next().getBigDecimal(0));
  }

  private static SqlBuilder matching(
      String select,
      CompiledForm form,
      Expression.Subquery question,
      EvaluationContext evaluationContext) {
    var statement = new SqlBuilder();
    statement
        .append(select)
        .append(" FROM ")
        .append(form.table().sql())
        .append(" f WHERE f.deleted_at IS NULL AND ");
    CompiledExpression.writeFilter(question, statement, evaluationContext);
    return statement;
  }
}
