package dev.formwork.core.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.naming.AppKey;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Apps that tests compile. */
public final class AppFixture {

  private AppFixture() {}

  public static FormDefinition form(String key, String... fields) {
    var json =
        "{\"key\": \"%s\", \"title\": {\"en\": \"%s\"}, \"fields\": [%s]}"
            .formatted(key, key, String.join(",", fields));
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), FormDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  public static String field(String type, String key) {
    return "{\"type\": \"%s\", \"key\": \"%s\", \"title\": {\"en\": \"%s\"}}"
        .formatted(type, key, key);
  }

  public static String lookup(String key, String form) {
    return "{\"type\": \"lookup\", \"key\": \"%s\", \"title\": {\"en\": \"%s\"}, \"form\": \"%s\"}"
        .formatted(key, key, form);
  }

  public static String computed(String key, String expression) {
    return "{\"type\": \"computed\", \"key\": \"%s\", \"title\": {\"en\": \"%s\"}, \"expression\": \"%s\"}"
        .formatted(key, key, expression);
  }

  /** All in version 1, tied together. */
  public static Map<String, CompiledForm> compiled(FormDefinition... forms) {
    return compiled(sources(forms), Map.of()).forms();
  }

  public static Map<String, AppCompiler.Source> sources(FormDefinition... forms) {
    return Stream.of(forms)
        .collect(
            Collectors.toMap(form -> form.key().value(), form -> new AppCompiler.Source(form, 1)));
  }

  public static AppCompiler.Result compiled(
      Map<String, AppCompiler.Source> sources, Map<String, CompiledForm> before) {
    var graph = new AppGraph(WorkCalendar.WEEKDAYS);
    var result =
        AppCompiler.compile(
            "ws_test", new AppKey("crm"), sources, BuiltInFunctions.INSTANCE, graph, before);
    graph.bind(result.forms().values());
    return result;
  }

  /** A big app: each form looks up the one before, and works out some of its fields from it. */
  public static FormDefinition[] bigApp(int forms, int fields) {
    return IntStream.range(0, forms)
        .mapToObj(i -> form("f" + i, bigFields(i, fields)))
        .toArray(FormDefinition[]::new);
  }

  private static String[] bigFields(int form, int fields) {
    return IntStream.range(0, fields).mapToObj(i -> bigField(form, i)).toArray(String[]::new);
  }

  private static String bigField(int form, int i) {
    if (form > 0 && i == 0) {
      return lookup("above", "f" + (form - 1));
    }
    return switch (i % 6) {
      case 1 -> computed("n" + i, form == 0 ? "n2 * 2" : "above.n2 + n2 * 2");
      case 3 -> computed("n" + i, "IF(n2 > 10, n2 - 10, 0)");
      case 4 -> field("date", "n" + i);
      case 5 -> field("text", "n" + i);
      default -> field("number", "n" + i);
    };
  }
}
