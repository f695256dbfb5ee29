package dev.formwork.core.expression;

/**
 * A resolved name: where the JVM finds the value, and where PostgreSQL does.
 *
 * <p>A slot is the place of a field in a {@link Values}; a column is its name in the table.
 */
public sealed interface Reference {

  ValueType type();

  /**
   * @param lookupTable qualified table of the records looked up, for their titles; null unless a
   *     lookup
   */
  record OfRecord(String key, int slot, String column, ValueType type, String lookupTable)
      implements Reference {}

  record OfRow(
      String subform, String key, int slot, String column, ValueType type, String lookupTable)
      implements Reference {}

  record Rows(String key, int slot, String table) implements Reference {
    @Override
    public ValueType type() {
      return ValueType.ROWS;
    }
  }
}
