package dev.formwork.core.testing;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.AppKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the worlds of tests begin: {@code TestApp.form("deal").text("name").money("amount")}. */
public final class TestApp {

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
    var definitions =
        Arrays.stream(forms)
            .map(TestForm::definition)
            .collect(Collectors.toMap(FormDefinition::key, Function.identity()));
    var setting =
        FormCompiler.Setting.of(
            "w1", new AppKey("crm"), key -> Optional.ofNullable(definitions.get(key)));
    return definitions.values().stream()
        .map(definition -> compiled(setting, definition))
        .collect(Collectors.toMap(CompiledForm::key, Function.identity()));
  }

  private static CompiledForm compiled(FormCompiler.Setting setting, FormDefinition definition) {
    return switch (FormCompiler.compile(setting, definition, 1)) {
      case FormCompiler.Result.Compiled(CompiledForm form) -> form;
      case FormCompiler.Result.Failed(var problems) ->
          throw new IllegalArgumentException(definition.key() + ": " + problems);
    };
  }
}
