package dev.formwork.workflow.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.testing.GoldenFile;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Mistakes in flows are found with their places; a flow without any gives these expressions. */
final class FlowProblemsTest {

  private final Map<String, CompiledForm> forms = FlowForms.read();

  @Test
  void mistakes_are_found_where_they_are() throws JsonProcessingException {
    var found = new StringBuilder();
    for (var json : tree("problems.json")) {
      var flow = DefinitionJson.read(json, FlowDefinition.class);
      found.append("# ").append(flow.key()).append('\n');
      lines(FlowCompiler.compile(flow, 1, forms)).forEach(line -> found.append(line).append('\n'));
    }
    new GoldenFile(FlowProblemsTest.class, "problems.txt").holds(found.toString());
  }

  private static Stream<String> lines(FlowCompiler.Result result) {
    return switch (result) {
      case FlowCompiler.Result.Failed(var problems) ->
          problems.stream()
              .map(one -> "%s %s %s".formatted(one.path(), one.code(), one.arguments()))
              .sorted();
      case FlowCompiler.Result.Compiled(var flow) ->
          new TreeMap<>(flow.steps()).values().stream().map(FlowProblemsTest::line);
    };
  }

  private static String line(CompiledStep step) {
    return Stream.of(
            step.key(),
            step.place().toString(),
            "form " + (step.context().form() == null ? "-" : step.context().form().key()),
            "rows " + step.context().rows(),
            new TreeMap<>(step.formulas()).keySet().toString(),
            new TreeMap<>(step.templates()).keySet().toString())
        .collect(Collectors.joining(" | "));
  }

  private static JsonNode tree(String name) throws JsonProcessingException {
    return DefinitionJson.tree(new GoldenFile(FlowProblemsTest.class, name).read());
  }
}
