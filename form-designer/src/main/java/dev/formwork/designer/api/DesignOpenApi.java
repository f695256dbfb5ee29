package dev.formwork.designer.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.api.OpenApiContributor;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Definitions, permissions and packs in the OpenAPI document of an app. */
@ApplicationScoped
class DesignOpenApi implements OpenApiContributor {

  private final String text;

  DesignOpenApi() {
    try (var file = DesignOpenApi.class.getResourceAsStream("openapi.json")) {
      this.text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Uni<ObjectNode> of(Caller caller, AppKey app) {
    return Uni.createFrom().item(document(app));
  }

  ObjectNode document(AppKey app) {
    try {
      return (ObjectNode) DefinitionJson.tree(text.replace("{app}", app.value()));
    } catch (IOException e) {
      throw new IllegalStateException("The document of definitions is JSON", e);
    }
  }
}
