package dev.formwork.core.api;

import dev.formwork.core.definition.DefinitionJson;
import java.util.UUID;

/** The id of what was made, begun or removed: {@code {"id": …}}. */
public record IdAnswer(UUID id) {

  /** As JSON. */
  public static String json(UUID id) {
    return DefinitionJson.write(new IdAnswer(id));
  }
}
