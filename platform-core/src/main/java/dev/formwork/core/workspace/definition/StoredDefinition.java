package dev.formwork.core.workspace.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import java.time.OffsetDateTime;

/**
 * A definition as it is kept.
 *
 * @param app key of the app it belongs to
 * @param draft JSON being worked on
 * @param draftRevision grows with every saved draft
 * @param publishedVersion 0 until first published
 * @param published JSON of the newest version, null until first published
 */
public record StoredDefinition(
    String app,
    DefinitionKind kind,
    String key,
    String draft,
    int draftRevision,
    int publishedVersion,
    String published,
    OffsetDateTime updatedAt) {

  public <T> T readPublished(Class<T> type) {
    return read(published, type);
  }

  public <T> T readDraft(Class<T> type) {
    return read(draft, type);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored definition can be read", e);
    }
  }
}
