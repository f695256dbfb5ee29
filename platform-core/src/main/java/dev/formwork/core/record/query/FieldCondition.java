package dev.formwork.core.record.query;

import dev.formwork.core.compile.Column;
import dev.formwork.core.field.column.Comparison;
import dev.formwork.core.naming.FieldKey;

/**
 * A field compared with a value: a filter that needs no formula.
 *
 * @param literal the value in the expression language; null where nothing is compared with
 */
public record FieldCondition(FieldKey field, Comparison comparison, String literal) {

  /**
   * @param value as records hold it; ignored where nothing is compared with
   */
  public static FieldCondition of(Column column, Comparison comparison, Object value) {
    var literal = comparison.needsValue() ? column.type().literal(value) : null;
    return new FieldCondition(column.field().key(), comparison, literal);
  }

  /** The condition in the expression language. */
  public String expression() {
    return comparison.expression(field.value(), literal);
  }

  /**
   * A filter that this condition narrows.
   *
   * @param filter in the expression language; null: all records
   */
  public String within(String filter) {
    return filter == null ? expression() : "(" + filter + ") AND " + expression();
  }
}
