package dev.formwork.designer.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.designer.definition.Difference;
import dev.formwork.designer.definition.Differences;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.Variable;
import java.util.List;
import java.util.Set;

/** What differs between two versions of a flow. Pure. */
final class FlowDifferences {

  /** Compared part by part. */
  private static final Set<String> APART = Set.of("trigger", "variables", "steps");

  private FlowDifferences() {}

  /** As people would list it; a step counts for itself, without those inside. */
  static List<Difference> between(FlowDefinition before, FlowDefinition after) {
    return new Differences()
        .whole("flow", before, after, APART)
        .whole("trigger", before.trigger(), after.trigger(), Set.of())
        .parts("variable", before.variables(), after.variables(), Variable::key, Variable::title)
        .parts(
            "step",
            StepTree.all(before.steps()).toList(),
            StepTree.all(after.steps()).toList(),
            Step::key,
            Step::title,
            FlowDifferences::alone)
        .list();
  }

  /** The JSON of a step without the steps inside. */
  static JsonNode alone(Step step) {
    JsonNode json = DefinitionJson.mapper().valueToTree(step);
    if (step instanceof ContainerStep container) {
      for (int block = 0; block < container.blocks().size(); block++) {
        var path = container.blockPath(block);
        int end = path.lastIndexOf('/');
        switch (json.at(path.substring(0, end))) {
          case ObjectNode around -> around.remove(path.substring(end + 1));
          case ArrayNode lanes -> lanes.setNull(Integer.parseInt(path.substring(end + 1)));
          default -> {}
        }
      }
    }
    return json;
  }
}
