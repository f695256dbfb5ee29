package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.problem.MessageKeyArgument;
import java.util.Arrays;
import java.util.Locale;

/** What someone is in an app, from least to most. */
public enum AppRole implements MessageKeyArgument {
  /** Works with records, as the permission sets of the forms say. */
  USER,
  /** Reads every record and its history; changes nothing. */
  AUDITOR,
  /** Changes forms, functions and scripts; works with records as a user. */
  DESIGNER,
  /** Changes permissions, too, and may do everything with every record. */
  ADMINISTRATOR;

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Null for an unknown one; the validator names it. */
  @JsonCreator
  public static AppRole named(String json) {
    return Arrays.stream(values())
        .filter(role -> role.json().equals(json))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String messageKey() {
    return "app-role." + name();
  }
}
