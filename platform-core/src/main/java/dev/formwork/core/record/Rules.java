package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledRule;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Checks validations and invariants. Pure. */
final class Rules {

  private Rules() {}

  /** The problems of the validations that do not hold, each at the fields it marks. */
  static List<Problem> invalid(List<CompiledRule> rules, Scope scope, RecordData data) {
    var problems = new ArrayList<Problem>();
    for (var rule : rules) {
      if (!rule.isOfRows()) {
        if (!holds(rule, scope)) {
          mark(rule, "", problems);
        }
        continue;
      }
      var rows = data.rows(rule.rowsSlot());
      for (int i = 0; i < rows.size(); i++) {
        if (!holds(rule, scope.on(rows.get(i)))) {
          mark(rule, "/" + rule.rows() + "/" + i, problems);
        }
      }
    }
    return problems;
  }

  private static boolean holds(CompiledRule rule, Scope scope) {
    return Boolean.TRUE.equals(rule.check().program().run(scope));
  }

  /** Whether a rule holds for a record, or for each of its rows. */
  static boolean holds(CompiledRule rule, StoredRecord record, Scope scope) {
    return rule.isOfRows()
        ? record.data().rows(rule.rowsSlot()).stream().allMatch(row -> holds(rule, scope.on(row)))
        : holds(rule, scope);
  }

  private static void mark(CompiledRule rule, String path, List<Problem> problems) {
    if (rule.marks().isEmpty()) {
      problems.add(Problem.at(path, "rule-broken", rule.message()));
    }
    rule.marks()
        .forEach(key -> problems.add(Problem.at(path + "/" + key, "rule-broken", rule.message())));
  }

  /** What a change would break, said with the name of the record concerned. */
  static List<Problem> broken(
      List<CompiledRule> invariants, CompiledForm form, StoredRecord record, Scope scope) {
    var problems = new ArrayList<Problem>();
    for (var invariant : invariants) {
      if (!holds(invariant, record, scope)) {
        problems.add(
            Problem.at(
                "",
                "invariant-broken",
                form.definition().title(),
                new RecordName(form.key(), record.title()),
                invariant.message()));
      }
    }
    return problems;
  }
}
