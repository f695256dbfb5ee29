package dev.formwork.core.expression;

/**
 * What a reader may read, as conditions in SQL: values they may not read are NULL and rows they may
 * not read are left out. Names that can never be read do not get here; the {@link SymbolTable} of
 * the query do not contain them.
 */
public interface ReadFilter {

  /** Everything may be read. */
  ReadFilter NONE = new ReadFilter() {};

  /** Writes a condition; every value is bound. */
  @FunctionalInterface
  interface Condition {
    void write(SqlBuilder out, EvaluationContext evaluationContext);
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
