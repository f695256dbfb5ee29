package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.StoredDefinition;

/** Takes what is kept as a part of an app out of the app's row and puts it in. Pure. */
final class AppParts {

  private AppParts() {}

  /** The JSON of a definition in that of its row; of a missing part, an empty list. */
  static JsonNode of(DefinitionId id, JsonNode row) {
    if (!id.kind().isPartOfApp()) {
      return row;
    }
    var part = row.get(id.kind().json());
    return part == null ? DefinitionJson.mapper().createArrayNode() : part;
  }

  /** The JSON of a row with another definition in it; an empty part is left out. */
  static JsonNode with(DefinitionId id, JsonNode row, JsonNode definition) {
    if (!id.kind().isPartOfApp()) {
      return definition;
    }
    var changed = (ObjectNode) row.deepCopy();
    if (definition.isEmpty()) {
      changed.remove(id.kind().json());
    } else {
      changed.set(id.kind().json(), definition);
    }
    return changed;
  }

  /** The JSON of a row as it is published in an app that runs; of none, a missing node. */
  static JsonNode row(DefinitionId id, CompiledApp app) {
    return app.others().stream()
        .filter(one -> one.id().equals(id.row()))
        .findFirst()
        .map(one -> StoredDefinition.tree(one.published()))
        .orElseGet(() -> StoredDefinition.tree(null));
  }

  /** The row as the definition alone. */
  static StoredDefinition of(DefinitionId id, StoredDefinition row) {
    return id.kind().isPartOfApp()
        ? new StoredDefinition(
            id,
            of(id, StoredDefinition.tree(row.draft())).toString(),
            row.draftRevision(),
            row.publishedVersion(),
            row.published() == null
                ? null
                : of(id, StoredDefinition.tree(row.published())).toString(),
            row.updatedAt())
        : row;
  }
}
