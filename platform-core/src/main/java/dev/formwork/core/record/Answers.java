package dev.formwork.core.record;

import dev.formwork.core.compile.ColumnType;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.RelatedValues;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.expression.SqlText;
import dev.formwork.core.expression.ValueType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a record's subqueries and keeps their results for its expressions. */
final class Answers implements RelatedValues {

  private final Map<Expression.Related, Object> answers = new HashMap<>();

  private Answers() {}

  @Override
  public Object of(Expression.Related question) {
    return answers.get(question);
  }

  /**
   * @param scope with the record that asks, and its facts
   */
  static Uni<Scope> to(SqlClient sql, List<Expression.Related> questions, Scope scope) {
    if (questions.isEmpty()) {
      return Uni.createFrom().item(scope);
    }
    var answers = new Answers();
    return Multi.createFrom()
        .iterable(questions)
        .onItem()
        .transformToUniAndConcatenate(question -> answers.ask(sql, question, scope))
        .collect()
        .asList()
        .replaceWith(scope.knowing(answers));
  }

  private Uni<Void> ask(SqlClient sql, Expression.Related question, Scope scope) {
    var statement = new SqlText().append("SELECT ");
    CompiledExpression.writeAnswer(question, statement, scope);
    return sql.preparedQuery(statement.toString())
        .execute(Tuple.tuple(statement.parameters()))
        .invoke(rows -> answers.put(question, value(question.type(), rows.iterator().next())))
        .replaceWithVoid();
  }

  private static Object value(ValueType type, Row row) {
    var column =
        switch (type) {
          case NUMBER -> ColumnType.NUMBER;
          case BOOLEAN -> ColumnType.BOOLEAN;
          case DATE -> ColumnType.DATE;
          case DATE_TIME -> ColumnType.DATE_TIME;
          case TEXTS -> ColumnType.TEXTS;
          case MEMBER -> ColumnType.MEMBER;
          case RECORD -> ColumnType.LOOKUP;
          case TEXT, DEPARTMENT, NOTHING, ROWS, NUMBERS, DATES, MOMENTS -> ColumnType.TEXT;
        };
    return RowReader.plain(column, row, 0);
  }
}
