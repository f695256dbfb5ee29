package dev.formwork.core.record;

import dev.formwork.core.expression.RecordFacts;
import dev.formwork.core.expression.Scope;
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
    RecordData data) {

  /** A record just made. */
  static StoredRecord created(UUID id, RecordDecision.Decided decided, Scope moment) {
    return new StoredRecord(
        id,
        1,
        moment.now(),
        moment.me(),
        moment.now(),
        moment.me(),
        decided.title(),
        decided.data());
  }

  /** The record after a change at this moment. */
  StoredRecord changed(RecordDecision.Decided decided, Scope moment) {
    return new StoredRecord(
        id,
        version + 1,
        createdAt,
        createdBy,
        moment.now(),
        moment.me(),
        decided.title(),
        decided.data());
  }

  /** What expressions may know of it beside its fields. */
  RecordFacts facts() {
    return new RecordFacts(id, version, createdAt, createdBy, updatedAt, updatedBy);
  }
}
