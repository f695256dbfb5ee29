package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Any number of a list of options. */
public record ChoicesField(FieldHead head, List<Option> options)
    implements Field, Optioned, Sampled {

  private static final Pattern SEPARATOR = Pattern.compile("[,;，；、|]");

  public ChoicesField {
    options = options == null ? List.of() : List.copyOf(options);
  }

  @Override
  public ChoicesField withHead(FieldHead changed) {
    return new ChoicesField(changed, options);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.list("options", "option", ChoiceField.MAX_OPTIONS).required("options");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.TEXTS);
  }

  @Override
  public List<Option> listed() {
    return options;
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.distinctKeys("/options", options);
  }

  @Override
  public Object normalize(Object value) {
    var keys = (List<?>) value;
    return keys.isEmpty() ? null : keys.stream().distinct().toList();
  }

  @Override
  public ValueCheck check() {
    var one = listedOnly();
    return value -> ((List<?>) value).stream().flatMap(key -> one.of(key).stream()).findFirst();
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.texts();
  }

  /** Options one after the other, however they are separated. */
  @Override
  public CellValue readText(String text, ZoneId zone) {
    var keys = new ArrayList<String>();
    for (var part : SEPARATOR.split(text)) {
      var key = optionNamed(part.strip());
      if (key.isEmpty()) {
        return new CellValue.Unusable(CoreProblem.IMPORT_NO_SUCH_OPTION, part.strip());
      }
      keys.add(key.get());
    }
    return new CellValue.Value(List.copyOf(keys));
  }

  @Override
  public List<String> sample(SampleSource source) {
    return options.stream().filter(one -> !one.retired()).limit(1).map(Option::key).toList();
  }
}
