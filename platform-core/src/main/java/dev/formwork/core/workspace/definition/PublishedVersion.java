package dev.formwork.core.workspace.definition;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One published version of a definition.
 *
 * @param publishedBy a member; null: the platform
 */
public record PublishedVersion(
    int version, String json, OffsetDateTime publishedAt, UUID publishedBy) {}
