package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes an audit entry before a caller is shown fields marked as sensitive. Repeated reads of the
 * same within a few minutes, as by a live screen, are written once.
 */
@ApplicationScoped
class SensitiveReadAudit {

  private static final Duration SAME = Duration.ofMinutes(10);
  private static final int MAX_REMEMBERED = 50_000;

  private final AuditLog audit;
  private final Map<Reading, Instant> noted = new ConcurrentHashMap<>();

  SensitiveReadAudit(AuditLog audit) {
    this.audit = audit;
  }

  private record Reading(MemberId member, RecordId record, List<String> fields) {}

  /** These records, as a caller is about to see them. */
  Uni<Void> note(Caller caller, RecordAccess recordAccess, List<StoredRecord> records) {
    var sensitive = recordAccess.form().sensitive();
    if (sensitive.isEmpty() || caller.isSystem() || records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var now = Instant.now();
    var seen =
        records.stream()
            .map(record -> reading(caller, recordAccess, record, sensitive))
            .filter(reading -> !reading.fields.isEmpty())
            .filter(reading -> noted.getOrDefault(reading, Instant.MIN).isBefore(now.minus(SAME)))
            .toList();
    if (seen.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    if (noted.size() > MAX_REMEMBERED) {
      noted.clear();
    }
    return audit
        .add(event(caller, recordAccess, seen))
        .invoke(() -> seen.forEach(reading -> noted.put(reading, now)));
  }

  private static Reading reading(
      Caller caller, RecordAccess recordAccess, StoredRecord record, List<Integer> sensitive) {
    return new Reading(
        caller.memberId(),
        record.id(),
        sensitive.stream()
            .filter(slot -> record.sight().right(slot).isReadable())
            .map(slot -> recordAccess.form().definition().fields().get(slot).key().value())
            .toList());
  }

  private static AuditEvent event(Caller caller, RecordAccess recordAccess, List<Reading> seen) {
    var details = DefinitionJson.mapper().createObjectNode();
    var fields = details.putArray("fields");
    seen.stream().map(Reading::fields).flatMap(List::stream).distinct().forEach(fields::add);
    var records = details.putArray("records");
    seen.forEach(reading -> records.add(reading.record.toString()));
    return AuditEvent.of(
        caller,
        "record.read",
        recordAccess.form().app() + "/" + recordAccess.form().key(),
        details.toString());
  }
}
