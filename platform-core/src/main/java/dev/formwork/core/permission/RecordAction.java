package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.problem.MessageKeyArgument;
import java.util.Arrays;
import java.util.Locale;

/** What may be done with the records of a form. */
public enum RecordAction implements MessageKeyArgument {
  CREATE,
  READ,
  CHANGE,
  DELETE,
  IMPORT,
  EXPORT,
  PRINT,
  SHARE,
  /** Change or remove many records at once. */
  BULK,
  /** See who changed what. */
  HISTORY,
  /** Remove records for good. */
  MANAGE;

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for an unknown one: a word misspelt must not give more than
   *     was meant
   */
  @JsonCreator
  public static RecordAction named(String json) {
    return Arrays.stream(values())
        .filter(recordAction -> recordAction.json().equals(json))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown action: " + json));
  }

  @Override
  public String messageKey() {
    return "action." + name();
  }
}
