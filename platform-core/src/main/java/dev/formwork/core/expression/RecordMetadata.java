package dev.formwork.core.expression;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The metadata of a stored record: id, version, and when and by whom it was created and updated.
 */
public record RecordMetadata(
    UUID id,
    long version,
    OffsetDateTime createdAt,
    UUID createdBy,
    OffsetDateTime updatedAt,
    UUID updatedBy) {}
