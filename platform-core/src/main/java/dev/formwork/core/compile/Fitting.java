package dev.formwork.core.compile;

import dev.formwork.core.expression.ValueType;

/** Whether the result type of an expression can be assigned to a column type. */
final class Fitting {

  private Fitting() {}

  static boolean fits(ValueType result, ColumnType column) {
    return result == ValueType.NOTHING || result == column.valueType();
  }
}
