package dev.formwork.core.record.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.record.query.RecordPage;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;

/** Records as JSON, written straight from their values. */
public final class RecordJsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private RecordJsonWriter() {}

  /** Something that writes itself. */
  @FunctionalInterface
  public interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  public static String text(Writing writing) {
    var out = new StringWriter(512);
    try (var json = FACTORY.createGenerator(out)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** As UTF-8, which is what an answer needs: it saves making and encoding a text. */
  public static byte[] bytes(Writing writing) {
    var out = new ByteArrayOutputStream(1024);
    try (var json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * @param keys of the fields wanted; empty: all
   */
  public static void write(
      JsonGenerator json, CompiledForm form, StoredRecord record, List<String> keys)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", record.id().toString());
    json.writeNumberField("version", record.version());
    var recordVisibility = record.sight();
    if (recordVisibility.isTitled()) {
      json.writeStringField("record_title", record.title());
    }
    moment(json, "created_at", record.createdAt());
    text(json, "created_by", record.createdBy());
    moment(json, "updated_at", record.updatedAt());
    text(json, "updated_by", record.updatedBy());
    for (var column : form.columns()) {
      if (recordVisibility.shows(column) && (keys.isEmpty() || keys.contains(column.name()))) {
        json.writeFieldName(column.name());
        value(json, column, record.data().get(column.slot()));
      }
    }
    for (var subform : form.subforms()) {
      if (record.data().get(subform.slot()) != null
          && recordVisibility.shows(subform)
          && (keys.isEmpty() || keys.contains(subform.field().key().value()))) {
        json.writeFieldName(subform.field().key().value());
        rows(json, subform, record.data().rows(subform.slot()), recordVisibility);
      }
    }
    json.writeEndObject();
  }

  /**
   * A page of a list.
   *
   * @param count nullable: nobody asked
   */
  public static void page(
      JsonGenerator json, CompiledForm form, RecordPage recordPage, Long count, List<String> keys)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("items");
    for (var record : recordPage.items()) {
      write(json, form, record, keys);
    }
    json.writeEndArray();
    json.writeStringField("nextCursor", recordPage.nextCursor());
    if (count != null) {
      json.writeNumberField("count", count);
    }
    json.writeEndObject();
  }

  public static void rows(
      JsonGenerator json,
      CompiledSubform subform,
      List<RecordData> rows,
      RecordVisibility recordVisibility)
      throws IOException {
    json.writeStartArray();
    for (var row : rows) {
      json.writeStartObject();
      if (row.id() != null) {
        json.writeStringField("id", row.id().toString());
      }
      for (var column : subform.columns()) {
        if (recordVisibility.shows(subform, column)) {
          json.writeFieldName(column.name());
          value(json, column, row.get(column.slot()));
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  public static void value(JsonGenerator json, Column column, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      column.type().write(json, value);
    }
  }

  private static void moment(JsonGenerator json, String name, OffsetDateTime moment)
      throws IOException {
    json.writeStringField(name, IsoDates.utc(moment));
  }

  private static void text(JsonGenerator json, String name, Object value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value.toString());
    }
  }
}
