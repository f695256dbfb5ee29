package dev.formwork.workflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.testing.Endpoints;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What this module adds to the OpenAPI document of an app. */
final class FlowsOpenApiFileTest {

  private static JsonNode document() throws IOException {
    try (var file = FlowsOpenApi.class.getResourceAsStream("openapi.json")) {
      return JsonMapper.builder().build().readTree(file);
    }
  }

  @Test
  void every_endpoint_is_described_whole() throws IOException {
    var document = document();
    var there = Endpoints.in("dev.formwork.workflow");
    assertThat(there).hasSizeGreaterThan(15);
    assertThat(Endpoints.described(document, "{app}")).isEqualTo(there);
    assertThat(Endpoints.incomplete(document)).isEmpty();
  }

  @Test
  void what_is_described_is_what_is_given() throws IOException {
    var schemas = document().at("/components/schemas");
    Map.of(
            "TestMail", MailTestResource.SentAnswer.class,
            "RecordLock", RecordLocksResource.LockAnswer.class,
            "RecordUnlock", RecordLocksResource.UnlockAnswer.class,
            "RecordLockState", RecordLocksResource.StateAnswer.class)
        .forEach(
            (schema, type) -> {
              var properties = new TreeSet<String>();
              schemas
                  .path(schema)
                  .path("properties")
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
