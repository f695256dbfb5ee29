package dev.formwork.core.workspace;

import java.util.UUID;

/**
 * One customer organisation.
 *
 * @param schema the PostgreSQL schema that holds its records; checked, safe to write into SQL
 */
public record Workspace(UUID id, String key, String title, String schema) {

  public Workspace {
    if (!schema.matches("ws_[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException("Not the name of a workspace schema: " + schema);
    }
  }
}
