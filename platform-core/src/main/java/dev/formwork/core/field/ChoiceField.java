package dev.formwork.core.field;

import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.problem.CoreProblem;
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
    implements SingleChoice, Sampled {

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
  public List<Option> listed() {
    return options;
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
  public String sample(SampleSource source) {
    return options.stream()
        .filter(one -> !one.retired() && one.isOfferedUnder((String) source.above()))
        .findFirst()
        .map(Option::key)
        .orElse(null);
  }
}
