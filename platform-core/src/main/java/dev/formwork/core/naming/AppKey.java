package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The name of an app that never changes; see {@link Key} for its shape. */
public record AppKey(@JsonValue String value) implements Comparable<AppKey> {

  @JsonCreator
  public AppKey {
    Key.checked("App", value);
  }

  /** The key a text is; empty when it cannot be one. */
  public static Optional<AppKey> parse(String text) {
    return Key.isValid(text) ? Optional.of(new AppKey(text)) : Optional.empty();
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
