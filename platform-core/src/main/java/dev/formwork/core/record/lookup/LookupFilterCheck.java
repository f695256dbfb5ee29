package dev.formwork.core.record.lookup;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.ValueEquality;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Checks lookups against the filter of their definition. */
public final class LookupFilterCheck {

  private LookupFilterCheck() {}

  private record Chosen(LookupRules rules, EvaluationContext scope, UUID id, String path) {}

  /**
   * What is chosen against the rules. A choice that was there before stays allowed while nothing
   * changes that the rules ask of the record, so that old records can be mended elsewhere.
   *
   * @param before null: a new record
   */
  public static Uni<List<Problem>> problems(
      SqlClient sql,
      CompiledForm form,
      RecordData before,
      RecordData after,
      EvaluationContext evaluationContext) {
    var chosen = new ArrayList<Chosen>();
    for (var rules : form.lookups()) {
      if (rules.allowed() != null) {
        collect(rules, before, after, evaluationContext.of(after), chosen);
      }
    }
    var problems = new ArrayList<Problem>();
    return chosen.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Multi.createFrom()
            .iterable(chosen)
            .onItem()
            .transformToUniAndConcatenate(
                one ->
                    isAllowed(sql, one)
                        .invoke(
                            allowed -> {
                              if (!allowed) {
                                problems.add(Problem.at(one.path, CoreProblem.LOOKUP_NOT_ALLOWED));
                              }
                            }))
            .collect()
            .asList()
            .replaceWith(problems);
  }

  private static void collect(
      LookupRules rules,
      RecordData before,
      RecordData after,
      EvaluationContext evaluationContext,
      List<Chosen> chosen) {
    int slot = rules.column().slot();
    boolean sameHead =
        before != null
            && rules.headSlots().stream()
                .allMatch(at -> ValueEquality.same(before.get(at), after.get(at)));
    if (rules.rowsSlot() < 0) {
      boolean kept = sameHead && Objects.equals(before.get(slot), after.get(slot));
      if (after.get(slot) instanceof RecordRef target && !kept) {
        chosen.add(new Chosen(rules, evaluationContext, target.id(), "/" + rules.column().name()));
      }
      return;
    }
    var old = sameHead ? before.rows(rules.rowsSlot()) : List.<RecordData>of();
    var rows = after.rows(rules.rowsSlot());
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      if (row.get(slot) instanceof RecordRef target
          && old.stream().noneMatch(other -> isKept(rules, other, row))) {
        chosen.add(
            new Chosen(
                rules,
                evaluationContext.on(rows.get(i)),
                target.id(),
                "/" + rules.rows() + "/" + row.place(i) + "/" + rules.column().name()));
      }
    }
  }

  private static boolean isKept(LookupRules rules, RecordData before, RecordData after) {
    int slot = rules.column().slot();
    return Objects.equals(before.get(slot), after.get(slot))
        && rules.rowSlots().stream()
            .allMatch(at -> ValueEquality.same(before.get(at), after.get(at)));
  }

  private static Uni<Boolean> isAllowed(SqlClient sql, Chosen one) {
    var statement = allowed(one.rules, one.scope);
    statement.append(" AND f.id = ").bind(one.id, "uuid");
    return sql.preparedQuery(statement.toString())
        .execute(Tuple.tuple(statement.parameters()))
        .map(rows -> rows.iterator().hasNext());
  }

  /** Selects id and title of what may be chosen; more conditions may follow. */
  public static SqlBuilder allowed(LookupRules rules, EvaluationContext evaluationContext) {
    var statement = new SqlBuilder();
    statement
        .append("SELECT f.id, f.record_title FROM ")
        .append(rules.column().lookupTable())
        .append(" f WHERE f.deleted_at IS NULL");
    if (rules.allowed() != null) {
      statement.append(" AND ");
      CompiledExpression.writeFilter(rules.allowed(), statement, evaluationContext);
    }
    return statement;
  }
}
