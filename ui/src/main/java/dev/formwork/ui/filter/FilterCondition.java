package dev.formwork.ui.filter;

import dev.formwork.core.record.query.FieldCondition;

/**
 * One condition of a filter, as it is shown.
 *
 * @param label as a chip shows it
 */
public record FilterCondition(String label, FieldCondition condition) {

  /** In the expression language. */
  public String expression() {
    return condition.expression();
  }
}
