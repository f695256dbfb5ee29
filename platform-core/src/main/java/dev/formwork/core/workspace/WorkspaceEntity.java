package dev.formwork.core.workspace;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "workspace")
class WorkspaceEntity {

  @Id UUID id;

  String key;

  String title;

  @Column(name = "schema_name")
  String schema;

  Workspace toWorkspace() {
    return new Workspace(id, key, title, schema);
  }
}
