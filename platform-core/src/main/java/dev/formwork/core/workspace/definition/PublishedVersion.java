package dev.formwork.core.workspace.definition;

import dev.formwork.core.naming.MemberId;
import java.time.OffsetDateTime;

/**
 * One published version of a definition.
 *
 * @param publishedBy a member; null: the platform
 */
public record PublishedVersion(
    int version, String json, OffsetDateTime publishedAt, MemberId publishedBy) {}
