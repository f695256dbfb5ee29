package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A compiled form as text for people: columns, programs, dependencies and every statement. Its
 * lines come in a fixed order, so that two versions can be compared line by line.
 */
public final class FormExplanation {

  private final List<String> lines = new ArrayList<>();

  private FormExplanation() {}

  public static String of(CompiledForm form) {
    var explanation = new FormExplanation();
    explanation.write(form);
    return String.join("\n", explanation.lines) + "\n";
  }

  private void write(CompiledForm form) {
    lines.add("form " + form.key() + " in table " + form.table().sql());
    section("columns", form.columns().stream().map(FormExplanation::column).toList());
    for (var subform : form.subforms()) {
      section(
          "rows " + subform.field().key() + " in table " + subform.table().sql(),
          subform.columns().stream().map(FormExplanation::column).toList());
    }
    section("record title", List.of(form.title() == null ? "" : form.title().source()));
    section("defaults", form.defaults().stream().map(FormExplanation::assignment).toList());
    section(
        "formulas, in the order they run",
        form.formulas().stream()
            .map(
                formula -> (formula.isOfRows() ? "rows: " : "") + assignment(formula.computation()))
            .toList());
    section(
        "formulas worked out on reading",
        form.virtuals().stream().map(FormExplanation::assignment).toList());
    section(
        "rules of fields", form.rules().stream().flatMap(rule -> rules(rule).stream()).toList());
    section("validations", form.validations().stream().map(FormExplanation::rule).toList());
    section("invariants", form.invariants().stream().map(FormExplanation::rule).toList());
    section(
        "depends on",
        form.reads().stream()
            .map(read -> read.form() + " " + new TreeSet<>(read.watched()))
            .toList());
    statements(form);
  }

  private void section(String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add("-- " + title);
      lines.addAll(content);
    }
  }

  private static String column(Column column) {
    return column.name()
        + " "
        + column.type()
        + (column.isLookup() ? " looks up " + column.lookupTable() : "")
        + (column.isStored() ? "" : " not stored");
  }

  private static String assignment(CompiledAssignment assignment) {
    return assignment.target().name() + " = " + assignment.expression().source();
  }

  private static List<String> rules(FieldRules rules) {
    var all = new ArrayList<String>();
    var key = rules.field().key().value();
    condition(all, key + " is shown when ", rules.visible());
    condition(all, key + " is required when ", rules.required());
    condition(all, key + " is read-only when ", rules.readOnly());
    return all;
  }

  private static void condition(List<String> all, String start, CompiledExpression condition) {
    if (condition != null) {
      all.add(start + condition.source());
    }
  }

  private static String rule(CompiledRule rule) {
    return (rule.isOfRows() ? rule.rows() + ": " : "") + rule.check().source();
  }

  private void statements(CompiledForm form) {
    var sql = form.sql();
    section("read one", List.of(sql.selectById()));
    section("read many", List.of(sql.selectAll()));
    section("ids in their order", List.of(sql.selectIdsAfter()));
    section("create", List.of(sql.insert()));
    section("change", List.of(sql.update()));
    section("store results of formulas", List.of(sql.refresh()));
    section("delete", List.of(sql.delete()));
    section("restore", List.of(sql.restore()));
    section("delete for good", List.of(sql.purge()));
    section("take serial numbers", List.of(sql.number()));
    section("read rows", sql.selectRows());
    section("read rows of many", sql.selectRowsOfMany());
    section("create rows", sql.insertRows());
    section("remove rows", sql.deleteRows());
    for (var rollup : form.rollups()) {
      section("add up " + rollup.target().name(), List.of(rollup.sql()));
    }
    for (var read : form.reads()) {
      if (read instanceof Dependency.ByFormula byFormula) {
        section("who depends on " + read.form(), List.of(byFormula.sql()));
      }
    }
  }
}
