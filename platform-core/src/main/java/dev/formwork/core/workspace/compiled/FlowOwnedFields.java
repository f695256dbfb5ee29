package dev.formwork.core.workspace.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.compile.FlowOwnedField;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.Title;
import dev.formwork.core.workspace.definition.StoredDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The fields that published flows declare as their own ({@code owns}), by form and field, so that
 * screens show them as locked.
 */
final class FlowOwnedFields {

  private FlowOwnedFields() {}

  static Map<String, Map<String, FlowOwnedField>> of(List<StoredDefinition> definitions) {
    var forms = new HashMap<String, Map<String, FlowOwnedField>>();
    definitions.stream()
        .filter(one -> one.kind() == DefinitionKind.FLOW && one.publishedVersion() > 0)
        .map(one -> StoredDefinition.tree(one.published()))
        .filter(flow -> flow.path("form").isTextual())
        .forEach(
            flow ->
                flow.path("owns")
                    .forEach(
                        owned ->
                            forms
                                .computeIfAbsent(
                                    flow.path("form").textValue(), _ -> new HashMap<>())
                                .merge(
                                    owned.path("field").asText(),
                                    field(flow, owned),
                                    FlowOwnedField::with)));
    forms.replaceAll((_, fields) -> Map.copyOf(fields));
    return Map.copyOf(forms);
  }

  private static FlowOwnedField field(JsonNode flow, JsonNode owned) {
    var title = flow.path("title");
    return new FlowOwnedField(
        owned.path("field").asText(),
        new Title(title.path("en").asText(null), title.path("zh").asText(null)),
        StreamSupport.stream(owned.path("byHand").spliterator(), false)
            .map(move -> new FlowOwnedField.Move(keys(move.path("from")), keys(move.path("to"))))
            .toList());
  }

  private static Set<String> keys(JsonNode list) {
    var keys = new HashSet<String>();
    list.forEach(key -> keys.add(key.asText()));
    return keys;
  }
}
