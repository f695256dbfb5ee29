package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

  /** Options one after the other, however they are separated; a title may hold such a sign. */
  @Override
  public CellValue readText(String text, TextFormat format) {
    var ends = ends(text);
    var keys = new ArrayList<String>();
    for (int begin = 0; begin <= text.length(); ) {
      int longest = longestOption(text, begin, ends);
      if (longest < 0) {
        int next = ends.stream().filter(after(begin)).findFirst().orElseThrow();
        return new CellValue.Unusable(
            CoreProblem.IMPORT_NO_SUCH_OPTION, text.substring(begin, next).strip());
      }
      keys.add(optionNamed(text.substring(begin, longest).strip()).orElseThrow());
      begin = longest + 1;
    }
    return new CellValue.Value(List.copyOf(keys));
  }

  /** Where options may end: at the separators, and where the text does. */
  private static List<Integer> ends(String text) {
    var ends = new ArrayList<Integer>();
    SEPARATOR.matcher(text).results().forEach(found -> ends.add(found.start()));
    ends.add(text.length());
    return ends;
  }

  private static Predicate<Integer> after(int begin) {
    return end -> end >= begin;
  }

  /** The last end up to which an option is named; -1: none. */
  private int longestOption(String text, int begin, List<Integer> ends) {
    return ends.reversed().stream()
        .filter(after(begin))
        .filter(end -> optionNamed(text.substring(begin, end).strip()).isPresent())
        .findFirst()
        .orElse(-1);
  }

  @Override
  public List<String> sample(SampleSource source) {
    return options.stream().filter(one -> !one.retired()).limit(1).map(Option::key).toList();
  }
}
