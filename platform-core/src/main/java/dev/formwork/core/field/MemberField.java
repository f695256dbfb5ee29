package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * A member of the workspace.
 *
 * @param defaultMe a new record starts with whoever makes it
 */
public record MemberField(FieldHead head, boolean defaultMe) implements Field, Indexed, Sampled {

  @Override
  public MemberField withHead(FieldHead changed) {
    return new MemberField(changed, defaultMe);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.flag("defaultMe");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.MEMBER);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.id();
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return new CellValue.NamedMember(text);
  }

  @Override
  public UUID initial(UUID me) {
    return defaultMe ? me : null;
  }

  @Override
  public UUID sample(SampleSource source) {
    return source.me();
  }
}
