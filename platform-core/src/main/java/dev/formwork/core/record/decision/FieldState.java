package dev.formwork.core.record.decision;

import dev.formwork.core.compile.FieldRules;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.field.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a field is visible, required and read-only for a record in its present state.
 *
 * @param required an empty value would be refused
 * @param readOnly whoever fills the form may not change it
 */
public record FieldState(boolean visible, boolean required, boolean readOnly) {

  /** The states of the fields, in their order. */
  public static List<FieldState> of(
      List<Field> fields, List<FieldRules> rules, EvaluationContext evaluationContext) {
    var states = new ArrayList<FieldState>(fields.size());
    fields.forEach(
        field ->
            states.add(new FieldState(true, field.head().required(), field.head().readOnly())));
    for (var rule : rules) {
      var plain = states.get(rule.slot());
      boolean visible = rule.visible() == null || holds(rule.visible(), evaluationContext);
      states.set(
          rule.slot(),
          new FieldState(
              visible,
              visible
                  && (plain.required
                      || rule.required() != null && holds(rule.required(), evaluationContext)),
              plain.readOnly
                  || rule.readOnly() != null && holds(rule.readOnly(), evaluationContext)));
    }
    return states;
  }

  static boolean holds(CompiledExpression condition, EvaluationContext evaluationContext) {
    return Boolean.TRUE.equals(condition.program().run(evaluationContext));
  }
}
