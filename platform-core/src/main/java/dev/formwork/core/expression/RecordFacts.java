package dev.formwork.core.expression;

import java.time.OffsetDateTime;
import java.util.UUID;

/** What is known of a record beside its fields. */
public record RecordFacts(
    UUID id,
    long version,
    OffsetDateTime createdAt,
    UUID createdBy,
    OffsetDateTime updatedAt,
    UUID updatedBy) {}
