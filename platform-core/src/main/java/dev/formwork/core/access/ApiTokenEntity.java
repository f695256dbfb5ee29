package dev.formwork.core.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

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

  @Column(name = "created_at")
  OffsetDateTime createdAt;

  @Column(name = "expires_at")
  OffsetDateTime expiresAt;

  @Column(name = "last_used_at")
  OffsetDateTime lastUsedAt;

  @Column(name = "revoked_at")
  OffsetDateTime revokedAt;
}
