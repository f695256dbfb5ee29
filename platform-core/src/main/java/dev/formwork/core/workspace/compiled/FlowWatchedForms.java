package dev.formwork.core.workspace.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.workspace.definition.StoredDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The forms whose record changes published flows react to, or whose records they lock. Changes of
 * other forms cost nothing for flows.
 */
final class FlowWatchedForms {

  private FlowWatchedForms() {}

  static Set<String> of(List<StoredDefinition> definitions) {
    var forms = new HashSet<String>();
    definitions.stream()
        .filter(one -> one.kind() == DefinitionKind.FLOW && one.publishedVersion() > 0)
        .forEach(one -> collect(StoredDefinition.tree(one.published()), forms));
    return forms;
  }

  private static void collect(JsonNode flow, Set<String> forms) {
    if (flow.path("form").isTextual()) {
      forms.add(flow.path("form").textValue());
    }
    flow.findParents("type").stream()
        .filter(step -> step.path("type").asText().equals("forEach"))
        .filter(step -> step.path("form").isTextual())
        .filter(step -> step.findValuesAsText("type").contains("approve"))
        .forEach(step -> forms.add(step.path("form").textValue()));
    flow.findValues("event")
        .forEach(
            event -> {
              if (event.path("form").isTextual()) {
                forms.add(event.path("form").textValue());
              }
            });
  }
}
