package dev.formwork.core.compile;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.column.ColumnType;

/**
 * A field with its place: in memory (slot) and in the table (name).
 *
 * @param slot index into the values of a record or row
 * @param name column name, equal to the field's key
 * @param lookupTable qualified table of the records looked up, null unless a lookup
 * @param formula of a field that changes by itself and is worked out when it is read; null: stored
 */
public record Column(
    Field field, int slot, String name, ColumnType type, String lookupTable, Expression formula) {

  /** The name in double quotes, behind its table's alias. */
  public String sql() {
    return "t.\"" + name + "\"";
  }

  /** A value as it is stored; null for null, and when nothing remains of it. */
  public Object normal(Object value) {
    return value == null ? null : field.normalize(value);
  }

  public boolean isLookup() {
    return lookupTable != null;
  }

  public boolean isStored() {
    return formula == null;
  }

  /** Alias of the joined table that a lookup's title comes from. */
  public String lookupAlias() {
    return "l" + slot;
  }
}
