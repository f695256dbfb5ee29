package dev.formwork.core.access;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What happened to people, permissions and definitions, in the order it happened. Entries are only
 * ever added. Each carries a hash over itself and the one before it, so that whoever changes or
 * removes one breaks the chain from there on: {@link #verify} tells where.
 */
@ApplicationScoped
public class AuditLog {

  private static final String START = "0".repeat(64);
  private static final int PAGE = 200;

  private final Pool pool;

  AuditLog(Pool pool) {
    this.pool = pool;
  }

  /**
   * An entry.
   *
   * @param member nullable
   */
  public record Entry(
      long number,
      OffsetDateTime at,
      UUID member,
      String event,
      String subject,
      String details,
      String hash) {}

  /** Adds an entry in a transaction of its own. */
  public Uni<Void> add(AuditEvent event) {
    return pool.withTransaction(sql -> write(sql, event));
  }

  /**
   * Adds an entry to a transaction: what is rolled back was not done. Entries of a workspace wait
   * for each other until their transactions end, as each rests on the one before.
   */
  public static Uni<Void> write(SqlClient sql, AuditEvent event) {
    var chain = chain(event.workspace());
    var at = Instant.now().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    return sql.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
        .execute(Tuple.of("audit " + chain))
        .chain(
            () ->
                sql.preparedQuery(
                        "SELECT number, hash FROM formwork.audit_entry WHERE chain = $1 ORDER BY number DESC LIMIT 1")
                    .execute(Tuple.of(chain)))
        .chain(
            rows -> {
              var last = rows.iterator().hasNext() ? rows.iterator().next() : null;
              long number = last == null ? 1 : last.getLong(0) + 1;
              var before = last == null ? START : last.getString(1);
              return insert(sql, chain, number, at, event, before);
            });
  }

  private static Uni<Void> insert(
      SqlClient sql, UUID chain, long number, OffsetDateTime at, AuditEvent event, String before) {
    return sql.preparedQuery(
            "INSERT INTO formwork.audit_entry (chain, number, at, member_id, event, subject, details, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .execute(
            Tuple.from(
                Arrays.asList(
                    chain,
                    number,
                    at,
                    event.member(),
                    event.event(),
                    event.subject(),
                    event.details(),
                    hash(
                        before,
                        number,
                        at,
                        event.member(),
                        event.event(),
                        event.subject(),
                        event.details()))))
        .replaceWithVoid();
  }

  private static UUID chain(UUID workspace) {
    return workspace == null ? new UUID(0, 0) : workspace;
  }

  /** SHA-256 (FIPS 180-4) over the hash before and every part, each behind its length. */
  private static String hash(
      String before,
      long number,
      OffsetDateTime at,
      UUID member,
      String event,
      String subject,
      String details) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part :
          List.of(
              before,
              Long.toString(number),
              at.toInstant().toString(),
              Objects.toString(member, ""),
              event,
              subject,
              details)) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * Entries of the caller's workspace, newest first; for its administrators.
   *
   * @param words that event, subject or details contain; null or blank: any
   * @param before only entries with a smaller number; null: from the newest
   */
  public Uni<List<Entry>> entries(Caller caller, String words, Long before) {
    caller.requireAdministrator();
    var pattern =
        words == null || words.isBlank()
            ? null
            : "%" + words.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
    return pool.preparedQuery(
            """
            SELECT number, at, member_id, event, subject, details, hash FROM formwork.audit_entry
            WHERE chain = $1 AND ($2::text IS NULL OR event || ' ' || subject || ' ' || details ILIKE $2)
            AND ($3::bigint IS NULL OR number < $3) ORDER BY number DESC LIMIT\s"""
                + PAGE)
        .execute(Tuple.from(Arrays.asList(caller.workspace().id(), pattern, before)))
        .map(AuditLog::read);
  }

  private static List<Entry> read(Iterable<Row> rows) {
    var entries = new ArrayList<Entry>();
    for (var row : rows) {
      entries.add(
          new Entry(
              row.getLong(0),
              row.getOffsetDateTime(1),
              row.getUUID(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6)));
    }
    return entries;
  }

  /**
   * Whether the chain holds.
   *
   * @param entries how many there are
   * @param brokenAt the first entry that is not as it was written, or behind a missing one; null:
   *     none is
   */
  public record Verdict(long entries, Long brokenAt) {}

  /** Reads the whole chain of the caller's workspace and works every hash out again. */
  public Uni<Verdict> verify(Caller caller) {
    caller.requireAdministrator();
    return verify(caller.workspace().id(), 0, START);
  }

  private Uni<Verdict> verify(UUID chain, long behind, String hash) {
    return pool.preparedQuery(
            "SELECT number, at, member_id, event, subject, details, hash FROM formwork.audit_entry WHERE chain = $1 AND number > $2 ORDER BY number LIMIT 1000")
        .execute(Tuple.of(chain, behind))
        .chain(
            rows -> {
              long number = behind;
              var before = hash;
              for (var entry : read(rows)) {
                if (entry.number() != number + 1 || !entry.hash().equals(hash(before, entry))) {
                  return Uni.createFrom().item(new Verdict(number, number + 1));
                }
                number = entry.number();
                before = entry.hash();
              }
              return number == behind
                  ? Uni.createFrom().item(new Verdict(number, null))
                  : verify(chain, number, before);
            });
  }

  private static String hash(String before, Entry entry) {
    return hash(
        before,
        entry.number(),
        entry.at(),
        entry.member(),
        entry.event(),
        entry.subject(),
        entry.details());
  }
}
