package dev.formwork.core.token;

import dev.formwork.core.access.TokenScope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "api_token")
class ApiTokenEntity {

  @Id UUID id;

  @Column(name = "workspace_id")
  UUID workspaceId;

  @Column(name = "member_id")
  UUID memberId;

  String name;

  /**
   * SHA-256 of the token: it is long and random, so a slow hash would protect nothing and cost
   * every request.
   */
  String hash;

  /** Its last four characters, so that a person can tell tokens apart. */
  String hint;

  @Column(name = "read_only")
  boolean readOnly;

  /** JSON of a {@link TokenScope}. */
  @JdbcTypeCode(SqlTypes.JSON)
  String scope = "{}";

  /** The secret before the last rotation, for as long as it still works. */
  @Column(name = "previous_hash")
  String previousHash;

  @Column(name = "previous_until")
  OffsetDateTime previousUntil;

  @Column(name = "created_at")
  OffsetDateTime createdAt;

  @Column(name = "expires_at")
  OffsetDateTime expiresAt;

  @Column(name = "last_used_at")
  OffsetDateTime lastUsedAt;

  @Column(name = "revoked_at")
  OffsetDateTime revokedAt;
}
