package dev.formwork.core.record.decision;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.record.lookup.DefaultRecordRefs;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.ValueEquality;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.function.BiFunction;

/**
 * Repeats a decision until it is stable: subqueries and defaults can be loaded only after
 * expressions were evaluated once.
 */
public final class RecordDecisionLoop {

  /** Defaults may rest on each other through as many lookups. */
  private static final int MAX_LOOKUP_ROUNDS = 4;

  private final SqlClient sql;
  private final CompiledForm form;
  private final boolean locked;
  private final BiFunction<EvaluationContext, DefaultRecordRefs, RecordChangeSet> decision;
  private final DefaultRecordRefs lookups = new DefaultRecordRefs();

  /**
   * @param locked whether what is read must stay until the transaction ends
   */
  RecordDecisionLoop(
      SqlClient sql,
      CompiledForm form,
      boolean locked,
      BiFunction<EvaluationContext, DefaultRecordRefs, RecordChangeSet> decision) {
    this.sql = sql;
    this.form = form;
    this.locked = locked;
    this.decision = decision;
  }

  /** A decision, and the circumstances it was made in, answers included. */
  public record FinalDecision(RecordChangeSet decided, EvaluationContext scope) {

    FinalDecision with(RecordChangeSet other) {
      return new FinalDecision(other, scope);
    }
  }

  Uni<FinalDecision> settle(EvaluationContext about) {
    return decide(about, MAX_LOOKUP_ROUNDS)
        .chain(first -> answered(about, first, form.questions().size()));
  }

  private Uni<FinalDecision> decide(EvaluationContext evaluationContext, int rounds) {
    return ExpressionExecutor.on(form, () -> decision.apply(evaluationContext, lookups))
        .chain(
            decided ->
                lookups
                    .complete(sql, form, decided.data(), locked)
                    .chain(
                        more ->
                            more && rounds > 0
                                ? decide(evaluationContext, rounds - 1)
                                : Uni.createFrom()
                                    .item(new FinalDecision(decided, evaluationContext))));
  }

  /** Asks and decides until the answers change nothing: one may depend on another. */
  private Uni<FinalDecision> answered(EvaluationContext about, FinalDecision before, int rounds) {
    if (rounds == 0) {
      return Uni.createFrom().item(before);
    }
    return SubqueryResults.to(sql, form.questions(), about.of(before.decided.data()))
        .chain(evaluationContext -> decide(evaluationContext, MAX_LOOKUP_ROUNDS))
        .chain(
            after ->
                ValueEquality.unchanged(form, before.decided.data(), after.decided.data())
                        && before.decided.problems().equals(after.decided.problems())
                    ? Uni.createFrom().item(after)
                    : answered(about, after, rounds - 1));
  }
}
