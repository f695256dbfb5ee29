package dev.formwork.designer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.formwork.core.definition.DefinitionJson;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whoever writes a flow by hand is told where it is wrong. */
final class FlowJsonReaderTest {

  private static String problem(String json) {
    try {
      var readResult = FlowJsonReader.of(DefinitionJson.tree(json));
      assertThat(readResult.flow()).isNull();
      var first = readResult.problems().getFirst();
      return first.path() + " " + first.code() + " " + first.arguments();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String steps(String steps) {
    return "{\"key\": \"one\", \"title\": {\"en\": \"One\"}, \"steps\": [%s]}".formatted(steps);
  }

  @Test
  void a_flow_that_is_one_is_read() {
    assertThat(ContractFlowExample.contract().steps()).hasSize(5);
  }

  @Test
  void a_property_nobody_knows_is_named_with_its_place() {
    assertThat(
            problem(
                steps(
                    "{\"type\": \"branch\", \"key\": \"b\", \"cases\": [{\"when\": \"TRUE\", \"step\": []}]}")))
        .isEqualTo("/steps/0/cases/0 schema-unknown [step]");
  }

  @Test
  void a_kind_of_step_nobody_knows_is_named_with_its_place() {
    assertThat(problem(steps("{\"type\": \"notify\", \"key\": \"a\"}, {\"type\": \"dance\"}")))
        .isEqualTo("/steps/1 schema-unknown [dance]");
    assertThat(problem(steps("{\"key\": \"a\"}"))).isEqualTo("/steps/0 flow-kind-missing []");
  }

  @Test
  void a_value_that_is_none_is_explained_in_its_own_words() {
    assertThat(problem(steps("{\"type\": \"wait\", \"key\": \"a\", \"for\": \"two days\"}")))
        .isEqualTo("/steps/0/for flow-not-a-delay [two days]");
    assertThat(problem(steps("{\"type\": \"approve\", \"key\": \"a\", \"decide\": \"most\"}")))
        .startsWith("/steps/0/decide schema [\"most\" is not one of any, all, ");
  }

  @Test
  void a_flow_needs_a_key_and_a_title() {
    assertThat(problem("{\"title\": {\"en\": \"One\"}}")).startsWith("/key schema-missing");
    assertThat(problem("{\"key\": \"one\"}")).startsWith("/title schema-missing");
    assertThat(problem("{\"key\": \"Not a key\"}")).startsWith("/key schema [Flow key must match");
    assertThat(problem("[]")).isEqualTo(" object-expected []");
  }

  @Test
  void holes_in_lists_are_refused() {
    assertThat(problem(steps("null"))).contains(" json-unreadable ");
    assertThat(
            problem(
                steps("{\"type\": \"approve\", \"key\": \"a\", \"assign\": [{\"whoever\": 1}]}")))
        .isEqualTo("/steps/0/assign/0 flow-kind-missing []");
  }

  @Test
  void what_could_not_be_kept_or_read_again_is_refused_before_it_is_saved() {
    assertThat(problem(steps("{\"type\": \"wait\", \"key\": \"a\", \"until\": \"a\\u0000\"}")))
        .isEqualTo("/steps/0/until text-not-storable []");
    JsonNode deep = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 15; i++) {
      var lanes = JsonNodeFactory.instance.arrayNode().add(deep);
      var step = JsonNodeFactory.instance.objectNode().put("type", "parallel").put("key", "p" + i);
      step.set("lanes", lanes);
      deep = JsonNodeFactory.instance.arrayNode().add(step);
    }
    var flow = JsonNodeFactory.instance.objectNode().put("key", "deep");
    flow.set("title", JsonNodeFactory.instance.objectNode().put("en", "Deep"));
    flow.set("steps", deep);
    var readResult = FlowJsonReader.of(flow);
    assertThat(readResult.flow()).isNull();
    assertThat(readResult.problems().getFirst().code()).isEqualTo("flow-too-deep");
  }

  @Property(tries = 300)
  void what_is_stored_is_read_again_as_it_was(@ForAll long seed) throws Exception {
    var flow = new RandomFlowDrafts(seed).flow();
    var readResult = FlowJsonReader.of(DefinitionJson.tree(DefinitionJson.write(flow)));
    assertThat(readResult.problems()).isEmpty();
    assertThat(readResult.flow()).isEqualTo(flow);
  }
}
