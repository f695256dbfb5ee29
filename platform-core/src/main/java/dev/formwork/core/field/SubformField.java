package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Rows that belong to the record, such as the lines of a quote. A row is no record of its own: it
 * is written with its parent.
 *
 * @param fields of a row; no subform among them
 * @param minRows nullable
 * @param maxRows nullable: 1,000
 */
public record SubformField(FieldHead head, List<Field> fields, Integer minRows, Integer maxRows)
    implements Field {

  public SubformField {
    fields = fields == null ? List.of() : List.copyOf(fields);
  }

  public int rowLimit() {
    return maxRows != null ? maxRows : 1_000;
  }

  @Override
  public SubformField withHead(FieldHead changed) {
    return new SubformField(changed, fields, minRows, maxRows);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.list("fields", "field", 100).count("minRows").count("maxRows").required("fields");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.empty();
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    if (check.isInsideSubform()) {
      check.problem("", CoreProblem.NOT_IN_SUBFORM, key());
      return;
    }
    if (fields.isEmpty()) {
      check.problem("/fields", CoreProblem.SUBFORM_WITHOUT_FIELDS, key());
    }
    check.rows(fields);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.rows(this);
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_COLUMN, key());
  }
}
