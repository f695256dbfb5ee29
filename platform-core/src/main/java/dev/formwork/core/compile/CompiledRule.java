package dev.formwork.core.compile;

import dev.formwork.core.definition.ValidationRule;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.naming.Title;
import java.util.List;

/**
 * A condition with a message: a validation or an invariant.
 *
 * @param rowsSlot of the subform whose rows are checked; -1: the record
 * @param rows key of that subform, null for the record
 * @param marks keys of the fields it marks; empty: the record, or the row, as a whole
 * @param on null for an invariant, which holds on every occasion
 */
public record CompiledRule(
    CompiledExpression check,
    Title message,
    int rowsSlot,
    String rows,
    List<String> marks,
    ValidationRule.Occasion on) {

  /** Whether it is checked on this occasion; submitting is saving, too. */
  public boolean appliesTo(ValidationRule.Occasion occasion) {
    return on != ValidationRule.Occasion.SUBMIT || occasion == ValidationRule.Occasion.SUBMIT;
  }

  public boolean isOfRows() {
    return rows != null;
  }
}
