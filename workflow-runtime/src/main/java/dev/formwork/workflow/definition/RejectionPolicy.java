package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a rejection does to the flow.
 *
 * @param returns whether it goes back rather than ends
 * @param step where to; null: to the submitter
 */
public record RejectionPolicy(boolean returns, String step) {

  public static final RejectionPolicy END = new RejectionPolicy(false, null);

  /** {@code "end"}, {@code "return"} or {@code {"return": "step"}}. */
  @JsonCreator
  public static RejectionPolicy of(JsonNode json) {
    if (json.isObject() && json.path("return").isTextual()) {
      return new RejectionPolicy(true, json.path("return").textValue());
    }
    var word = EnumJson.named(new String[] {"end", "return"}, one -> one, json.asText());
    return word.equals("end") ? END : new RejectionPolicy(true, null);
  }

  static ObjectNode schema() {
    return ObjectSchema.either(
            ObjectSchema.words("end", "return"),
            new ObjectSchema().required("return").key("return").node())
        .put("description", "What a rejection does; unless given, the flow ends.");
  }

  RejectionPolicy withKeys(UnaryOperator<String> keys) {
    return step == null ? this : new RejectionPolicy(returns, keys.apply(step));
  }

  @JsonValue
  public Object json() {
    return !returns ? "end" : step == null ? "return" : Map.of("return", step);
  }
}
