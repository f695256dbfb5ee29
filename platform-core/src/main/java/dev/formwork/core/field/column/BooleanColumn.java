package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.util.List;

/** Yes or no. */
final class BooleanColumn extends PlainColumn<Boolean> {

  BooleanColumn() {
    super(Boolean.class, "boolean", ValueType.BOOLEAN);
  }

  @Override
  String catalogName() {
    return "bool";
  }

  @Override
  void write(JsonGenerator json, Boolean value) throws IOException {
    json.writeBoolean(value);
  }

  @Override
  void describe(ObjectNode schema) {
    type(schema, "boolean");
  }

  @Override
  Boolean parse(String text) {
    return Boolean.valueOf(text);
  }

  @Override
  String literal(Boolean value) {
    return value ? "TRUE" : "FALSE";
  }

  @Override
  List<Comparison> comparisons() {
    return Comparison.SAME;
  }
}
