package dev.formwork.core.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.column.Comparison;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One of a list of options.
 *
 * @param dependsOn a choice beside it whose value narrows the options offered; nullable. Each
 *     option then says under which values it is offered.
 */
public record ChoiceField(FieldHead head, List<Option> options, FieldKey dependsOn)
    implements Field, Optioned, Groupable, Sampled {

  /** As many as a list of options takes. */
  static final int MAX_OPTIONS = 1_000;

  public ChoiceField {
    options = options == null ? List.of() : List.copyOf(options);
  }

  public ChoiceField withOptions(List<Option> changed) {
    return new ChoiceField(head, changed, dependsOn);
  }

  public ChoiceField withDependsOn(FieldKey changed) {
    return new ChoiceField(head, options, changed);
  }

  public Optional<Option> option(String key) {
    return options.stream().filter(option -> option.key().equals(key)).findFirst();
  }

  @Override
  public ChoiceField withHead(FieldHead changed) {
    return new ChoiceField(changed, options, dependsOn);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.list("options", "option", MAX_OPTIONS).key("dependsOn").required("options");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.TEXT);
  }

  @Override
  public List<Option> listed() {
    return options;
  }

  @Override
  public List<String> groups() {
    return optionKeys();
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.distinctKeys("/options", options);
    var seen = new HashSet<FieldKey>();
    seen.add(key());
    for (var next = dependsOn; next != null; ) {
      if (!(sibling(check, next) instanceof ChoiceField above)) {
        check.problem("/dependsOn", CoreProblem.CASCADE_NEEDS_CHOICE, next);
        return;
      }
      if (!seen.add(next)) {
        check.problem("/dependsOn", CoreProblem.COMPUTED_CYCLE, key() + " → " + next);
        return;
      }
      next = above.dependsOn;
    }
  }

  private static Field sibling(SettingsCheck check, FieldKey key) {
    return check.siblings().stream()
        .filter(field -> field.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.text((String) value);
  }

  @Override
  public ValueCheck check() {
    return listedOnly();
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.text();
  }

  @Override
  public CellValue readText(String text, ZoneId zone) {
    return CellValue.of(optionNamed(text), CoreProblem.IMPORT_NO_SUCH_OPTION, text);
  }

  @Override
  public List<Comparison> comparisons(ColumnType column) {
    return Comparison.ofListed(column);
  }

  @Override
  public void describeValue(ObjectNode schema) {
    Groupable.describe(groups(), schema);
  }

  @Override
  public String sample(SampleSource source) {
    return options.stream()
        .filter(one -> !one.retired() && one.isOfferedUnder((String) source.above()))
        .findFirst()
        .map(Option::key)
        .orElse(null);
  }
}
