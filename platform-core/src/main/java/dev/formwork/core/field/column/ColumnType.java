package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL types that fields are stored as. Each is one file; this is their list. */
public enum ColumnType {
  TEXT(new TextColumn()),
  NUMBER(new DecimalColumn()),
  MONEY(new MoneyColumn()),
  BOOLEAN(new BooleanColumn()),
  DATE(new DateColumn()),
  DATE_TIME(new DateTimeColumn()),
  TIME(new TimeColumn()),
  TEXTS(new TextsColumn()),
  MEMBER(new MemberColumn()),
  LOOKUP(new LookupColumn());

  private final ColumnFormat<?, ?> format;

  ColumnType(ColumnFormat<?, ?> format) {
    this.format = format;
  }

  /** What keeps the results of such expressions; empty for results that no field can hold. */
  public static Optional<ColumnType> ofResult(ValueType result) {
    return Arrays.stream(values())
        .filter(type -> type.format.holdsResults() && type.valueType() == result)
        .findFirst();
  }

  /** As what the answer to a subquery of this type is read. */
  public static ColumnType reading(ValueType result) {
    return Arrays.stream(values())
        .filter(type -> type.valueType() == result)
        .findFirst()
        .orElse(TEXT);
  }

  /** As written in {@code CREATE TABLE}. */
  public String ddl() {
    return format.ddl();
  }

  /** As written behind {@code ::}. */
  public String cast() {
    return format.cast();
  }

  /** As PostgreSQL's catalog calls it: {@code udt_name} of {@code information_schema.columns}. */
  public String catalogName() {
    return format.catalogName();
  }

  public ValueType valueType() {
    return format.valueType();
  }

  /** As what the driver gives and takes its values. */
  public Class<?> sqlClass() {
    return format.sqlClass();
  }

  /**
   * The value of a record.
   *
   * @param sql what the driver gave, nullable
   * @return null for null; a lookup without its title
   */
  public Object read(Object sql) {
    return format.read(sql);
  }

  /** What the driver takes for a value of a record; null for null. */
  public Object bind(Object value) {
    return format.bind(value);
  }

  /** As written behind {@code ::} of a parameter of many values, each of them then cast again. */
  public String arrayCast() {
    return format.arrayCast();
  }

  /**
   * What the driver takes for many values of records at once.
   *
   * @param values nullable ones
   */
  public Object bindAll(List<?> values) {
    return format.bindAll(values);
  }

  /** Writes a present value. */
  public void write(JsonGenerator json, Object value) throws IOException {
    format.writeValue(json, value);
  }

  /** Writes into the JSON Schema of a value what values of this type are. */
  public void describe(ObjectNode schema) {
    format.describe(schema);
  }

  /** What an expression gave, as a value of a record; null for null. */
  public Object fit(Object result, ZoneId zone) {
    return result == null ? null : format.fit(result, zone);
  }

  /** A value from its {@code toString}; fails as the class of the values fails. */
  public Object parse(String text) {
    return format.parse(text);
  }

  /** A present value as a literal of the expression language. */
  public String literal(Object value) {
    return format.literalOf(value);
  }

  /** The SQL of its text, as a search looks through it. */
  public String searchSql(String column) {
    return format.searchSql(column);
  }

  /** What a filter offers to ask of such values; the first is offered first. */
  public List<Comparison> comparisons() {
    return format.comparisons();
  }

  public boolean isSortable() {
    return format.isSortable();
  }

  /** Whether people without an account may look a record up by it, typing it in. */
  public boolean isMatchable() {
    return format.isMatchable();
  }
}
