package dev.formwork.core.expression;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * SQL of an expression as people read it. What depends on the reader and the time is bound as the
 * reader's id and as the beginning of 2026.
 *
 * @param parameters one line each: number and value
 */
public record ExplainedSql(String text, List<String> parameters) {

  private static final UUID READER = new UUID(0, 0);

  private static final EvaluationContext CONTEXT =
      EvaluationContext.at(
          OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), ZoneOffset.UTC, READER);

  /** It as a condition over the table alias {@code t}. */
  public static ExplainedSql condition(CompiledExpression expression) {
    var sql = new SqlBuilder();
    expression.writeCondition(sql, CONTEXT);
    return of(sql);
  }

  /** The statement that answers a question to another form, for a record that is not stored. */
  public static ExplainedSql question(Expression.Subquery question) {
    var sql = new SqlBuilder();
    CompiledExpression.writeAnswer(question, sql, CONTEXT);
    return of(sql);
  }

  private static ExplainedSql of(SqlBuilder sql) {
    var values = sql.parameters();
    return new ExplainedSql(
        sql.toString(),
        IntStream.range(0, values.size())
            .mapToObj(i -> "$" + (i + 1) + " = " + value(values.get(i)))
            .toList());
  }

  private static String value(Object value) {
    return switch (value) {
      case null -> "empty";
      case UUID id when id.equals(READER) -> "the reader";
      case String text -> "\"" + text + "\"";
      case Object[] list -> Arrays.stream(list).map(ExplainedSql::value).toList().toString();
      default -> value.toString();
    };
  }
}
