package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/** Moments, in UTC wherever they leave the server. */
final class DateTimeColumn extends PlainColumn<OffsetDateTime> {

  DateTimeColumn() {
    super(OffsetDateTime.class, "timestamptz", ValueType.DATE_TIME);
  }

  @Override
  void write(JsonGenerator json, OffsetDateTime value) throws IOException {
    json.writeString(IsoDates.utc(value));
  }

  @Override
  void describe(ObjectNode schema) {
    type(schema, "string", "date-time");
  }

  /** A day is its midnight. */
  @Override
  Object fit(Object result, ZoneId zone) {
    return result instanceof LocalDate day ? day.atStartOfDay(zone).toOffsetDateTime() : result;
  }

  @Override
  OffsetDateTime parse(String text) {
    return OffsetDateTime.parse(text);
  }

  @Override
  List<Comparison> comparisons() {
    return Comparison.ORDERED;
  }
}
