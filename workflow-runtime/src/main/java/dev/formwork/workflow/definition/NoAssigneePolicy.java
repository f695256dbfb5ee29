package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * What happens when no assignee is found.
 *
 * @param kind skip it, stop, or a role that takes it
 * @param role key; null unless it goes to a role
 */
public record NoAssigneePolicy(Kind kind, String role) {

  public static final NoAssigneePolicy STOP = new NoAssigneePolicy(Kind.STOP, null);

  /** What happens. */
  public enum Kind {
    SKIP,
    STOP,
    ROLE
  }

  /** {@code "skip"}, {@code "stop"} or {@code {"role": "…"}}. */
  @JsonCreator
  public static NoAssigneePolicy of(JsonNode json) {
    if (json.isObject() && json.path("role").isTextual()) {
      return new NoAssigneePolicy(Kind.ROLE, json.path("role").textValue());
    }
    return new NoAssigneePolicy(
        EnumJson.named(
            new Kind[] {Kind.SKIP, Kind.STOP},
            kind -> kind.name().toLowerCase(Locale.ROOT),
            json.asText()),
        null);
  }

  @JsonValue
  public Object json() {
    return kind == Kind.ROLE ? Map.of("role", role) : kind.name().toLowerCase(Locale.ROOT);
  }
}
