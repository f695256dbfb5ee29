package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The name of a form that never changes; see {@link Key} for its shape. */
public record FormKey(@JsonValue String value) implements Comparable<FormKey> {

  @JsonCreator
  public FormKey {
    Key.checked("Form", value);
  }

  /** The key a text is; empty when it cannot be one. */
  public static Optional<FormKey> parse(String text) {
    return Key.isValid(text) ? Optional.of(new FormKey(text)) : Optional.empty();
  }

  @Override
  public int compareTo(FormKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
