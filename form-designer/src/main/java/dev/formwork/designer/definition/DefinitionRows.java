package dev.formwork.designer.definition;

import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reads definitions as their kinds see them: parts of an app by themselves. */
@ApplicationScoped
class DefinitionRows {

  private final Definitions definitions;
  private final CompiledForms forms;
  private final DefinitionTypes types;

  DefinitionRows(Definitions definitions, CompiledForms forms, DefinitionTypes types) {
    this.definitions = definitions;
    this.forms = forms;
    this.types = types;
  }

  /** An app as it runs; without anything when there is no such app. */
  Uni<CompiledApp> app(Caller caller, AppKey app) {
    return forms.app(caller.workspace(), app);
  }

  /** The app in which a definition has its place; fails as not found when it has none. */
  Uni<CompiledApp> place(Caller caller, DefinitionId id) {
    return app(caller, id.app())
        .invoke(
            app -> {
              if (id.kind() != DefinitionKind.APP && app.app().isEmpty()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, id.app());
              }
              types.of(id.kind()).requirePlace(id, app);
            });
  }

  /** A definition by itself, or what holds while there is none; fails as not found. */
  Uni<StoredDefinition> require(Caller caller, DefinitionId id) {
    return definitions
        .find(caller.workspace(), id)
        .chain(
            found ->
                found == null
                    ? place(caller, id).chain(_ -> WorkerThreads.run(() -> initial(id)))
                    : WorkerThreads.run(() -> AppParts.of(id, found)));
  }

  private StoredDefinition initial(DefinitionId id) {
    var type = types.of(id.kind());
    return initial(type, id).orElseThrow(() -> type.missing(id));
  }

  private static <T> Optional<StoredDefinition> initial(DefinitionType<T> type, DefinitionId id) {
    return type.initial(id)
        .map(one -> Differences.tree(one).toString())
        .map(
            json -> new StoredDefinition(id, json, 0, 0, json, OffsetDateTime.now(ZoneOffset.UTC)));
  }

  /** Null when there is none. */
  Uni<StoredDefinition> row(Caller caller, DefinitionId id) {
    return definitions.find(caller.workspace(), id);
  }

  /** All of a kind in an app, also those never published. */
  Uni<List<StoredDefinition>> ofKind(Caller caller, AppKey app, DefinitionKind kind) {
    var id = DefinitionId.ofApp(app, kind);
    return kind.isPartOfApp()
        ? definitions
            .find(caller.workspace(), id)
            .chain(
                found ->
                    WorkerThreads.run(
                        () -> found == null ? List.of() : List.of(AppParts.of(id, found))))
        : definitions.ofKind(caller.workspace(), app, kind);
  }
}
