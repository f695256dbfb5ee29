package dev.formwork.core.workspace.compiled;

import dev.formwork.core.compile.AppCompiler;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.rights.AppPermissions;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.DefinitionVersions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An app as it runs: its published forms compiled together, their graph, the permissions, and the
 * other definitions they came with. Immutable; each publish makes a new one, and a request keeps
 * the one it began with.
 *
 * @param schema of the workspace
 * @param versions of the definitions it was made from
 * @param forms by key
 * @param links how the forms hang together
 * @param library the functions that formulas may call
 * @param others its published definitions that are no forms
 */
public record CompiledApp(
    String schema,
    AppKey key,
    DefinitionVersions versions,
    Map<String, CompiledForm> forms,
    AppGraph links,
    FunctionLibrary library,
    List<StoredDefinition> others) {

  /** An app is itself alone, so that a newer one of the same definitions is known from it. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /**
   * Compiles an app. Takes from the one before what still holds.
   *
   * @param definitions all of the app, also those never published
   * @param before null: there is none
   */
  static CompiledApp of(
      String schema,
      AppKey key,
      List<StoredDefinition> definitions,
      WorkCalendar calendar,
      CompiledApp before) {
    var published = definitions.stream().filter(one -> one.publishedVersion() > 0).toList();
    var versions = DefinitionVersions.of(published);
    var others = published.stream().filter(one -> one.kind() != DefinitionKind.FORM).toList();
    Map<String, CompiledForm> known = before == null ? Map.of() : before.forms;
    var sources =
        published.stream()
            .filter(one -> one.kind() == DefinitionKind.FORM)
            .collect(Collectors.toMap(StoredDefinition::key, one -> source(one, known)));
    var graph = new AppGraph(calendar);
    var library =
        before != null && before.versions.app() == versions.app()
            ? before.library
            : library(app(others));
    var result = AppCompiler.compile(schema, key, sources, library, graph, known);
    if (!result.failed().isEmpty()) {
      throw new IllegalStateException("Published forms compile: " + result.failed());
    }
    return bound(new CompiledApp(schema, key, versions, result.forms(), graph, library, others));
  }

  private static AppCompiler.Source source(StoredDefinition form, Map<String, CompiledForm> known) {
    var before = known.get(form.key());
    return new AppCompiler.Source(
        before != null && before.version() == form.publishedVersion()
            ? before.definition()
            : form.readPublished(FormDefinition.class),
        form.publishedVersion());
  }

  private static Optional<AppDefinition> app(List<StoredDefinition> others) {
    return others.stream()
        .filter(one -> one.kind() == DefinitionKind.APP)
        .findFirst()
        .map(one -> one.readPublished(AppDefinition.class));
  }

  private static FunctionLibrary library(Optional<AppDefinition> app) {
    return app.map(AppDefinition::functions)
        .map(ScriptFunctionLibrary::with)
        .orElse(BuiltInFunctions.INSTANCE);
  }

  /**
   * This app after a publish: without compiling anything again.
   *
   * @param compiled all of its forms, compiled together with this graph
   * @param more definitions published with them that are no forms; each takes the place of the one
   *     before
   */
  public CompiledApp after(
      Map<String, CompiledForm> compiled,
      AppGraph graph,
      FunctionLibrary functions,
      List<StoredDefinition> more) {
    var byId = new HashMap<DefinitionId, StoredDefinition>();
    Stream.concat(others.stream(), more.stream()).forEach(one -> byId.put(one.id(), one));
    var now = List.copyOf(byId.values());
    return bound(
        new CompiledApp(
            schema,
            key,
            DefinitionVersions.of(now)
                .withForms(
                    compiled.values().stream()
                        .collect(Collectors.toMap(CompiledForm::key, CompiledForm::version))),
            compiled,
            graph,
            functions,
            now));
  }

  private static CompiledApp bound(CompiledApp app) {
    app.links.bind(app.forms.values(), app.permissions(), app.access());
    app.links.watch(FlowWatchedForms.of(app.others));
    app.links.own(FlowOwnedFields.of(app.others));
    AppPermissions.of(app.links);
    return app;
  }

  /** An app without forms. */
  public static CompiledApp none(String schema, AppKey key, WorkCalendar calendar) {
    return bound(
        new CompiledApp(
            schema,
            key,
            new DefinitionVersions(Map.of()),
            Map.of(),
            new AppGraph(calendar),
            BuiltInFunctions.INSTANCE,
            List.of()));
  }

  /** Its own definition; empty when only its forms were published. */
  public Optional<AppDefinition> app() {
    return app(others);
  }

  /** The scripts that people may run. */
  public List<AppScript> scripts() {
    return app().map(AppDefinition::scripts).orElse(List.of());
  }

  private Map<String, FormPermissions> permissions() {
    return others.stream()
        .filter(one -> one.kind() == DefinitionKind.PERMISSIONS)
        .collect(
            Collectors.toMap(
                StoredDefinition::key, one -> one.readPublished(FormPermissions.class)));
  }

  private AppAccess access() {
    return others.stream()
        .filter(one -> one.kind() == DefinitionKind.ACCESS)
        .findFirst()
        .map(one -> one.readPublished(AppAccess.class))
        .orElseGet(() -> AppAccess.open(key));
  }

  /**
   * Names and versions of what was published since another state of this app, for the log.
   *
   * @param before null: none
   */
  String publishedSince(CompiledApp before) {
    var known = before == null ? new DefinitionVersions(Map.of()) : before.versions;
    return versions.byPlace().entrySet().stream()
        .filter(one -> !one.getValue().equals(known.byPlace().get(one.getKey())))
        .map(one -> one.getKey().kind().json() + " " + one.getKey().key() + " v" + one.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Whether nothing that was published since, or a calendar changed since, is missing. */
  boolean isOf(DefinitionVersions now, WorkCalendar calendar) {
    return versions.equals(now) && links.calendar().equals(calendar);
  }
}
