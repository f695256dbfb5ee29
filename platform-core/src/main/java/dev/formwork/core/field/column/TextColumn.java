package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** Collated by code point, so that order is the same on every server and in the JVM. */
final class TextColumn extends PlainColumn<String> {

  TextColumn() {
    super(String.class, "text", ValueType.TEXT);
  }

  @Override
  String ddl() {
    return "text COLLATE \"C\"";
  }

  @Override
  void write(JsonGenerator json, String value) throws IOException {
    json.writeString(value);
  }

  @Override
  void describe(ObjectNode schema) {
    type(schema, "string");
  }

  @Override
  Object fit(Object result, ZoneId zone) {
    return CompiledExpression.text(result);
  }

  @Override
  String parse(String text) {
    return text;
  }

  @Override
  String searchSql(String column) {
    return column;
  }

  @Override
  List<Comparison> comparisons() {
    return List.of(
        Comparison.CONTAINS,
        Comparison.IS,
        Comparison.IS_NOT,
        Comparison.EMPTY,
        Comparison.NOT_EMPTY);
  }

  @Override
  boolean isMatchable() {
    return true;
  }
}
