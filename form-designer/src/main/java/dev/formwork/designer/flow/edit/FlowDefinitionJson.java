package dev.formwork.designer.flow.edit;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.FlowDefinition;

/** Flows as JSON trees, as drafts are saved and shown. */
public final class FlowDefinitionJson {

  /** Questions that definitions answer are no properties. */
  private static final JsonMapper WRITER =
      DefinitionJson.mapper().rebuild().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

  private FlowDefinitionJson() {}

  public static ObjectNode of(FlowDefinition flow) {
    return WRITER.valueToTree(flow);
  }
}
