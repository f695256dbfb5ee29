package dev.formwork.core.expression;

/**
 * What whoever asks may read, for the SQL of what they ask: values they may not read are empty in
 * it, and records they may not read are not there. A name they may never read does not get here; it
 * is unknown to the {@link Names} their question is checked with.
 */
public interface Guard {

  /** Everything may be read. */
  Guard NONE = new Guard() {};

  /** Writes a condition; every value is bound. */
  @FunctionalInterface
  interface Condition {
    void write(SqlText out, Scope scope);
  }

  /**
   * When a field of the record in the query, the alias {@code t}, may be read.
   *
   * @param key of a field, or {@code subform.column}
   * @return null: always
   */
  default Condition own(String key) {
    return null;
  }

  /**
   * Which records of another form may be read.
   *
   * @param alias of its table
   * @return null: all
   */
  default Condition records(String form, String alias) {
    return null;
  }

  /**
   * On which of the records of another form that may be read, this field may be.
   *
   * @return null: on all
   */
  default Condition value(String form, String key, String alias) {
    return null;
  }

  /**
   * Of which records of a table the title may be read.
   *
   * @return null: of all
   */
  default Condition title(String table, String alias) {
    return null;
  }
}
