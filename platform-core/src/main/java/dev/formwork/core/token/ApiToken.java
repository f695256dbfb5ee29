package dev.formwork.core.token;

import dev.formwork.core.access.TokenScope;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A token for programs, without its secret.
 *
 * @param hint its last four characters
 * @param scope how far it reaches
 * @param expiresAt null: never
 * @param lastUsedAt null: not yet; kept to the minute
 */
public record ApiToken(
    UUID id,
    String name,
    String hint,
    boolean readOnly,
    TokenScope scope,
    OffsetDateTime createdAt,
    OffsetDateTime expiresAt,
    OffsetDateTime lastUsedAt) {}
