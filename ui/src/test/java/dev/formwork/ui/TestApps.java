package dev.formwork.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.DefinitionPublisher;
import dev.formwork.designer.form.FormType;
import dev.formwork.designer.pack.AppPublisher;
import dev.formwork.ui.command.ServiceCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Apps for tests, from JSON written in them. */
@ApplicationScoped
public class TestApps {

  private final AppPublisher publisher;
  private final DefinitionPublisher definitions;
  private final CompiledForms forms;

  TestApps(AppPublisher publisher, DefinitionPublisher definitions, CompiledForms forms) {
    this.publisher = publisher;
    this.definitions = definitions;
    this.forms = forms;
  }

  /** Publishes forms as one app, and gives them compiled, by key. */
  public Map<String, CompiledForm> publish(Caller caller, String app, String... definitions) {
    var parsed = Arrays.stream(definitions).map(TestApps::form).toList();
    var keys = parsed.stream().map(form -> "\"" + form.key() + "\"").toList();
    var json =
        "{\"key\": \"%s\", \"title\": {\"en\": \"Test\"}, \"forms\": %s, \"start\": %s}"
            .formatted(app, keys, keys.getFirst());
    ServiceCalls.await(() -> publisher.publish(caller, app(json), parsed, List.of()));
    return ServiceCalls.await(() -> forms.forms(caller.workspace(), new AppKey(app)));
  }

  /** Publishes one form of an app again. */
  public Map<String, CompiledForm> republish(Caller caller, String app, String definition) {
    var form = form(definition);
    ServiceCalls.await(
        () ->
            definitions.replace(
                caller,
                DefinitionId.form(new AppKey(app), form.key()),
                DefinitionJson.mapper().valueToTree(form),
                null));
    return ServiceCalls.await(() -> forms.forms(caller.workspace(), new AppKey(app)));
  }

  private static AppDefinition app(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), AppDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  public static FormDefinition form(String json) {
    try {
      return FormType.definition(DefinitionJson.tree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** The fields of a form in short: {@code "money amount"} in place of JSON. */
  public static String field(String type, String key, String more) {
    return "{\"type\": \"%s\", \"key\": \"%s\", \"title\": {\"en\": \"%s\"}%s}"
        .formatted(type, key, key, more.isEmpty() ? "" : ", " + more);
  }

  public static String form(String key, String more, String... fields) {
    return "{\"key\": \"%s\", \"title\": {\"en\": \"%s\"}, \"fields\": [%s]%s}"
        .formatted(key, key, String.join(", ", List.of(fields)), more.isEmpty() ? "" : ", " + more);
  }
}
