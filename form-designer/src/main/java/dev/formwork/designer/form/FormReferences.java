package dev.formwork.designer.form;

import dev.formwork.core.compile.CompiledAssignment;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledRollup;
import dev.formwork.core.compile.CompiledRule;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.FieldRules;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.designer.definition.ExpressionReferences;
import dev.formwork.designer.definition.Reference;
import java.util.ArrayList;
import java.util.List;

/** What a compiled form refers to: forms looked up, fields and functions in its expressions. */
final class FormReferences {

  private final CompiledForm form;
  private final List<Reference> found = new ArrayList<>();

  private FormReferences(CompiledForm form) {
    this.form = form;
  }

  static List<Reference> of(CompiledForm form) {
    var references = new FormReferences(form);
    references.lookups(form.definition().fields(), "/fields");
    references.record();
    form.subforms().forEach(references::rows);
    form.rollups().forEach(references::rollup);
    references.rules("/validations/", form.validations());
    references.rules("/invariants/", form.invariants());
    return List.copyOf(references.found);
  }

  private void lookups(List<Field> fields, String at) {
    for (int i = 0; i < fields.size(); i++) {
      switch (fields.get(i)) {
        case LookupField lookup -> lookup(lookup, at + "/" + i);
        case SubformField subform -> lookups(subform.fields(), at + "/" + i + "/fields");
        default -> {}
      }
    }
  }

  private void lookup(LookupField lookup, String at) {
    var target = lookup.form().value();
    found.add(new Reference(at + "/form", DefinitionKind.FORM, target, null));
    lookup
        .fill()
        .forEach(
            (here, there) ->
                found.add(new Reference(at + "/fill/" + here, DefinitionKind.FORM, target, there)));
  }

  private void record() {
    expression("/recordTitle", form.title());
    assignments("/fields/", "/default", form.defaults());
    assignments("/fields/", "/expression", form.virtuals());
    form.formulas()
        .forEach(
            formula ->
                assignments(
                    formula.isOfRows() ? "/fields/" + formula.rowsSlot() + "/fields/" : "/fields/",
                    "/expression",
                    List.of(formula.computation())));
    rules("/fields/", form.rules());
    form.lookups().stream()
        .filter(lookup -> lookup.allowed() != null)
        .forEach(
            lookup ->
                found.addAll(
                    ExpressionReferences.of(
                        (lookup.rows() == null
                                ? "/fields/"
                                : "/fields/" + lookup.rowsSlot() + "/fields/")
                            + lookup.column().slot()
                            + "/filter",
                        lookup.allowed(),
                        form)));
  }

  private void rows(CompiledSubform subform) {
    var at = "/fields/" + subform.slot() + "/fields/";
    assignments(at, "/default", subform.defaults());
    rules(at, subform.rules());
  }

  private void assignments(String at, String property, List<CompiledAssignment> assignments) {
    assignments.forEach(one -> expression(at + one.target().slot() + property, one.expression()));
  }

  private void rules(String at, Iterable<FieldRules> rules) {
    for (var one : rules) {
      expression(at + one.slot() + "/visibleWhen", one.visible());
      expression(at + one.slot() + "/requiredWhen", one.required());
      expression(at + one.slot() + "/readOnlyWhen", one.readOnly());
    }
  }

  private void rules(String at, List<CompiledRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      expression(at + i + "/check", rules.get(i).check());
    }
  }

  private void rollup(CompiledRollup rollup) {
    var at =
        (rollup.subform() == null ? "/fields/" : "/fields/" + rollup.subformSlot() + "/fields/")
            + rollup.target().slot();
    found.add(new Reference(at + "/from", DefinitionKind.FORM, rollup.source(), null));
    rollup
        .sources()
        .forEach(
            source -> found.add(new Reference(at, DefinitionKind.FORM, rollup.source(), source)));
  }

  /**
   * @param expression nullable
   */
  private void expression(String path, CompiledExpression expression) {
    if (expression != null) {
      found.addAll(ExpressionReferences.of(path, expression.tree(), form));
    }
  }
}
