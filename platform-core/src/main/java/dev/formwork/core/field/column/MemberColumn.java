package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Members, by id. */
final class MemberColumn extends PlainColumn<UUID> {

  MemberColumn() {
    super(UUID.class, "uuid", ValueType.MEMBER);
  }

  @Override
  void write(JsonGenerator json, UUID value) throws IOException {
    json.writeString(value.toString());
  }

  @Override
  void describe(ObjectNode schema) {
    type(schema, "string", "uuid");
  }

  @Override
  Object fit(Object result, ZoneId zone) {
    return RecordRef.id(result);
  }

  @Override
  UUID parse(String text) {
    return UUID.fromString(text);
  }

  @Override
  List<Comparison> comparisons() {
    return Comparison.SAME;
  }
}
