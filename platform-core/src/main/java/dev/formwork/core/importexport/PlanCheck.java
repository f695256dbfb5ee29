package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a plan says of fields that a form does not have, or columns that a file does not. */
final class PlanCheck {

  private final CompiledForm form;
  private final List<String> header;
  private final ImportPlan plan;
  private final Function<ImportTarget, List<Column>> keys;
  private final List<Problem> problems = new ArrayList<>();

  private PlanCheck(
      CompiledForm form,
      List<String> header,
      ImportPlan plan,
      Function<ImportTarget, List<Column>> keys) {
    this.form = form;
    this.header = header;
    this.plan = plan;
    this.keys = keys;
  }

  /**
   * @param keys the fields that may name the records of a lookup
   */
  static List<Problem> problems(
      CompiledForm form,
      List<String> header,
      ImportPlan plan,
      Function<ImportTarget, List<Column>> keys) {
    var check = new PlanCheck(form, header, plan, keys);
    check.columns();
    check.lookups();
    check.values();
    plan.formats().keySet().forEach(column -> check.inFile("/plan/formats/", column));
    check.match();
    check.group();
    return check.problems;
  }

  private void columns() {
    plan.columns()
        .forEach(
            (column, path) -> {
              inFile("/plan/columns/", column);
              if (ImportTarget.of(form, path).isEmpty()) {
                problems.add(
                    Problem.at("/plan/columns/" + column, CoreProblem.UNKNOWN_FIELD, path));
              }
            });
    if (plan.columns().isEmpty()) {
      problems.add(Problem.at("/plan/columns", CoreProblem.PLAN_NO_COLUMNS));
    }
    if (plan.columns().values().stream().distinct().count() < plan.columns().size()) {
      problems.add(Problem.at("/plan/columns", CoreProblem.PLAN_FIELD_TWICE));
    }
  }

  private void inFile(String at, String column) {
    if (!header.contains(column)) {
      problems.add(Problem.at(at + column, CoreProblem.PLAN_UNKNOWN_COLUMN, column));
    }
  }

  private void values() {
    plan.values().keySet().stream()
        .filter(path -> ImportTarget.of(form, path).isEmpty())
        .forEach(
            path ->
                problems.add(Problem.at("/plan/values/" + path, CoreProblem.UNKNOWN_FIELD, path)));
  }

  private void lookups() {
    plan.lookups()
        .forEach(
            (column, key) -> {
              var at = "/plan/lookups/" + column;
              var target =
                  Optional.ofNullable(plan.columns().get(column))
                      .flatMap(path -> ImportTarget.of(form, path))
                      .filter(found -> found.column().isLookup());
              if (target.isEmpty()) {
                problems.add(Problem.at(at, CoreProblem.PLAN_NO_LOOKUP, column));
                return;
              }
              var known = keys.apply(target.get()).stream().map(Column::name).toList();
              if (!known.contains(key)) {
                problems.add(
                    known.isEmpty()
                        ? Problem.at(at, CoreProblem.PLAN_LOOKUP_TITLE_ONLY, key)
                        : Problem.at(at, CoreProblem.PLAN_LOOKUP, key, String.join(", ", known)));
              }
            });
  }

  private void match() {
    var match = plan.match();
    if (match != null
        && ImportTarget.of(form, match)
            .filter(target -> target.isUnique() && plan.columns().containsValue(match))
            .isEmpty()) {
      problems.add(Problem.at("/plan/match", CoreProblem.PLAN_MATCH, match));
    }
  }

  private void group() {
    if (plan.groupBy() != null && !header.contains(plan.groupBy())) {
      problems.add(Problem.at("/plan/groupBy", CoreProblem.PLAN_UNKNOWN_COLUMN, plan.groupBy()));
    }
  }
}
