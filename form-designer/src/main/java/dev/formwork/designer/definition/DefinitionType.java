package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import java.util.List;
import java.util.Optional;

/**
 * What a kind of definition tells of itself. All else of its life is the same for every kind. Pure;
 * called on worker threads.
 *
 * @param <T> a definition of this kind
 */
public interface DefinitionType<T> {

  DefinitionKind kind();

  /** What someone must be in the app to see and change them. */
  default AppRole editor() {
    return AppRole.DESIGNER;
  }

  /** Reads one; fails as invalid, naming everything that is not of its shape. */
  T read(JsonNode json);

  /** Reads one that was published: that it is of its shape was checked then. */
  default T restore(JsonNode json) {
    return read(json);
  }

  /** Its JSON as it is published. */
  default JsonNode stored(T definition, JsonNode read) {
    return DefinitionJson.mapper().valueToTree(definition);
  }

  /** What people call it; null: by its key. */
  default Title title(T definition) {
    return null;
  }

  /** Problems of a definition that stands at another key than it names itself. */
  default List<Problem> misplaced(T definition, String key) {
    return List.of();
  }

  /** Fails as not found when the app has no place for one of this key. */
  default void requirePlace(DefinitionId id, CompiledApp app) {}

  /** What holds while nobody defined anything; empty: it must be defined first. */
  default Optional<T> initial(DefinitionId id) {
    return Optional.empty();
  }

  /**
   * What a form comes with that is published for the first time.
   *
   * @return empty: nothing of this kind
   */
  default Optional<T> ofNewForm(CompiledForm form) {
    return Optional.empty();
  }

  /** There is none of this key: it must be defined first. */
  Refusal missing(DefinitionId id);

  /**
   * What keeps it from running.
   *
   * @param change the app with it
   */
  List<Problem> problems(DefinitionId id, T definition, AppChange change);

  /** What of this kind, and not changed itself, would no longer run in the changed app. */
  default List<Problem> broken(AppChange change) {
    return List.of();
  }

  /** How one version differs from an earlier one, as people would list it. */
  List<Difference> differences(T before, T after);

  /** What it refers to in its app, as published. */
  List<Reference> references(DefinitionId id, T definition, CompiledApp app);

  /** What the audit log says of a publish. */
  default AuditEvent audit(Caller caller, DefinitionId id, int version, JsonNode stored) {
    return AuditEvent.of(
        caller, kind().json() + ".publish", id.app() + ": " + id.key() + " v" + version);
  }
}
