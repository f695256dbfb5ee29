package dev.formwork.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.testing.GoldenFile;
import java.util.Comparator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The schema of flows, which is put together from the types of steps, as it is documented. */
final class FlowSchemaGoldenTest {

  private static final GoldenFile DOCUMENTED =
      new GoldenFile(FlowSchemaGoldenTest.class, "flow.schema.golden.json");

  @Test
  void the_schema_of_flows_is_put_together_from_the_types_of_steps() throws Exception {
    assertThat(inAnyOrder(FlowSchema.tree()))
        .isEqualTo(inAnyOrder(DefinitionJson.tree(DOCUMENTED.read())));
  }

  /** The order of the types says nothing. */
  private static JsonNode inAnyOrder(JsonNode schema) {
    var steps = (ArrayNode) schema.at("/$defs/step/oneOf");
    var sorted =
        StreamSupport.stream(steps.spliterator(), false)
            .sorted(Comparator.comparing(one -> one.at("/properties/type/const").asText()))
            .toList();
    steps.removeAll().addAll(sorted);
    return schema;
  }
}
