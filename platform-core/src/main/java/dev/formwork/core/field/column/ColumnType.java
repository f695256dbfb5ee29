package dev.formwork.core.field.column;

import dev.formwork.core.expression.value.ValueType;

/** The PostgreSQL types that fields are stored as. */
public enum ColumnType {
  /** Collated by code point, so that order is the same on every server and in the JVM. */
  TEXT("text COLLATE \"C\"", "text", ValueType.TEXT),
  /**
   * Without precision: a field's scale may then change without rewriting the table; the record path
   * rounds to it.
   */
  NUMBER("numeric", "numeric", ValueType.NUMBER),
  MONEY("numeric(19,4)", "numeric", ValueType.NUMBER),
  BOOLEAN("boolean", "boolean", ValueType.BOOLEAN),
  DATE("date", "date", ValueType.DATE),
  DATE_TIME("timestamptz", "timestamptz", ValueType.DATE_TIME),
  TEXTS("text[]", "text[]", ValueType.TEXTS),
  MEMBER("uuid", "uuid", ValueType.MEMBER),
  LOOKUP("uuid", "uuid", ValueType.RECORD);

  private final String ddl;
  private final String cast;
  private final ValueType valueType;

  ColumnType(String ddl, String cast, ValueType valueType) {
    this.ddl = ddl;
    this.cast = cast;
    this.valueType = valueType;
  }

  /** As written in {@code CREATE TABLE}. */
  public String ddl() {
    return ddl;
  }

  /** As written behind {@code ::}. */
  public String cast() {
    return cast;
  }

  public ValueType valueType() {
    return valueType;
  }
}
