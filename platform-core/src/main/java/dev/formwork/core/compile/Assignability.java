package dev.formwork.core.compile;

import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.column.ColumnType;

/** Whether the result type of an expression can be assigned to a column type. */
final class Assignability {

  private Assignability() {}

  static boolean fits(ValueType result, ColumnType column) {
    return result == ValueType.NOTHING || result == column.valueType();
  }
}
