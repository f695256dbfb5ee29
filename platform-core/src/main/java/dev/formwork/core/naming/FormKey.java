package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a form that never changes; see {@link Key} for its shape. */
public record FormKey(@JsonValue String value) implements Comparable<FormKey> {

  @JsonCreator
  public FormKey {
    Key.checked("Form", value);
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
