package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Records of another table, by id. */
final class LookupColumn extends ColumnFormat<UUID, RecordRef> {

  LookupColumn() {
    super(UUID.class, RecordRef.class);
  }

  @Override
  String cast() {
    return "uuid";
  }

  @Override
  ValueType valueType() {
    return ValueType.RECORD;
  }

  /** Nothing but a lookup points to a record, for only it has a foreign key. */
  @Override
  boolean holdsResults() {
    return false;
  }

  @Override
  RecordRef fromSql(UUID sql) {
    return new RecordRef(sql, null);
  }

  @Override
  UUID toSql(RecordRef value) {
    return value.id();
  }

  @Override
  void write(JsonGenerator json, RecordRef value) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", value.id().toString());
    if (value.title() != null) {
      json.writeStringField("title", value.title());
    }
    json.writeEndObject();
  }

  @Override
  void describe(ObjectNode schema) {
    schema.put("description", "Written as an id; read as {id, title}");
    schema.putArray("type").add("object").add("string").add("null");
  }

  @Override
  Object fit(Object result, ZoneId zone) {
    return new RecordRef(RecordRef.id(result), null);
  }

  @Override
  RecordRef parse(String text) {
    return new RecordRef(UUID.fromString(text), null);
  }

  @Override
  String literal(RecordRef value) {
    return quoted(value.id().toString());
  }

  @Override
  List<Comparison> comparisons() {
    return Comparison.SAME;
  }
}
