package dev.formwork.workflow.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.compile.FormDirectory;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.testing.GoldenFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms that the flows of these tests are about. */
final class FlowForms {

  private FlowForms() {}

  static Map<String, CompiledForm> read() {
    var definitions = new LinkedHashMap<String, FormDefinition>();
    try {
      for (var json : tree("forms.json")) {
        var form = DefinitionJson.read(json, FormDefinition.class);
        definitions.put(form.key().value(), form);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    var setting =
        new FormCompiler.Setting(
            "ws_lab",
            new AppKey("lab"),
            FormDirectory.of(definitions),
            BuiltInFunctions.INSTANCE,
            AppGraph.none());
    var compiled = new LinkedHashMap<String, CompiledForm>();
    definitions.forEach((key, form) -> compiled.put(key, compiled(setting, form)));
    compiled.values().forEach(form -> form.links().bind(List.copyOf(compiled.values())));
    return compiled;
  }

  private static CompiledForm compiled(FormCompiler.Setting setting, FormDefinition form) {
    return switch (FormCompiler.compile(setting, form, 1)) {
      case FormCompiler.Result.Compiled(var compiled) -> compiled;
      case FormCompiler.Result.Failed(var problems) ->
          throw new IllegalStateException(problems.toString());
    };
  }

  private static JsonNode tree(String name) throws JsonProcessingException {
    return DefinitionJson.tree(new GoldenFile(FlowProblemsTest.class, name).read());
  }
}
