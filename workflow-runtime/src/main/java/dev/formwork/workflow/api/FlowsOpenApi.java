package dev.formwork.workflow.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.api.OpenApiContributor;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.published.CompiledFlows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;

/**
 * Tasks and flows in the OpenAPI document of an app. What every app has is written out in {@code
 * openapi.json}; the app's own flows that have a button are named in their language.
 */
@ApplicationScoped
class FlowsOpenApi implements OpenApiContributor {

  private final CompiledFlows flows;
  private final String text;

  FlowsOpenApi(CompiledFlows flows) {
    this.flows = flows;
    try (var file = FlowsOpenApi.class.getResourceAsStream("openapi.json")) {
      this.text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Uni<ObjectNode> of(Caller caller, AppKey app) {
    return flows
        .of(caller.workspace(), app)
        .map(current -> document(app, current.values(), caller.locale()));
  }

  private ObjectNode document(AppKey app, Collection<CompiledFlow> current, Locale locale) {
    try {
      var part = (ObjectNode) DefinitionJson.tree(text.replace("{app}", app.value()));
      var buttons = part.at("/paths/~1api~1v1~1apps~1" + app + "~1flows~1{flow}:start");
      var keys = ((ObjectNode) buttons.at("/parameters/0/schema")).putArray("enum");
      var titles = new StringBuilder();
      current.stream()
          .filter(flow -> flow.definition().trigger() instanceof Trigger.Button)
          .sorted((one, other) -> one.key().compareTo(other.key()))
          .forEach(
              flow -> {
                keys.add(flow.key());
                titles.append(flow.key()).append(": ");
                titles.append(flow.definition().title().in(locale)).append("\n");
              });
      ((ObjectNode) buttons.at("/parameters/0")).put("description", titles.toString().strip());
      return part;
    } catch (IOException e) {
      throw new IllegalStateException("The document of the flows is JSON", e);
    }
  }
}
