package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.function.BiFunction;

/**
 * Repeats a decision until it is stable: subqueries and defaults can be loaded only after
 * expressions were evaluated once.
 */
final class Deliberation {

  /** Defaults may rest on each other through as many lookups. */
  private static final int MAX_LOOKUP_ROUNDS = 4;

  private final SqlClient sql;
  private final CompiledForm form;
  private final boolean locked;
  private final BiFunction<Scope, DefaultLookups, RecordDecision.Decided> decision;
  private final DefaultLookups lookups = new DefaultLookups();

  /**
   * @param locked whether what is read must stay until the transaction ends
   */
  Deliberation(
      SqlClient sql,
      CompiledForm form,
      boolean locked,
      BiFunction<Scope, DefaultLookups, RecordDecision.Decided> decision) {
    this.sql = sql;
    this.form = form;
    this.locked = locked;
    this.decision = decision;
  }

  /** A decision, and the circumstances it was made in, answers included. */
  record Settled(RecordDecision.Decided decided, Scope scope) {

    Settled with(RecordDecision.Decided other) {
      return new Settled(other, scope);
    }
  }

  Uni<Settled> settle(Scope about) {
    return decide(about, MAX_LOOKUP_ROUNDS)
        .chain(first -> answered(about, first, form.questions().size()));
  }

  private Uni<Settled> decide(Scope scope, int rounds) {
    return Work.on(form, () -> decision.apply(scope, lookups))
        .chain(
            decided ->
                lookups
                    .complete(sql, form, decided.data(), locked)
                    .chain(
                        more ->
                            more && rounds > 0
                                ? decide(scope, rounds - 1)
                                : Uni.createFrom().item(new Settled(decided, scope))));
  }

  /** Asks and decides until the answers change nothing: one may depend on another. */
  private Uni<Settled> answered(Scope about, Settled before, int rounds) {
    if (rounds == 0) {
      return Uni.createFrom().item(before);
    }
    return Answers.to(sql, form.questions(), about.of(before.decided.data()))
        .chain(scope -> decide(scope, MAX_LOOKUP_ROUNDS))
        .chain(
            after ->
                RecordDecision.unchanged(form, before.decided.data(), after.decided.data())
                        && before.decided.problems().equals(after.decided.problems())
                    ? Uni.createFrom().item(after)
                    : answered(about, after, rounds - 1));
  }
}
