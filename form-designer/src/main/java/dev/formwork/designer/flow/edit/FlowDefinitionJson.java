package dev.formwork.designer.flow.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;

/** Flows and steps as JSON trees, which the inputs of the designer edit. */
public final class FlowDefinitionJson {

  /** Questions that definitions answer are no properties. */
  private static final JsonMapper WRITER =
      DefinitionJson.mapper().rebuild().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

  private FlowDefinitionJson() {}

  public static ObjectNode of(Object definition) {
    return WRITER.valueToTree(definition);
  }

  /**
   * @throws IllegalArgumentException when it is no step
   */
  public static Step step(JsonNode json) {
    return read(json, Step.class);
  }

  public static FlowDefinition flow(JsonNode json) {
    return read(json, FlowDefinition.class);
  }

  private static <T> T read(JsonNode json, Class<T> type) {
    try {
      return DefinitionJson.read(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
