package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the holder of a task may do with a field: it is hidden, readable, editable, or required. */
public enum TaskFieldAccess {
  HIDE,
  READ,
  EDIT,
  /** Edit, and it must be there when the task is done. */
  REQUIRE;

  @JsonValue
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static TaskFieldAccess named(String json) {
    return EnumJson.named(values(), TaskFieldAccess::json, json);
  }
}
