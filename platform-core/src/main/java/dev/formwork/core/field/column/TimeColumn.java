package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.LocalTime;
import java.util.List;

/** Times of day, to the second, on no certain day and in no certain zone. */
final class TimeColumn extends PlainColumn<LocalTime> {

  TimeColumn() {
    super(LocalTime.class, "time", ValueType.TIME);
  }

  /** Without seconds when there are none. */
  @Override
  void write(JsonGenerator json, LocalTime value) throws IOException {
    json.writeString(value.toString());
  }

  /** JSON Schema's own format of times has an offset. */
  @Override
  void describe(ObjectNode schema) {
    type(schema, "string");
    schema.put("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$");
  }

  @Override
  LocalTime parse(String text) {
    return LocalTime.parse(text);
  }

  @Override
  List<Comparison> comparisons() {
    return Comparison.ORDERED;
  }
}
