package dev.formwork.core.audit;

import dev.formwork.core.audit.AuditLog.Entry;
import dev.formwork.core.naming.MemberId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * How a chain ends: what the next entry rests on, and what shows whether that holds itself.
 *
 * @param newest the last entry and the one before it, as far as there are any
 */
public record AuditTail(List<Entry> newest) {

  /** Asks for the last two, with a place for the chain; each row goes through {@link #entry}. */
  public static final String SQL =
      """
      SELECT number, CAST(extract(epoch FROM at) * 1000000 AS bigint), CAST(member_id AS text), event, subject, details, hash
      FROM formwork.audit_entry WHERE chain = %s ORDER BY number DESC LIMIT 2\
      """;

  public AuditTail {
    newest = List.copyOf(newest);
  }

  /**
   * @param at microseconds since 1970
   * @param member nullable
   */
  public static Entry entry(
      Number number,
      Number at,
      String member,
      String event,
      String subject,
      String details,
      String hash) {
    return new Entry(
        number.longValue(),
        Instant.EPOCH.plus(at.longValue(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
        member == null ? null : new MemberId(UUID.fromString(member)),
        event,
        subject,
        details,
        hash);
  }

  /** Zero: there is no entry. */
  long number() {
    return newest.isEmpty() ? 0 : newest.getFirst().number();
  }

  /** The code of the last entry. */
  String hash() {
    return newest.isEmpty() ? AuditChain.START : newest.getFirst().hash();
  }

  /** The code that the last entry rests on. */
  String before() {
    return newest.size() < 2 ? AuditChain.START : newest.getLast().hash();
  }

  /** Whether nothing is missing between the last two. */
  boolean isComplete() {
    return newest.size() < 2
        ? number() <= 1
        : newest.getFirst().number() == newest.getLast().number() + 1;
  }
}
