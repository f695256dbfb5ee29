package dev.formwork.core.record;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A record as it is in the database.
 *
 * @param version counts its changes, from 1; the ETag of the API
 * @param title what it is called, never null
 */
public record StoredRecord(
    UUID id,
    long version,
    OffsetDateTime createdAt,
    UUID createdBy,
    OffsetDateTime updatedAt,
    UUID updatedBy,
    String title,
    RecordData data) {}
