package dev.formwork.core.field;

import dev.formwork.core.naming.FieldKey;
import java.util.List;
import java.util.Optional;

/**
 * One of a list of options.
 *
 * @param dependsOn a choice beside it whose value narrows the options offered; nullable. Each
 *     option then says under which values it is offered.
 */
public record ChoiceField(FieldHead head, List<Option> options, FieldKey dependsOn)
    implements Field {

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
}
