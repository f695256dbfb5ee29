package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of texts. */
final class TextsColumn extends ColumnFormat<String[], Object> {

  TextsColumn() {
    super(String[].class, Object.class);
  }

  @Override
  String cast() {
    return "text[]";
  }

  @Override
  String catalogName() {
    return "_text";
  }

  @Override
  ValueType valueType() {
    return ValueType.TEXTS;
  }

  @Override
  List<String> fromSql(String[] sql) {
    return Arrays.asList(sql);
  }

  @Override
  String[] toSql(Object value) {
    return ((List<?>) value).toArray(String[]::new);
  }

  /** Arrays of arrays are tables to PostgreSQL, so each list is its text. */
  @Override
  String arrayCast() {
    return "text[]";
  }

  @Override
  Object element(String[] sql) {
    return Arrays.stream(sql)
        .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  void write(JsonGenerator json, Object value) throws IOException {
    json.writeStartArray();
    for (var text : (List<?>) value) {
      json.writeString((String) text);
    }
    json.writeEndArray();
  }

  @Override
  void describe(ObjectNode schema) {
    type(schema, "array");
    schema.putObject("items").put("type", "string");
  }

  @Override
  Object fit(Object result, ZoneId zone) {
    return result instanceof Collection<?> ? result : List.of(CompiledExpression.text(result));
  }

  @Override
  Object parse(String text) {
    throw new UnsupportedOperationException("Lists are not sorted by");
  }

  @Override
  String searchSql(String column) {
    return "array_to_string(" + column + ", ', ')";
  }

  @Override
  List<Comparison> comparisons() {
    return List.of(Comparison.EMPTY, Comparison.NOT_EMPTY);
  }

  @Override
  boolean isSortable() {
    return false;
  }
}
