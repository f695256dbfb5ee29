package dev.formwork.core.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.FormPermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the worlds of tests begin: {@code TestApp.form("deal").text("name").money("amount")}. */
public final class TestApp {

  private static final AppKey APP = new AppKey("crm");

  private TestApp() {}

  /** A form with a title and no fields yet; whatever is not said stays as the product has it. */
  public static TestForm form(String key) {
    return new TestForm(key);
  }

  /**
   * The forms of the app {@code crm} in the schema {@code w1}, compiled, by key. They know each
   * other's fields; who else reads them is not worked out.
   */
  public static Map<String, CompiledForm> compiled(TestForm... forms) {
    return compiled(AppGraph.none(), forms);
  }

  /**
   * The same, tied together, under permissions.
   *
   * @param sets JSON of permission sets, {@code {"sets": [...]}}, by form; the others are open
   */
  public static Map<String, CompiledForm> compiled(Map<String, String> sets, TestForm... forms) {
    var graph = new AppGraph(WorkCalendar.WEEKDAYS);
    var compiled = compiled(graph, forms);
    var permissions = new HashMap<String, FormPermissions>();
    sets.forEach((form, json) -> permissions.put(form, permissions(json)));
    graph.bind(compiled.values(), permissions, AppAccess.open(APP));
    return compiled;
  }

  private static Map<String, CompiledForm> compiled(AppGraph graph, TestForm... forms) {
    var definitions =
        Arrays.stream(forms)
            .map(TestForm::definition)
            .collect(Collectors.toMap(FormDefinition::key, Function.identity()));
    var setting =
        new FormCompiler.Setting(
            "w1",
            APP,
            key -> Optional.ofNullable(definitions.get(key)),
            BuiltInFunctions.INSTANCE,
            graph);
    return definitions.values().stream()
        .map(definition -> compiled(setting, definition))
        .collect(Collectors.toMap(CompiledForm::key, Function.identity()));
  }

  private static FormPermissions permissions(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), FormPermissions.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static CompiledForm compiled(FormCompiler.Setting setting, FormDefinition definition) {
    return switch (FormCompiler.compile(setting, definition, 1)) {
      case FormCompiler.Result.Compiled(CompiledForm form) -> form;
      case FormCompiler.Result.Failed(var problems) ->
          throw new IllegalArgumentException(definition.key() + ": " + problems);
    };
  }
}
