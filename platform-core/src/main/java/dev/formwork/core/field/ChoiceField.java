package dev.formwork.core.field;

import java.util.List;

/** One of a list of options. */
public record ChoiceField(FieldHead head, List<Option> options) implements Field {

  public ChoiceField {
    options = options == null ? List.of() : List.copyOf(options);
  }

  @Override
  public ChoiceField withHead(FieldHead changed) {
    return new ChoiceField(changed, options);
  }
}
