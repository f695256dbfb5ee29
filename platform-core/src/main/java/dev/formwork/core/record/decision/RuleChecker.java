package dev.formwork.core.record.decision;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledRule;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.access.RecordTitleArgument;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/** Checks validations and invariants. Pure. */
public final class RuleChecker {

  private RuleChecker() {}

  /** The problems of the validations that do not hold, each at the fields it marks. */
  static List<Problem> invalid(
      List<CompiledRule> rules, EvaluationContext evaluationContext, RecordData data) {
    var problems = new ArrayList<Problem>();
    for (var rule : rules) {
      if (!rule.isOfRows()) {
        if (!holds(rule, evaluationContext)) {
          mark(rule, "", problems);
        }
        continue;
      }
      var rows = data.rows(rule.rowsSlot());
      for (int i = 0; i < rows.size(); i++) {
        if (!holds(rule, evaluationContext.on(rows.get(i)))) {
          mark(rule, "/" + rule.rows() + "/" + rows.get(i).place(i), problems);
        }
      }
    }
    return problems;
  }

  private static boolean holds(CompiledRule rule, EvaluationContext evaluationContext) {
    return Boolean.TRUE.equals(rule.check().program().run(evaluationContext));
  }

  /** Whether a rule holds for a record, or for each of its rows. */
  public static boolean holds(
      CompiledRule rule, StoredRecord record, EvaluationContext evaluationContext) {
    return rule.isOfRows()
        ? record.data().rows(rule.rowsSlot()).stream()
            .allMatch(row -> holds(rule, evaluationContext.on(row)))
        : holds(rule, evaluationContext);
  }

  private static void mark(CompiledRule rule, String path, List<Problem> problems) {
    if (rule.marks().isEmpty()) {
      problems.add(Problem.at(path, CoreProblem.RULE_BROKEN, rule.message()));
    }
    rule.marks()
        .forEach(
            key ->
                problems.add(
                    Problem.at(path + "/" + key, CoreProblem.RULE_BROKEN, rule.message())));
  }

  /** What a change would break, said with the name of the record concerned. */
  public static List<Problem> broken(
      List<CompiledRule> invariants,
      CompiledForm form,
      StoredRecord record,
      EvaluationContext evaluationContext) {
    var problems = new ArrayList<Problem>();
    for (var invariant : invariants) {
      if (!holds(invariant, record, evaluationContext)) {
        problems.add(
            Problem.at(
                "",
                CoreProblem.INVARIANT_BROKEN,
                form.definition().title(),
                new RecordTitleArgument(form.key(), record.title()),
                invariant.message()));
      }
    }
    return problems;
  }
}
