package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.util.Optional;

/**
 * A number given by the server, such as {@code Q-2026-00042}; unique, never reused, gaps possible.
 *
 * @param prefix before the number, nullable
 * @param digits at least so many, padded with zeros; nullable: 5
 * @param perYear the year follows the prefix and the count starts again with it
 */
public record SerialField(FieldHead head, String prefix, Integer digits, boolean perYear)
    implements Field, Maskable {

  /** The number as people read it. */
  public String format(int year, long number) {
    var text = new StringBuilder(prefix == null ? "" : prefix);
    if (perYear) {
      text.append(year).append("-");
    }
    var plain = Long.toString(number);
    text.repeat("0", Math.max(0, (digits == null ? 5 : digits) - plain.length()));
    return text.append(plain).toString();
  }

  @Override
  public SerialField withHead(FieldHead changed) {
    return new SerialField(changed, prefix, digits, perYear);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.text("prefix", 20).between("digits", 1, 12).flag("perYear");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.TEXT);
  }

  @Override
  public boolean isEntered() {
    return false;
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    if (check.isInsideSubform()) {
      check.problem("", CoreProblem.NOT_IN_SUBFORM, key());
    }
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.text((String) value);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.text();
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return new CellValue.Value(text);
  }
}
