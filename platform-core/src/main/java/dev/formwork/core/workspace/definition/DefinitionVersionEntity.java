package dev.formwork.core.workspace.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One published version, never changed again. */
@Entity
@Table(name = "definition_version")
class DefinitionVersionEntity {

  @Id UUID id;

  @Column(name = "definition_id")
  UUID definitionId;

  int version;

  @JdbcTypeCode(SqlTypes.JSON)
  String json;

  @Column(name = "published_at")
  OffsetDateTime publishedAt;

  @Column(name = "published_by")
  UUID publishedBy;
}
