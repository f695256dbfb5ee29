package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/** Days. */
final class DateColumn extends PlainColumn<LocalDate> {

  DateColumn() {
    super(LocalDate.class, "date", ValueType.DATE);
  }

  @Override
  void write(JsonGenerator json, LocalDate value) throws IOException {
    json.writeString(value.toString());
  }

  @Override
  void describe(ObjectNode schema) {
    type(schema, "string", "date");
  }

  @Override
  LocalDate parse(String text) {
    return LocalDate.parse(text);
  }

  @Override
  List<Comparison> comparisons() {
    return Comparison.ORDERED;
  }

  @Override
  boolean isMatchable() {
    return true;
  }
}
