package dev.formwork.designer.flow;

import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A flow of which there is a published version. */
public record PublishedFlow(FlowDefinition definition, int version) {

  /** Those among an app's definitions. */
  public static List<PublishedFlow> among(List<StoredDefinition> definitions) {
    return definitions.stream()
        .filter(one -> one.kind() == DefinitionKind.FLOW && one.publishedVersion() > 0)
        .map(
            one ->
                new PublishedFlow(one.readPublished(FlowDefinition.class), one.publishedVersion()))
        .toList();
  }

  /** By key. */
  public static Map<String, Integer> versions(List<PublishedFlow> flows) {
    return flows.stream()
        .collect(Collectors.toMap(flow -> flow.definition.key().value(), PublishedFlow::version));
  }
}
