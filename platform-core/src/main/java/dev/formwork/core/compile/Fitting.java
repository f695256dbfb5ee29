package dev.formwork.core.compile;

import dev.formwork.core.expression.ValueType;

/** Which results of expressions which columns take. */
final class Fitting {

  private Fitting() {}

  static boolean fits(ValueType result, ColumnType column) {
    return result == ValueType.NOTHING || result == column.valueType();
  }
}
