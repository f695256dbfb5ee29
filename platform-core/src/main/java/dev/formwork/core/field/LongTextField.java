package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * Text of several lines, without mark-up.
 *
 * @param maxLength in characters, nullable
 */
public record LongTextField(FieldHead head, Integer maxLength) implements Field, Maskable, Sampled {

  /**
   * The longest that one takes unless it says otherwise; keeps one record from filling a server.
   */
  private static final int MAX_LENGTH = 100_000;

  @Override
  public LongTextField withHead(FieldHead changed) {
    return new LongTextField(changed, maxLength);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.count("maxLength");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.TEXT);
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.lines((String) value);
  }

  @Override
  public ValueCheck check() {
    return ValueCheck.longest(maxLength != null ? maxLength : MAX_LENGTH);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.text();
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return new CellValue.Value(text);
  }

  @Override
  public String sample(SampleSource source) {
    return TextField.cut(source.text(this), maxLength);
  }
}
