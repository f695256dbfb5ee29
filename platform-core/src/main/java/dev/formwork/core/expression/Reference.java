package dev.formwork.core.expression;

import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.expression.value.ValueType;

/**
 * A resolved name: where the JVM finds the value, and where PostgreSQL does.
 *
 * <p>A slot is the place of a field in a {@link SlotValues}; a column is its name in the table.
 */
public sealed interface Reference {

  String key();

  ValueType type();

  /**
   * @param lookupTable qualified table of the records looked up, for their titles; null unless a
   *     lookup
   * @param formula how PostgreSQL works it out, for a field that is not stored; null: by its column
   */
  record OfRecord(
      String key, int slot, String column, ValueType type, String lookupTable, Expression formula)
      implements Reference {

    public OfRecord(String key, int slot, String column, ValueType type, String lookupTable) {
      this(key, slot, column, type, lookupTable, null);
    }
  }

  record OfRow(
      String subform, String key, int slot, String column, ValueType type, String lookupTable)
      implements Reference {}

  /**
   * A field of a record that a lookup points to.
   *
   * @param form key of the form looked into
   * @param table its qualified table
   */
  record OfTarget(
      String form, String table, String key, String column, ValueType type, String lookupTable)
      implements Reference {}

  record Rows(String key, int slot, String table) implements Reference {
    @Override
    public ValueType type() {
      return ValueType.ROWS;
    }
  }
}
