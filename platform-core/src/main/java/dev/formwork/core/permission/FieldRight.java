package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.problem.MessageKeyArgument;
import java.util.Arrays;
import java.util.Locale;

/** How far a field is open, from least to most. */
public enum FieldRight implements MessageKeyArgument {
  /** Not there. */
  HIDDEN,
  /** There, with most of its letters covered. */
  MASKED,
  READ,
  WRITE;

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for an unknown one: a word misspelt must not give more than
   *     was meant
   */
  @JsonCreator
  public static FieldRight named(String json) {
    return Arrays.stream(values())
        .filter(right -> right.json().equals(json))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown right: " + json));
  }

  public boolean isReadable() {
    return compareTo(READ) >= 0;
  }

  public FieldRight orMore(FieldRight other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public FieldRight atMost(FieldRight other) {
    return compareTo(other) <= 0 ? this : other;
  }

  @Override
  public String messageKey() {
    return "right." + name();
  }
}
