package dev.formwork.core.field;

import java.util.List;

/** Any number of a list of options. */
public record ChoicesField(FieldHead head, List<Option> options) implements Field {

  public ChoicesField {
    options = options == null ? List.of() : List.copyOf(options);
  }

  @Override
  public ChoicesField withHead(FieldHead changed) {
    return new ChoicesField(changed, options);
  }
}
