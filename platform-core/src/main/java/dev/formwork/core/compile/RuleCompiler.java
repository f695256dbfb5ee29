package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.definition.ValidationRule;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Compiles what stands beside the fields: defaults, rules of fields, validations, invariants. */
final class RuleCompiler {

  private final FormNameResolver columns;
  private final FormDefinition definition;
  private final List<Problem> problems;
  private final List<CompiledExpression> compiled = new ArrayList<>();

  RuleCompiler(FormNameResolver columns, FormDefinition definition, List<Problem> problems) {
    this.columns = columns;
    this.definition = definition;
    this.problems = problems;
  }

  /** Every expression that was compiled here. */
  List<CompiledExpression> compiled() {
    return List.copyOf(compiled);
  }

  Optional<CompiledExpression> compiled(String source, String path, FormNameResolver names) {
    try {
      var expression = CompiledExpression.of(source, names);
      compiled.add(expression);
      return Optional.of(expression);
    } catch (CompiledExpression.InvalidExpression e) {
      e.problems().forEach(problem -> problems.add(problem.in(path)));
      return Optional.empty();
    }
  }

  /** Null when there is none, or it has a problem. */
  private CompiledExpression condition(String source, String path, FormNameResolver names) {
    if (source == null || source.isBlank()) {
      return null;
    }
    var expression = compiled(source, path, names);
    if (expression.isPresent() && expression.get().type() != ValueType.BOOLEAN) {
      problems.add(Problem.at(path, CoreProblem.RULE_NOT_BOOLEAN, expression.get().type()));
      return null;
    }
    return expression.orElse(null);
  }

  List<CompiledAssignment> defaults(FormNameResolver names) {
    var defaults = new ArrayList<CompiledAssignment>();
    for (int slot = 0; slot < names.fields().size(); slot++) {
      var field = names.fields().get(slot);
      var source = field.head().defaultExpression();
      var column = names.column(field.key().value());
      if (source == null || column == null || field.isDerived()) {
        continue;
      }
      var at = names.path() + "/" + slot + "/default";
      compiled(source, at, names)
          .ifPresent(expression -> initial(defaults, column, expression, at));
    }
    return List.copyOf(defaults);
  }

  private void initial(
      List<CompiledAssignment> defaults, Column column, CompiledExpression expression, String at) {
    if (!Assignability.fits(expression.type(), column.type())) {
      problems.add(
          Problem.at(
              at,
              CoreProblem.DEFAULT_OF_OTHER_TYPE,
              column.field().key(),
              column.type().valueType(),
              expression.type()));
    } else if (column.lookupTable() != null
        && expression.lookupTables().anyMatch(table -> !table.equals(column.lookupTable()))) {
      problems.add(Problem.at(at, CoreProblem.DEFAULT_OF_OTHER_FORM, column.field().key()));
    } else {
      defaults.add(new CompiledAssignment(column, expression));
    }
  }

  List<FieldRules> fields(FormNameResolver names) {
    var rules = new ArrayList<FieldRules>();
    for (int slot = 0; slot < names.fields().size(); slot++) {
      var field = names.fields().get(slot);
      var at = names.path() + "/" + slot;
      var head = field.head();
      var visible = condition(head.visibleWhen(), at + "/visibleWhen", names);
      var required = condition(head.requiredWhen(), at + "/requiredWhen", names);
      var readOnly = condition(head.readOnlyWhen(), at + "/readOnlyWhen", names);
      if (visible != null || required != null || readOnly != null) {
        rules.add(new FieldRules(field, slot, visible, required, readOnly));
      }
    }
    return List.copyOf(rules);
  }

  List<LookupRules> lookups(FormNameResolver names) {
    var rules = new ArrayList<LookupRules>();
    for (int slot = 0; slot < names.fields().size(); slot++) {
      if (names.fields().get(slot) instanceof LookupField lookup
          && (lookup.filter() != null || !lookup.fill().isEmpty())) {
        var at = names.path() + "/" + slot;
        var filter = filter(lookup, at, names);
        rules.add(
            new LookupRules(
                names.column(lookup.key().value()),
                names.subformSlot(),
                names.isSubform() ? names.subform().value() : null,
                read(filter, names.outer() == null ? names : names.outer(), ""),
                names.isSubform() ? read(filter, names, names.subform() + ".") : List.of(),
                filter == null ? null : (Expression.Subquery) filter.tree(),
                fills(lookup, at, names)));
      }
    }
    return List.copyOf(rules);
  }

  /** Slots of what a filter reads, of the record or of its rows. */
  private static List<Integer> read(
      CompiledExpression filter, FormNameResolver among, String before) {
    return filter == null
        ? List.of()
        : filter.dependencies().stream()
            .filter(key -> key.startsWith(before))
            .map(key -> among.column(key.substring(before.length())))
            .filter(Objects::nonNull)
            .map(Column::slot)
            .toList();
  }

