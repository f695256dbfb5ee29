package dev.formwork.core.record;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.Sight;
import java.io.IOException;

/** Writes the change-log entry of a change: each changed field with its old and new value. */
final class Changes {

  private Changes() {}

  static String ofCreation(CompiledForm form, RecordData created) {
    return between(form, new RecordData(form.slots()), created);
  }

  static String between(CompiledForm form, RecordData before, RecordData after) {
    return RecordJson.text(json -> write(json, form, before, after));
  }

  private static void write(
      JsonGenerator json, CompiledForm form, RecordData before, RecordData after)
      throws IOException {
    json.writeStartObject();
    for (var column : RecordDecision.changed(form, before, after)) {
      json.writeObjectFieldStart(column.name());
      if (before.get(column.slot()) != null) {
        json.writeFieldName("from");
        RecordJson.value(json, column, before.get(column.slot()));
      }
      if (after.get(column.slot()) != null) {
        json.writeFieldName("to");
        RecordJson.value(json, column, after.get(column.slot()));
      }
      json.writeEndObject();
    }
    for (var subform : form.subforms()) {
      if (!RecordDecision.same(before.rows(subform.slot()), after.rows(subform.slot()))) {
        json.writeObjectFieldStart(subform.field().key().value());
        json.writeFieldName("from");
        RecordJson.rows(json, subform, before.rows(subform.slot()), Sight.ALL);
        json.writeFieldName("to");
        RecordJson.rows(json, subform, after.rows(subform.slot()), Sight.ALL);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }
}
