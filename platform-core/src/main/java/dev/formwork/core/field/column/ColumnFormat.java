package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.lang.reflect.Array;
import java.time.ZoneId;
import java.util.List;

/**
 * All that one type of column is: its name in PostgreSQL, and its values on the way from a row, to
 * a parameter, to JSON and into an expression. A new type of column is one such file, and one line
 * in {@link ColumnType}.
 *
 * @param <S> what the driver gives and takes
 * @param <V> the value of a record
 */
abstract class ColumnFormat<S, V> {

  private final Class<S> sqlClass;
  private final Class<V> valueClass;

  ColumnFormat(Class<S> sqlClass, Class<V> valueClass) {
    this.sqlClass = sqlClass;
    this.valueClass = valueClass;
  }

  final Class<S> sqlClass() {
    return sqlClass;
  }

  final V value(Object value) {
    return valueClass.cast(value);
  }

  final Object read(Object sql) {
    return sql == null ? null : fromSql(sqlClass.cast(sql));
  }

  final Object bind(Object value) {
    return value == null ? null : toSql(value(value));
  }

  /** As written behind {@code ::} of a parameter of many values. */
  String arrayCast() {
    return cast() + "[]";
  }

  /** What the driver takes for an element of {@link #arrayCast}. */
  Object element(S sql) {
    return sql;
  }

  final Object[] bindAll(List<?> values) {
    var array =
        (Object[])
            Array.newInstance(
                arrayCast().equals("text[]") ? String.class : sqlClass, values.size());
    for (int i = 0; i < array.length; i++) {
      var value = values.get(i);
      array[i] = value == null ? null : element(toSql(value(value)));
    }
    return array;
  }

  final void writeValue(JsonGenerator json, Object value) throws IOException {
    write(json, value(value));
  }

  final String literalOf(Object value) {
    return literal(value(value));
  }

  /** As written behind {@code ::}. */
  abstract String cast();

  /** As written in {@code CREATE TABLE}. */
  String ddl() {
    return cast();
  }

  /** As PostgreSQL's catalog calls it: {@code udt_name} of {@code information_schema.columns}. */
  String catalogName() {
    return cast();
  }

  /** What it is in expressions. */
  abstract ValueType valueType();

  /** Whether results of expressions of this value type are stored in this type of column. */
  boolean holdsResults() {
    return true;
  }

  abstract V fromSql(S sql);

  abstract S toSql(V value);

  abstract void write(JsonGenerator json, V value) throws IOException;

  /** What the JSON Schema of a value says. */
  abstract void describe(ObjectNode schema);

  /** What an expression gave, as the value of a record. */
  Object fit(Object result, ZoneId zone) {
    return result;
  }

  /** The opposite of {@code toString}, for the cursor of a sorted list. */
  abstract V parse(String text);

  /** As a literal of the expression language. */
  String literal(V value) {
    return quoted(value.toString());
  }

  static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** The SQL of its text, as a search looks through it. */
  String searchSql(String column) {
    return column + "::text";
  }

  /** What a filter offers to ask of it; the first is offered first. */
  abstract List<Comparison> comparisons();

  boolean isSortable() {
    return true;
  }

  /** Whether people without an account may look a record up by it, typing it in. */
  boolean isMatchable() {
    return false;
  }

  static void type(ObjectNode schema, String type) {
    schema.putArray("type").add(type).add("null");
  }

  static void type(ObjectNode schema, String type, String format) {
    type(schema, type);
    schema.put("format", format);
  }
}