  /** The filter is compiled as a question to the form looked into, which it is. */
  private CompiledExpression filter(LookupField lookup, String at, FormNameResolver names) {
    if (lookup.filter() == null || lookup.filter().isBlank()) {
      return null;
    }
    columns.app().letRowsAsk(true);
    try {
      var question = CompiledExpression.counting(lookup.form().value(), lookup.filter(), names);
      if (question.withoutSql().isPresent()) {
        problems.add(
            Problem.at(
                at + "/filter", CoreProblem.FILTER_WITHOUT_SQL, question.withoutSql().get()));
      }
      compiled.add(question);
      return question;
    } catch (CompiledExpression.InvalidExpression e) {
      e.problems().forEach(problem -> problems.add(problem.in(at + "/filter")));
      return null;
    } finally {
      columns.app().letRowsAsk(false);
    }
  }

  private List<LookupRules.Fill> fills(LookupField lookup, String at, FormNameResolver names) {
    var target = columns.app().form(lookup.form());
    var fills = new ArrayList<LookupRules.Fill>();
    for (var entry :
        lookup.fill().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
      var own = names.column(entry.getKey());
      var there = target.map(form -> form.column(entry.getValue())).orElse(null);
      if (own == null || own.field().isDerived()) {
        problems.add(Problem.at(at + "/fill", CoreProblem.UNKNOWN_FIELD, entry.getKey()));
      } else if (there == null || !there.isStored()) {
        problems.add(
            Problem.at(
                at + "/fill", CoreProblem.UNKNOWN_FIELD, lookup.form() + "." + entry.getValue()));
      } else if (own.type().valueType() != there.type().valueType()) {
        problems.add(
            Problem.at(
                at + "/fill",
                CoreProblem.DEFAULT_OF_OTHER_TYPE,
                own.name(),
                own.type().valueType(),
                there.type().valueType()));
      } else {
        fills.add(
            new LookupRules.Fill(own.slot(), there.name(), there.type(), there.lookupTable()));
      }
    }
    return List.copyOf(fills);
  }

  List<CompiledRule> validations() {
    var rules = new ArrayList<CompiledRule>();
    for (int i = 0; i < definition.validations().size(); i++) {
      var rule = definition.validations().get(i);
      var at = "/validations/" + i;
      rule(rule.check(), rule.message(), rule.rows(), rule.fields(), rule.on(), at)
          .ifPresent(rules::add);
    }
    return List.copyOf(rules);
  }

  List<CompiledRule> invariants() {
    var rules = new ArrayList<CompiledRule>();
    for (int i = 0; i < definition.invariants().size(); i++) {
      var invariant = definition.invariants().get(i);
      var at = "/invariants/" + i;
      rule(invariant.check(), invariant.message(), invariant.rows(), List.of(), null, at)
          .filter(compiledRule -> holdsStill(compiledRule, at))
          .ifPresent(rules::add);
    }
    return List.copyOf(rules);
  }

  /** An invariant is checked when records change; what changes by itself it cannot depend on. */
  private boolean holdsStill(CompiledRule rule, String at) {
    if (rule.check().isVolatile()) {
      problems.add(Problem.at(at + "/check", CoreProblem.INVARIANT_DEPENDS_ON_TIME));
      return false;
    }
    if (rule.check().paths().stream()
        .anyMatch(path -> !path.keys().equals(List.of("record_title")))) {
      problems.add(Problem.at(at + "/check", CoreProblem.INVARIANT_LOOKS_THROUGH));
      return false;
    }
    return true;
  }

  private Optional<CompiledRule> rule(
      String check,
      Title message,
      FieldKey rows,
      List<FieldKey> marks,
      ValidationRule.Occasion on,
      String at) {
    var names = rows == null ? Optional.of(columns) : columns.child(rows.value());
    if (names.isEmpty()) {
      problems.add(Problem.at(at + "/rows", CoreProblem.UNKNOWN_FIELD, rows));
      return Optional.empty();
    }
    marks.stream()
        .filter(key -> names.get().fields().stream().map(Field::key).noneMatch(key::equals))
        .forEach(key -> problems.add(Problem.at(at + "/fields", CoreProblem.UNKNOWN_FIELD, key)));
    var condition = condition(check, at + "/check", names.get());
    return condition == null
        ? Optional.empty()
        : Optional.of(
            new CompiledRule(
                condition,
                message,
                names.get().subformSlot(),
                rows == null ? null : rows.value(),
                marks.stream().map(FieldKey::value).toList(),
                on));
  }
}
