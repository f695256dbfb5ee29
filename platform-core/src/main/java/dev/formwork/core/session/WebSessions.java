package dev.formwork.core.session;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.SecretHashes;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The browser sessions of all members on all nodes: lists and ends them. A session lives in one
 * node's memory; that node reports every 30 seconds that it is alive and is told of sessions ended
 * elsewhere. When the node goes, another one takes the session up for the browser that shows its
 * secret.
 */
@ApplicationScoped
public class WebSessions {

  private static final Logger LOG = Logger.getLogger(WebSessions.class);

  /** The channel on which nodes hear of ended sessions; the payload is the id of one. */
  public static final String CHANNEL = "formwork_sessions";

  private static final Duration BEAT = Duration.ofSeconds(30);

  /** A node that said nothing for so long is gone, and its sessions with it. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  /** As long as a session may lie idle, a browser may wait for another node. */
  private static final Duration RESUMABLE = Duration.ofMinutes(30);

  private static final Pattern SECRET = Pattern.compile("([0-9a-f-]{36})\\.[A-Za-z0-9]{40}");

  private static final int SECRET_LENGTH = 40;
  private static final int MAX_AGENT = 300;

  private final Pool pool;
  private final Map<UUID, LocalSession> held = new ConcurrentHashMap<>();

  WebSessions(Pool pool) {
    this.pool = pool;
  }

  /** A session as this node holds it. */
  public static final class LocalSession {

    private final UUID id;
    private volatile UUID workspace;
    private volatile boolean live = true;
    private volatile OffsetDateTime usedAt = now();

    private LocalSession(UUID id, UUID workspace) {
      this.id = id;
      this.workspace = workspace;
    }

    /** Its member went on to another workspace. */
    public void moveTo(UUID elsewhere) {
      workspace = elsewhere;
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

  /**
   * A session that began.
   *
   * @param secret with which the browser may go on at another node
   */
  public record Begun(LocalSession session, String secret) {}

  /**
   * @param bound whether what vouches for the member counts in this workspace alone
   */
  public Uni<Begun> begin(Caller caller, boolean bound, String address, String agent) {
    var session = new LocalSession(UuidCreator.getTimeOrderedEpoch(), caller.workspace().id());
    var secret = session.id + "." + SecretHashes.random(SECRET_LENGTH);
    return pool.preparedQuery(
            "INSERT INTO formwork.web_session (id, member_id, address, agent, secret_hash,"
                + " workspace_id, bound) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .execute(
            Tuple.from(
                Arrays.asList(
                    session.id,
                    MemberId.valueOrNull(caller.memberId()),
                    address,
                    agent.length() > MAX_AGENT ? agent.substring(0, MAX_AGENT) : agent,
                    SecretHashes.sha256(secret),
                    session.workspace,
                    bound)))
        .invoke(() -> held.put(session.id, session))
        .replaceWith(new Begun(session, secret));
  }

  /**
   * A session of a node that is gone.
   *
   * @param bound whether what vouches for the member counts in this workspace alone
   */
  public record Resumed(LocalSession session, MemberId member, UUID workspace, boolean bound) {}

  /** Takes up the session of a browser that shows its secret; null when it is over. */
  public Uni<Resumed> resume(String secret) {
    var parts = SECRET.matcher(secret);
    if (!parts.matches()) {
      return Uni.createFrom().nullItem();
    }
    return pool.preparedQuery(
            """
            UPDATE formwork.web_session SET seen_at = now(), active_at = now()
            WHERE id = $1 AND secret_hash = $2 AND ended_at IS NULL AND seen_at > $3 RETURNING id, member_id, workspace_id, bound\
            """)
        .execute(
            Tuple.of(
                UUID.fromString(parts.group(1)),
                SecretHashes.sha256(secret),
                now().minus(RESUMABLE)))
        .map(rows -> rows.iterator().hasNext() ? resumed(rows.iterator().next()) : null);
  }

  private Resumed resumed(Row row) {
    var workspace = row.getUUID(2);
    var session = held.computeIfAbsent(row.getUUID(0), id -> new LocalSession(id, workspace));
    return new Resumed(session, MemberId.of(row.getUUID(1)), workspace, row.getBoolean(3));
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
            WHERE member_id = $1 AND ended_at IS NULL AND seen_at > $2 ORDER BY active_at DESC\
            """)
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
            SELECT pg_notify('%s', id::text) FROM ended\
            """
                .formatted(CHANNEL))
        .execute(Tuple.from(Arrays.asList(member.value(), only, but)))
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
            UPDATE formwork.web_session s SET seen_at = now(), active_at = n.used, workspace_id = n.workspace
            FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS n (id, used, workspace) WHERE s.id = n.id
            RETURNING s.id, s.ended_at IS NOT NULL\
            """)
        .execute(
            Tuple.of(
                here.stream().map(one -> one.id).toArray(UUID[]::new),
                here.stream().map(one -> one.usedAt).toArray(OffsetDateTime[]::new),
                here.stream().map(one -> one.workspace).toArray(UUID[]::new)))
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
