package dev.formwork.designer.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.testing.Endpoints;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What this module adds to the OpenAPI document of an app. */
final class DesignOpenApiTest {

  private static final JsonNode DOCUMENT = new DesignOpenApi().document(new AppKey("crm"));

  @Test
  void every_endpoint_is_described_whole() {
    var there = Endpoints.in("dev.formwork.designer");
    assertThat(there).hasSizeGreaterThan(20);
    assertThat(Endpoints.described(DOCUMENT, "crm")).isEqualTo(there);
    assertThat(Endpoints.incomplete(DOCUMENT)).isEmpty();
  }

  @Test
  void what_is_described_is_what_is_taken_and_given() {
    Map.of(
            "AppScriptDefinition", AppScript.class,
            "ScriptFunctionDefinition", ScriptFunction.class,
            "ScriptArgument", ScriptFunction.Argument.class)
        .forEach(
            (schema, type) -> {
              var properties = new TreeSet<String>();
              DOCUMENT
                  .at("/components/schemas/" + schema + "/properties")
                  .fieldNames()
                  .forEachRemaining(properties::add);
              assertThat(properties)
                  .as(schema)
                  .containsExactlyElementsOf(
                      new TreeSet<>(
                          Arrays.stream(type.getRecordComponents())
                              .map(one -> one.getName())
                              .toList()));
            });
  }
}
