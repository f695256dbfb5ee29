package dev.formwork.core.importexport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.JsonMistake;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.json.RecordJsonReader;
import dev.formwork.core.record.value.RecordInput;
import java.util.List;

/** The values that a record had before a change. Pure. */
final class EarlierValues {

  private static final String ROW_ID = "id";

  private EarlierValues() {}

  /**
   * @param changes as the change log has them: {@code {"amount": {"from": 1, "to": 2}}}
   * @throws Refusal when the form does not take such values any more
   */
  static RecordInput of(CompiledForm form, String changes) {
    try {
      var log = DefinitionJson.tree(changes);
      var earlier = DefinitionJson.mapper().createObjectNode();
      form.definition().fields().stream()
          .filter(field -> field.isEntered() || field instanceof SubformField)
          .map(field -> field.key().value())
          .filter(log::has)
          .forEach(key -> earlier.set(key, before(log.get(key))));
      var read = RecordJsonReader.read(form, earlier.toString());
      if (!read.problems().isEmpty()) {
        throw Refusal.invalid(read.problems());
      }
      return read.input();
    } catch (JsonProcessingException e) {
      throw Refusal.invalid(List.of(JsonMistake.of(e)));
    }
  }

  /** Rows that the change removed come back as new ones: theirs is an id no more. */
  private static JsonNode before(JsonNode change) {
    var before = change.get("from");
    var left = change.path("to").findValuesAsText(ROW_ID);
    if (before != null && before.isArray()) {
      for (var row : before) {
        if (row instanceof ObjectNode values && !left.contains(row.path(ROW_ID).asText())) {
          values.remove(ROW_ID);
        }
      }
    }
    return before;
  }
}
