package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of an app that never changes; see {@link Key} for its shape. */
public record AppKey(@JsonValue String value) implements Comparable<AppKey> {

  @JsonCreator
  public AppKey {
    Key.checked("App", value);
  }

  @Override
  public int compareTo(AppKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
