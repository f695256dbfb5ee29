package dev.formwork.core.record.decision;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.SubqueryValues;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.record.store.RowReader;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a record's subqueries and keeps their results for its expressions. */
public final class SubqueryResults implements SubqueryValues {

  private final Map<Expression.Subquery, Object> answers = new HashMap<>();

  private SubqueryResults() {}

  @Override
  public Object of(Expression.Subquery question) {
    return answers.get(question);
  }

  /**
   * @param evaluationContext with the record that asks, and its facts
   */
  public static Uni<EvaluationContext> to(
      SqlClient sql, List<Expression.Subquery> questions, EvaluationContext evaluationContext) {
    if (questions.isEmpty()) {
      return Uni.createFrom().item(evaluationContext);
    }
    var subqueryResults = new SubqueryResults();
    return Multi.createFrom()
        .iterable(questions)
        .onItem()
        .transformToUniAndConcatenate(
            question -> subqueryResults.ask(sql, question, evaluationContext))
        .collect()
        .asList()
        .replaceWith(evaluationContext.knowing(subqueryResults));
  }

  private Uni<Void> ask(
      SqlClient sql, Expression.Subquery question, EvaluationContext evaluationContext) {
    var statement = new SqlBuilder().append("SELECT ");
    CompiledExpression.writeAnswer(question, statement, evaluationContext);
    return sql.preparedQuery(statement.toString())
        .execute(Tuple.tuple(statement.parameters()))
        .invoke(
            rows ->
                answers.put(
                    question,
                    RowReader.plain(
                        ColumnType.reading(question.type()), rows.iterator().next(), 0)))
        .replaceWithVoid();
  }
}
