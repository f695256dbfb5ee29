package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import java.util.List;

/**
 * A definition as it is to be published.
 *
 * @param stored its JSON
 * @param row the JSON of the row it is kept in
 */
public record NewVersion<T>(
    DefinitionType<T> type, DefinitionId id, T definition, JsonNode stored, JsonNode row) {

  /** One to be published into an app as it runs. */
  static <T> NewVersion<T> of(
      DefinitionType<T> type, DefinitionId id, JsonNode json, CompiledApp app) {
    return of(type, id, type.read(json), json, app);
  }

  private static <T> NewVersion<T> of(
      DefinitionType<T> type, DefinitionId id, T definition, JsonNode read, CompiledApp app) {
    var stored = type.stored(definition, read);
    return new NewVersion<>(
        type, id, definition, stored, AppParts.with(id, AppParts.row(id, app), stored));
  }

  /** One that is there as an object, for an app that needs none of it before. */
  public static <T> NewVersion<T> of(DefinitionType<T> type, DefinitionId id, T definition) {
    var json = Differences.tree(definition);
    return new NewVersion<>(type, id, definition, json, json);
  }

  boolean isForm() {
    return id.kind() == DefinitionKind.FORM;
  }

  List<Problem> misplaced() {
    return type.misplaced(definition, id.key());
  }

  /** Whether that work goes with publishing it. */
  boolean isFollowedBy(PublishWork work) {
    return id.row().kind() == work.kind();
  }

  List<Problem> problems(AppChange change) {
    return type.problems(id, definition, change);
  }

  AuditEvent audit(Caller caller, int version) {
    return type.audit(caller, id, version, stored);
  }
}
