package dev.formwork.core.workspace;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.definition.AppKey;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The compiled forms in use on this node. An app is compiled as a whole when first asked for, and
 * dropped when any node publishes into it ({@link #forget}); a request keeps the version it began
 * with.
 */
@ApplicationScoped
public class CompiledForms {

  /** The published forms of one app, by key. */
  private record CompiledApp(Map<String, CompiledForm> forms) {}

  private record AppAddress(String schema, String app) {}

  private final Definitions definitions;
  private final Map<AppAddress, Uni<CompiledApp>> apps = new ConcurrentHashMap<>();

  CompiledForms(Definitions definitions) {
    this.definitions = definitions;
  }

  /** Fails as not found when the workspace has no such published form. */
  public Uni<CompiledForm> form(Workspace workspace, String app, String form) {
    return app(workspace, app)
        .map(
            compiled -> {
              var found = compiled.forms.get(form);
              if (found == null) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, "form-not-found", app, form);
              }
              return found;
            });
  }

  /** All published forms of an app, by key. Empty for an unknown app. */
  public Uni<Map<String, CompiledForm>> forms(Workspace workspace, String app) {
    return app(workspace, app).map(CompiledApp::forms);
  }

  public void forget(String schema, String app) {
    apps.remove(new AppAddress(schema, app));
  }

  private Uni<CompiledApp> app(Workspace workspace, String app) {
    var address = new AppAddress(workspace.schema(), app);
    var cached = apps.get(address);
    if (cached != null) {
      return cached;
    }
    return definitions
        .ofApp(workspace, app)
        .map(
            found ->
                new CompiledApp(
                    found.stream()
                        .filter(
                            one -> one.kind() == DefinitionKind.FORM && one.publishedVersion() > 0)
                        .collect(
                            Collectors.collectingAndThen(
                                Collectors.toMap(StoredDefinition::key, one -> one),
                                published -> compile(workspace, app, published)))))
        .invoke(
            compiled -> {
              if (!compiled.forms.isEmpty()) {
                apps.put(address, Uni.createFrom().item(compiled));
              }
            });
  }

  private static Map<String, CompiledForm> compile(
      Workspace workspace, String app, Map<String, StoredDefinition> published) {
    var definitions =
        published.values().stream()
            .collect(
                Collectors.toMap(
                    StoredDefinition::key, one -> one.readPublished(FormDefinition.class)));
    return definitions.values().stream()
        .map(
            definition ->
                FormCompiler.compile(
                    workspace.schema(),
                    new AppKey(app),
                    definition,
                    published.get(definition.key().value()).publishedVersion(),
                    key -> java.util.Optional.ofNullable(definitions.get(key.value()))))
        .map(CompiledForms::compiled)
        .collect(
            Collectors.toUnmodifiableMap(form -> form.definition().key().value(), form -> form));
  }

  private static CompiledForm compiled(FormCompiler.Result result) {
    return switch (result) {
      case FormCompiler.Result.Compiled(var form) -> form;
      case FormCompiler.Result.Failed(var problems) ->
          throw new IllegalStateException("A published form compiles: " + problems);
    };
  }
}
