package dev.formwork.core.workspace.compiled;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.compile.FormDirectory;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.rights.AppPermissions;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The compiled forms in use on this node. An app is compiled as a whole when first asked for, and
 * dropped when any node publishes into it ({@link #forget}); a request keeps the version it began
 * with.
 */
@ApplicationScoped
public class CompiledForms {

  /** The published forms of one app, by key, and the scripts its people may run. */
  private record CompiledApp(
      Map<String, CompiledForm> forms, AppGraph links, Setting setting, List<AppScript> scripts) {}

  /**
   * What an app's forms are compiled with.
   *
   * @param version of the app's definition; 0: there is none
   * @param library the functions that formulas may call
   */
  public record Setting(int version, FunctionLibrary library) {}

  private record AppAddress(String schema, String app) {}

  private final Definitions definitions;
  private final WorkCalendars calendars;
  private final Map<AppAddress, Uni<CompiledApp>> apps = new ConcurrentHashMap<>();

  /** Grows with each forgetting, so that what was read before is not kept behind it. */
  private final AtomicLong generation = new AtomicLong();

  CompiledForms(Definitions definitions, WorkCalendars calendars) {
    this.definitions = definitions;
    this.calendars = calendars;
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

  /** How the forms of an app hang together, and who may do what in it. */
  public Uni<AppGraph> links(Workspace workspace, String app) {
    return app(workspace, app).map(CompiledApp::links);
  }

  /** All published forms of an app, by key. Empty for an unknown app. */
  public Uni<Map<String, CompiledForm>> forms(Workspace workspace, String app) {
    return app(workspace, app).map(CompiledApp::forms);
  }

  public Uni<Setting> setting(Workspace workspace, String app) {
    return app(workspace, app).map(CompiledApp::setting);
  }

  /** The published scripts of an app. Empty for an unknown app. */
  public Uni<List<AppScript>> scripts(Workspace workspace, String app) {
    return app(workspace, app).map(CompiledApp::scripts);
  }

  public void forget(String schema, String app) {
    generation.incrementAndGet();
    apps.remove(new AppAddress(schema, app));
  }

  /** Forgets all apps of a workspace: something changed that they share. */
  public void forget(String schema) {
    generation.incrementAndGet();
    apps.keySet().removeIf(address -> address.schema.equals(schema));
  }

  /** Forgets everything: messages may have been missed. */
  public void forgetAll() {
    generation.incrementAndGet();
    apps.clear();
  }

  private Uni<CompiledApp> app(Workspace workspace, String app) {
    var address = new AppAddress(workspace.schema(), app);
    var cached = apps.get(address);
    if (cached != null) {
      return cached;
    }
    long began = generation.get();
    return calendars
        .of(workspace)
        .chain(
            calendar ->
                definitions
                    .ofApp(workspace, app)
                    .map(found -> compile(workspace, app, found, calendar)))
        .invoke(
            compiled -> {
              if (!compiled.forms.isEmpty() && generation.get() == began) {
                apps.put(address, Uni.createFrom().item(compiled));
                if (generation.get() != began) {
                  apps.remove(address);
                }
              }
            });
  }

  private static CompiledApp compile(
      Workspace workspace, String app, List<StoredDefinition> found, WorkCalendar calendar) {
    var published =
        found.stream()
            .filter(one -> one.kind() == DefinitionKind.FORM && one.publishedVersion() > 0)
            .toList();
    var forms =
        published.stream()
            .collect(
                Collectors.toMap(
                    StoredDefinition::key, one -> one.readPublished(FormDefinition.class)));
    var stored =
        found.stream()
            .filter(one -> one.kind() == DefinitionKind.APP && one.publishedVersion() > 0)
            .findFirst();
    var definition = stored.map(one -> one.readPublished(AppDefinition.class));
    var functionLibrary =
        definition
            .map(AppDefinition::functions)
            .map(ScriptFunctionLibrary::with)
            .orElse(BuiltInFunctions.INSTANCE);
    var links = new AppGraph(calendar);
    var setting =
        new FormCompiler.Setting(
            workspace.schema(), new AppKey(app), directory(forms), functionLibrary, links);
    var compiled =
        published.stream()
            .map(
                one ->
                    compiled(
                        FormCompiler.compile(
                            setting, forms.get(one.key()), one.publishedVersion())))
            .collect(Collectors.toUnmodifiableMap(CompiledForm::key, form -> form));
    links.bind(compiled.values(), permissions(found), access(app, found));
    AppPermissions.of(links);
    links.watch(FlowWatchedForms.of(found));
    return new CompiledApp(
        compiled,
        links,
        new Setting(stored.map(StoredDefinition::publishedVersion).orElse(0), functionLibrary),
        definition.map(AppDefinition::scripts).orElse(List.of()));
  }

  private static Map<String, FormPermissions> permissions(List<StoredDefinition> found) {
    return found.stream()
        .filter(one -> one.kind() == DefinitionKind.PERMISSIONS && one.publishedVersion() > 0)
        .collect(
            Collectors.toMap(
                StoredDefinition::key, one -> one.readPublished(FormPermissions.class)));
  }

  private static AppAccess access(String app, List<StoredDefinition> found) {
    return found.stream()
        .filter(one -> one.kind() == DefinitionKind.ACCESS && one.publishedVersion() > 0)
        .findFirst()
        .map(one -> one.readPublished(AppAccess.class))
        .orElseGet(() -> AppAccess.open(new AppKey(app)));
  }

  /** Forms of an app by their keys, as the compiler asks for them. */
  public static FormDirectory directory(Map<String, FormDefinition> forms) {
    return new FormDirectory() {
      @Override
      public Optional<FormDefinition> form(FormKey key) {
        return Optional.ofNullable(forms.get(key.value()));
      }

      @Override
      public List<String> keys() {
        return List.copyOf(forms.keySet());
      }
    };
  }

  private static CompiledForm compiled(FormCompiler.Result result) {
    return switch (result) {
      case FormCompiler.Result.Compiled(var form) -> form;
      case FormCompiler.Result.Failed(var problems) ->
          throw new IllegalStateException("A published form compiles: " + problems);
    };
  }
}
