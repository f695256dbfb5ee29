package dev.formwork.core.session;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The browser sessions of all members on all nodes: lists and ends them. A session lives in one
 * node's memory; that node reports every 30 seconds that it is alive and is told of sessions ended
 * elsewhere.
 */
@ApplicationScoped
public class WebSessions {

  private static final Logger LOG = Logger.getLogger(WebSessions.class);

  /** The channel on which nodes hear of ended sessions; the payload is the id of one. */
  public static final String CHANNEL = "formwork_sessions";

  private static final Duration BEAT = Duration.ofSeconds(30);

  /** A node that said nothing for so long is gone, and its sessions with it. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private static final int MAX_AGENT = 300;

  private final Pool pool;
  private final Map<UUID, LocalSession> held = new ConcurrentHashMap<>();

  WebSessions(Pool pool) {
    this.pool = pool;
  }

  /** A session as this node holds it. */
  public static final class LocalSession {

    private final UUID id;
    private volatile boolean live = true;
    private volatile OffsetDateTime usedAt = now();

    private LocalSession(UUID id) {
      this.id = id;
    }

    public UUID id() {
      return id;
    }

    /** False once it was ended, here or elsewhere. */
    public boolean isLive() {
      return live;
    }

    /** Somebody did something in it. */
    public void used() {
      usedAt = now();
    }
  }

  /**
   * A browser that is signed in.
   *
   * @param agent what the browser says of itself
   */
  public record OpenSession(
      UUID id, OffsetDateTime startedAt, OffsetDateTime activeAt, String address, String agent) {}

  void start(@Observes StartupEvent event, Vertx vertx) {
    vertx.setPeriodic(
        BEAT.toMillis(),
        _ ->
            beat()
                .subscribe()
                .with(
                    _ -> {},
                    failure ->
                        LOG.warnf(
                            "The activity of %d sessions was not stored, next try in %s: %s",
                            held.size(), BEAT, failure)));
  }

  public Uni<LocalSession> begin(Caller caller, String address, String agent) {
    var session = new LocalSession(UuidCreator.getTimeOrderedEpoch());
    return pool.preparedQuery(
            "INSERT INTO formwork.web_session (id, member_id, address, agent) VALUES ($1, $2, $3, $4)")
        .execute(
            Tuple.of(
                session.id,
                MemberId.valueOrNull(caller.memberId()),
                address,
                agent.length() > MAX_AGENT ? agent.substring(0, MAX_AGENT) : agent))
        .invoke(() -> held.put(session.id, session))
        .replaceWith(session);
  }

  /** The browser signed out, or its session ran out. */
  public Uni<Void> over(LocalSession session) {
    session.live = false;
    held.remove(session.id);
    return pool.preparedQuery(
            "UPDATE formwork.web_session SET ended_at = now() WHERE id = $1 AND ended_at IS NULL")
        .execute(Tuple.of(session.id))
        .replaceWithVoid();
  }

  /** A member's own, or those of a member of the workspace for its administrators. */
  public Uni<List<OpenSession>> of(Caller caller, MemberId member) {
    require(caller, member);
    return pool.preparedQuery(
            """
            SELECT id, started_at, active_at, address, agent FROM formwork.web_session
            WHERE member_id = $1 AND ended_at IS NULL AND seen_at > $2 ORDER BY active_at DESC""")
        .execute(Tuple.of(member.value(), now().minus(SILENCE)))
        .map(
            rows -> {
              var found = new ArrayList<OpenSession>();
              rows.forEach(row -> found.add(session(row)));
              return found;
            });
  }

  private OpenSession session(Row row) {
    var here = held.get(row.getUUID(0));
    return new OpenSession(
        row.getUUID(0),
        row.getOffsetDateTime(1),
        here == null ? row.getOffsetDateTime(2) : here.usedAt,
        row.getString(3),
        row.getString(4));
  }

  private static void require(Caller caller, MemberId member) {
    if (member.equals(caller.memberId()) && caller.assumed() == null) {
      return;
    }
    caller.requireAdministrator();
    if (caller.people().standing(member).isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, member);
    }
  }

  /**
   * Ends sessions of a member, wherever they are.
   *
   * @param only this one; null: all
   * @param but not this one; nullable
   */
  public Uni<Void> end(Caller caller, MemberId member, UUID only, UUID but) {
    caller.requireWriting();
    require(caller, member);
    return pool.withTransaction(
        sql ->
            endAll(sql, member, only, but)
                .chain(
                    ended ->
                        ended == 0
                            ? Uni.createFrom().voidItem()
                            : AuditLog.write(
                                sql,
                                AuditEvent.of(
                                    caller,
                                    "session.end",
                                    member.toString(),
                                    "{\"sessions\":%d}".formatted(ended)))));
  }

  /** In a transaction; all nodes hear of it once it is committed. */
  public static Uni<Integer> endAll(SqlClient sql, MemberId member, UUID only, UUID but) {
    return sql.preparedQuery(
            """
            WITH ended AS (
              UPDATE formwork.web_session SET ended_at = now() WHERE member_id = $1 AND ended_at IS NULL
              AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3) RETURNING id)
            SELECT pg_notify('%s', id::text) FROM ended"""
                .formatted(CHANNEL))
        .execute(Tuple.from(java.util.Arrays.asList(member.value(), only, but)))
        .map(rows -> rows.rowCount());
  }

  /** A session was ended somewhere. */
  public void ended(UUID id) {
    var session = held.remove(id);
    if (session != null) {
      session.live = false;
    }
  }

  /** Says which sessions live here, and hears of those that were ended meanwhile. */
  public Uni<Void> beat() {
    var here = List.copyOf(held.values());
    if (here.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery(
            """
            UPDATE formwork.web_session s SET seen_at = now(), active_at = n.used
            FROM unnest($1::uuid[], $2::timestamptz[]) AS n (id, used) WHERE s.id = n.id
            RETURNING s.id, s.ended_at IS NOT NULL""")
        .execute(
            Tuple.of(
                here.stream().map(one -> one.id).toArray(UUID[]::new),
                here.stream().map(one -> one.usedAt).toArray(OffsetDateTime[]::new)))
        .invoke(
            rows ->
                rows.forEach(
                    row -> {
                      if (row.getBoolean(1)) {
                        ended(row.getUUID(0));
                      }
                    }))
        .replaceWithVoid();
  }

  private static OffsetDateTime now() {
    return Instant.now().atOffset(ZoneOffset.UTC);
  }
}
