package dev.formwork.core.record.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.core.rights.RecordVisibility;
import java.io.IOException;

/** Writes the change-log entry of a change: each changed field with its old and new value. */
final class ChangeLogEntry {

  private ChangeLogEntry() {}

  static String ofCreation(CompiledForm form, RecordData created) {
    return between(form, new RecordData(form.slots()), created);
  }

  static String between(CompiledForm form, RecordData before, RecordData after) {
    return RecordJsonWriter.text(json -> write(json, form, before, after));
  }

  private static void write(
      JsonGenerator json, CompiledForm form, RecordData before, RecordData after)
      throws IOException {
    json.writeStartObject();
    for (var column : ValueEquality.changed(form, before, after)) {
      json.writeObjectFieldStart(column.name());
      if (before.get(column.slot()) != null) {
        json.writeFieldName("from");
        RecordJsonWriter.value(json, column, before.get(column.slot()));
      }
      if (after.get(column.slot()) != null) {
        json.writeFieldName("to");
        RecordJsonWriter.value(json, column, after.get(column.slot()));
      }
      json.writeEndObject();
    }
    for (var subform : form.subforms()) {
      if (!ValueEquality.same(before.rows(subform.slot()), after.rows(subform.slot()))) {
        json.writeObjectFieldStart(subform.field().key().value());
        json.writeFieldName("from");
        RecordJsonWriter.rows(json, subform, before.rows(subform.slot()), RecordVisibility.ALL);
        json.writeFieldName("to");
        RecordJsonWriter.rows(json, subform, after.rows(subform.slot()), RecordVisibility.ALL);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }
}
