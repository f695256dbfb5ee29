package dev.formwork.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.formwork.core.definition.DefinitionJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON Schema (2020-12) of flows: what stands around the steps, completed by what each type of
 * step says of itself.
 */
public final class FlowSchema {

  private FlowSchema() {}

  /** The whole schema; a copy of the caller's own. */
  public static JsonNode tree() {
    try (var in = FlowSchema.class.getResourceAsStream("flow.schema.json")) {
      var schema = DefinitionJson.mapper().readTree(in);
      var steps = (ArrayNode) schema.at("/$defs/step/oneOf");
      for (var type : StepType.values()) {
        steps.add(type.schema());
      }
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text() {
    return tree().toPrettyString();
  }
}
