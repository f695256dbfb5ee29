package dev.formwork.designer.flow.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import java.util.Map;
import java.util.Set;

/** Flows and steps as JSON trees, which the inputs of the designer edit. */
public final class FlowDefinitionJson {

  /** Properties that name a step. */
  private static final Set<String> NAMING = Set.of("key", "step", "return", "chosenBy");

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

  /** The step with other keys wherever the old ones are named. */
  static Step renamed(Step step, Map<String, String> keys) {
    var json = of(step);
    rename(json, keys);
    return step(json);
  }

  private static void rename(JsonNode json, Map<String, String> keys) {
    if (json instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              property -> {
                var value = property.getValue();
                if (NAMING.contains(property.getKey())
                    && value.isTextual()
                    && keys.containsKey(value.textValue())) {
                  property.setValue(object.textNode(keys.get(value.textValue())));
                } else {
                  rename(value, keys);
                }
              });
    } else {
      json.forEach(inner -> rename(inner, keys));
    }
  }
}
