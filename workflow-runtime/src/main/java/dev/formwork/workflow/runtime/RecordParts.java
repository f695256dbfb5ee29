package dev.formwork.workflow.runtime;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.record.ExpressionDataAccess.Range;
import dev.formwork.workflow.engine.DecisionInputs;
import dev.formwork.workflow.engine.DecisionInputs.Found;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/**
 * The records that a step goes through, in parts of a thousand. How far they reach is fixed when
 * the step begins: what is made while it works is none of its records, so that it comes to an end.
 */
record RecordParts(
    SqlClient sql,
    CompiledForm form,
    Expression.Subquery question,
    EvaluationContext evaluationContext) {

  /**
   * The first part, and how far all of them reach.
   *
   * @param limit no more than so many; 0: all
   */
  Uni<Found> first(int limit) {
    int most = limit == 0 ? DecisionInputs.PART : Math.min(limit, DecisionInputs.PART);
    return find(Range.ALL, most + 1)
        .chain(
            ids ->
                ids.size() <= most
                    ? Uni.createFrom().item(new Found(ids, null, ids.size()))
                    : ExpressionDataAccess.extent(sql, form, question, evaluationContext, limit)
                        .map(
                            extent ->
                                new Found(ids.subList(0, most), extent.last(), extent.total())));
  }

  /**
   * @param until the last of all
   */
  Uni<List<RecordId>> next(RecordId after, RecordId until) {
    return find(new Range(after, until), DecisionInputs.PART);
  }

  private Uni<List<RecordId>> find(Range range, int limit) {
    return ExpressionDataAccess.find(sql, form, question, evaluationContext, range, limit);
  }
}
