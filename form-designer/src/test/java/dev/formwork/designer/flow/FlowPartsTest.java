package dev.formwork.designer.flow;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.testing.TestApp;
import dev.formwork.designer.definition.Difference;
import dev.formwork.designer.definition.Reference;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a flow uses, and how two versions of one differ. */
final class FlowPartsTest {

  private static final String FLOW =
      """
      {"key": "approval", "title": {"en": "Approval"}, "form": "deal", "trigger": {"on": "record.changed", "fields": ["amount"]},
       "steps": [
         {"type": "branch", "key": "big", "cases": [
           {"when": "amount > 5", "steps": [{"type": "notify", "key": "tell", "to": [{"submitter": true}], "message": {"en": "{{ name }}"}}]}]},
         {"type": "create", "key": "task", "form": "task", "set": {"title": "name"}},
         {"type": "call", "key": "call", "flow": "other"}]}
      """;

  private static FlowDefinition flow(String json) {
    try {
      return FlowType.definition(DefinitionJson.tree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static List<Reference> references() {
    var forms =
        TestApp.compiled(form("deal").text("name").money("amount"), form("task").text("title"));
    return switch (FlowCompiler.compile(flow(FLOW), 1, forms)) {
      case FlowCompiler.Result.Compiled(var compiled) -> FlowReferences.of(compiled);
      case FlowCompiler.Result.Failed(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  @Test
  void a_flow_refers_to_forms_fields_and_flows_at_their_places() {
    assertThat(references())
        .containsExactlyInAnyOrder(
            new Reference("/form", DefinitionKind.FORM, "deal", null),
            new Reference("/trigger/fields", DefinitionKind.FORM, "deal", "amount"),
            new Reference("/steps/0/cases/0/when", DefinitionKind.FORM, "deal", "amount"),
            new Reference(
                "/steps/0/cases/0/steps/0/message/en", DefinitionKind.FORM, "deal", "name"),
            new Reference("/steps/1/form", DefinitionKind.FORM, "task", null),
            new Reference("/steps/1/set/title", DefinitionKind.FORM, "task", "title"),
            new Reference("/steps/1/set/title", DefinitionKind.FORM, "deal", "name"),
            new Reference("/steps/2/flow", DefinitionKind.FLOW, "other", null));
  }

  @Test
  void a_step_differs_for_itself_and_not_for_the_steps_inside() {
    var differences =
        FlowDifferences.between(flow(FLOW), flow(FLOW.replace("{{ name }}", "Look: {{ name }}")));
    assertThat(differences).extracting(Difference::key).containsExactly("tell");
    assertThat(differences.getFirst().properties()).containsExactly("message");
  }

  @Test
  void a_step_that_moved_is_another_order() {
    var lanes =
        "{\"key\": \"f\", \"title\": {\"en\": \"F\"}, \"steps\": [{\"type\": \"parallel\", \"key\": \"p\", \"lanes\": [[{\"type\": \"end\", \"key\": \"a\"}], [{\"type\": \"end\", \"key\": \"b\"}]]}]}";
    var turned =
        lanes.replace("\"a\"", "\"x\"").replace("\"b\"", "\"a\"").replace("\"x\"", "\"b\"");
    assertThat(FlowDifferences.between(flow(lanes), flow(turned)))
        .extracting(Difference::change)
        .containsExactly(Difference.Change.REORDERED);
  }
}
