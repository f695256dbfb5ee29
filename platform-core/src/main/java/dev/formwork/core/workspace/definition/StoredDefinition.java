package dev.formwork.core.workspace.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import java.time.OffsetDateTime;

/**
 * A definition as it is kept. Its JSON is text: reading it is for worker threads.
 *
 * @param draft JSON being worked on
 * @param draftRevision grows with every saved draft
 * @param publishedVersion 0 until first published
 * @param published JSON of the newest version, null until first published
 */
public record StoredDefinition(
    DefinitionId id,
    String draft,
    int draftRevision,
    int publishedVersion,
    String published,
    OffsetDateTime updatedAt) {

  public AppKey app() {
    return id.app();
  }

  public DefinitionKind kind() {
    return id.kind();
  }

  public String key() {
    return id.key();
  }

  DefinitionVersions.Place place() {
    return new DefinitionVersions.Place(id.kind(), id.key());
  }

  public <T> T readPublished(Class<T> type) {
    return read(published, type);
  }

  public <T> T readDraft(Class<T> type) {
    return read(draft, type);
  }

  /** The JSON of a stored definition; of none, a missing node. */
  public static JsonNode tree(String json) {
    try {
      return DefinitionJson.tree(json == null ? "" : json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored definition is JSON", e);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return DefinitionJson.read(tree(json), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored definition can be read", e);
    }
  }
}
