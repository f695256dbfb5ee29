package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A link to one record of a form of the same app.
 *
 * @param form the form looked into
 * @param onDelete what happens here when the record looked up is deleted for good; nullable: refuse
 * @param filter which records may be chosen: an expression over the form looked into, where {@code
 *     THIS.x} is a field here; nullable: all
 * @param fill what choosing a record fills in: field here → field there
 */
public record LookupField(
    FieldHead head, FormKey form, OnDelete onDelete, String filter, Map<String, String> fill)
    implements Field, Indexed, Sampled {

  /** What deleting the target for good does to the records that point to it. */
  public enum OnDelete {
    @JsonProperty("refuse")
    REFUSE,
    @JsonProperty("clear")
    CLEAR
  }

  public LookupField {
    fill = fill == null ? Map.of() : Map.copyOf(fill);
  }

  public LookupField withForm(FormKey changed) {
    return new LookupField(head, changed, onDelete, filter, fill);
  }

  public LookupField withFilter(String changed) {
    return new LookupField(head, form, onDelete, changed, fill);
  }

  public LookupField withFill(Map<String, String> changed) {
    return new LookupField(head, form, onDelete, filter, changed);
  }

  @Override
  public LookupField withHead(FieldHead changed) {
    return new LookupField(changed, form, onDelete, filter, fill);
  }

  static void describeSettings(SettingsSchema schema) {
    schema
        .key("form")
        .oneOf("onDelete", "refuse", "clear")
        .expression("filter")
        .keys("fill", 100)
        .required("form");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.LOOKUP);
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    if (!check.isForm(form)) {
      check.problem("/form", CoreProblem.UNKNOWN_FORM, form);
    }
  }

  /** A record by its id, or in the form it is read in: {@code {"id": …, "title": …}}. */
  @Override
  public Object readJson(JsonValue json) throws IOException {
    var id = json.idOrObject();
    return id == null ? null : new RecordRef(id, null);
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return new CellValue.NamedRecord(text);
  }

  @Override
  public RecordRef sample(SampleSource source) {
    return source.record(this);
  }
}
