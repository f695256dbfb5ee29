package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.problem.Worded;
import java.util.Arrays;
import java.util.Locale;

/** What may be done with the records of a form. */
public enum Action implements Worded {
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

  /** Null for an unknown one; the validator names it. */
  @JsonCreator
  public static Action named(String json) {
    return Arrays.stream(values())
        .filter(action -> action.json().equals(json))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String messageKey() {
    return "action." + name();
  }
}
