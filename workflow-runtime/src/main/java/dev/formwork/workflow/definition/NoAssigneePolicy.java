package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  public static final NoAssigneePolicy SKIP = new NoAssigneePolicy(Kind.SKIP, null);

  /** A role takes it. */
  public static NoAssigneePolicy role(String key) {
    return new NoAssigneePolicy(Kind.ROLE, key);
  }

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

  static ObjectNode schema() {
    return ObjectSchema.either(
            ObjectSchema.words("skip", "stop"),
            new ObjectSchema().required("role").key("role").node())
        .put("description", "When nobody is found; unless given, it stops and tells.");
  }

  @JsonValue
  public Object json() {
    return kind == Kind.ROLE ? Map.of("role", role) : kind.name().toLowerCase(Locale.ROOT);
  }
}
