package dev.formwork.core.workspace.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * One definition: its draft, and a copy of its newest published version for quick reading. Only
 * what changed is written, so that a draft saved while it is published does not put the old version
 * back.
 */
@Entity
@DynamicUpdate
@Table(name = "definition")
class DefinitionEntity {

  @Id UUID id;

  @Column(name = "workspace_id")
  UUID workspaceId;

  String app;

  String kind;

  String key;

  @JdbcTypeCode(SqlTypes.JSON)
  String draft;

  /** Grows with every saved draft; guards against two designers overwriting each other. */
  @Column(name = "draft_revision")
  int draftRevision;

  /** 0 until first published. */
  @Column(name = "published_version")
  int publishedVersion;

  @JdbcTypeCode(SqlTypes.JSON)
  String published;

  @Column(name = "updated_at")
  OffsetDateTime updatedAt;
}
