package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a field that never changes; see {@link Key} for its shape. */
public record FieldKey(@JsonValue String value) implements Comparable<FieldKey> {

  @JsonCreator
  public FieldKey {
    Key.checked("Field", value);
  }

  @Override
  public int compareTo(FieldKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
