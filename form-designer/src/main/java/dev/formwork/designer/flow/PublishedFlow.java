package dev.formwork.designer.flow;

import dev.formwork.core.workspace.DefinitionKind;
import dev.formwork.core.workspace.StoredDefinition;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;

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
}
