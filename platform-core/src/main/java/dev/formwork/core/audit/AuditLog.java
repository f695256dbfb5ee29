package dev.formwork.core.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.thread.VertxContexts;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What happened to people, permissions and definitions, in the order it happened. Entries are only
 * ever added. Each carries a keyed code over itself and the one before it ({@link AuditChain}), so
 * that whoever changes or removes one breaks the chain from there on: {@link #verify} tells where.
 */
@ApplicationScoped
public class AuditLog {

  private static final int PAGE = 200;

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))";
  private static final String INSERT =
      "INSERT INTO formwork.audit_entry (chain, number, at, member_id, event, subject, details,"
          + " hash) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)";

  /** Before anything is written. */
  private static final int FIRST = 1;

  private static final AtomicReference<AuditChain> CHAIN = new AtomicReference<>();

  private final Pool pool;
  private final AuditKeys keys;

  AuditLog(Pool pool, AuditKeys keys) {
    this.pool = pool;
    this.keys = keys;
  }

  /** Opens the keys; the first one signs what was written before there were any. */
  void open(@Observes @Priority(FIRST) StartupEvent event) {
    CHAIN.set(VertxContexts.await(keys::chain));
  }

  private static AuditChain chain() {
    var chain = CHAIN.get();
    if (chain == null) {
      throw new IllegalStateException("Nothing happens before the audit log is open");
    }
    return chain;
  }

  /** Adds an entry in a transaction of its own. */
  public Uni<Void> add(AuditEvent event) {
    return pool.withTransaction(sql -> write(sql, event));
  }

  /**
   * Adds an entry to a transaction: what is rolled back was not done. Entries of a workspace wait
   * for each other until their transactions end, as each rests on the one before.
   */
  public static Uni<Void> write(SqlClient sql, AuditEvent event) {
    return write(chain(), sql, event);
  }

  static Uni<Void> write(AuditChain with, SqlClient sql, AuditEvent event) {
    var chain = event.workspace();
    return sql.preparedQuery(LOCK.formatted("$1"))
        .execute(Tuple.of("audit " + chain))
        .chain(() -> sql.preparedQuery(AuditTail.SQL.formatted("$1")).execute(Tuple.of(chain)))
        .map(rows -> with.next(event, tail(rows)))
        .chain(
            entry ->
                sql.preparedQuery(INSERT.formatted("$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8"))
                    .execute(Tuple.from(values(chain, entry))))
        .replaceWithVoid();
  }

  private static AuditTail tail(Iterable<Row> rows) {
    var newest = new ArrayList<Entry>();
    for (var row : rows) {
      newest.add(
          AuditTail.entry(
              row.getLong(0),
              row.getLong(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6)));
    }
    return new AuditTail(newest);
  }

  /** The same for a transaction of the control plane's. */
  public static Uni<Void> write(Mutiny.Session session, AuditEvent event) {
    var chain = event.workspace();
    return session
        .createNativeQuery("SELECT 1 FROM (" + LOCK.formatted("?1") + ") locked", Integer.class)
        .setParameter(1, "audit " + chain)
        .getSingleResult()
        .chain(
            () ->
                session
                    .createNativeQuery(AuditTail.SQL.formatted("?1"), Object[].class)
                    .setParameter(1, chain)
                    .getResultList())
        .map(
            rows -> chain().next(event, new AuditTail(rows.stream().map(AuditLog::entry).toList())))
        .chain(
            entry -> {
              var insert =
                  session.createNativeQuery(
                      INSERT.formatted("?1", "?2", "?3", "?4", "?5", "?6", "?7", "?8"));
              var values = values(chain, entry);
              for (int i = 0; i < values.size(); i++) {
                insert.setParameter(i + 1, values.get(i));
              }
              return insert.executeUpdate();
            })
        .replaceWithVoid();
  }

  private static Entry entry(Object[] row) {
    return AuditTail.entry(
        (Number) row[0],
        (Number) row[1],
        (String) row[2],
        (String) row[3],
        (String) row[4],
        (String) row[5],
        (String) row[6]);
  }

  private static List<Object> values(UUID chain, Entry entry) {
    return Arrays.asList(
        chain,
        entry.number,
        entry.at,
        MemberId.valueOrNull(entry.member),
        entry.event,
        entry.subject,
        entry.details,
        entry.hash);
  }

  /**
   * An entry.
   *
   * @param member nullable
   */
  public record Entry(
      long number,
      OffsetDateTime at,
      MemberId member,
      String event,
      String subject,
      String details,
      String hash) {

    public ObjectNode json() {
      return DefinitionJson.mapper()
          .createObjectNode()
          .put("number", number)
          .put("at", IsoDates.utc(at))
          .put("member", member == null ? null : member.toString())
          .put("event", event)
          .put("subject", subject)
          .put("details", details)
          .put("hash", hash);
    }
  }

  /** All of it as NDJSON, newest first, with the hashes: to be kept elsewhere. */
  public Uni<String> export(Caller caller) {
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new AtomicReference<Long>(),
            before ->
                entries(caller, null, before.get())
                    .invoke(
                        page -> {
                          if (!page.isEmpty()) {
                            before.set(page.getLast().number());
                          }
                        }))
        .whilst(page -> !page.isEmpty() && page.getLast().number() > 1)
        .onItem()
        .transformToIterable(page -> page)
        .map(entry -> entry.json() + "\n")
        .collect()
        .with(Collectors.joining());
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
              MemberId.of(row.getUUID(2)),
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
    return verify(caller.workspace().id(), 0, AuditChain.START);
  }

  private Uni<Verdict> verify(UUID chain, long behind, String hash) {
    return pool.preparedQuery(
            "SELECT number, at, member_id, event, subject, details, hash FROM formwork.audit_entry"
                + " WHERE chain = $1 AND number > $2 ORDER BY number LIMIT 1000")
        .execute(Tuple.of(chain, behind))
        .chain(
            rows -> {
              long number = behind;
              var before = hash;
              for (var entry : read(rows)) {
                if (entry.number() != number + 1 || !chain().holds(chain, before, entry)) {
                  return Uni.createFrom().item(new Verdict(number, number + 1));
                }
                number = entry.number();
                before = entry.hash();
              }
              return number == behind
                  ? Uni.createFrom().item(verdict(chain, number, before))
                  : verify(chain, number, before);
            });
  }

  /** What ends without a code was cut off, or written anew. */
  private static Verdict verdict(UUID chain, long entries, String last) {
    return new Verdict(entries, chain().mayEnd(chain, entries, last) ? null : entries + 1);
  }
}
