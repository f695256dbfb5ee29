package dev.formwork.core.job;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table of jobs: put in, taken under a lease, renewed, finished. */
@ApplicationScoped
public class JobQueue {

  /** How long a node that fell silent keeps a job. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Of these kinds, which nobody does now and for which no other of its kind is done. */
  private static final String DUE =
      """
       FROM formwork.job j
      WHERE run_at <= now() AND kind = ANY (%s) AND (state = 'waiting' OR state = 'running' AND leased_until < now())
      AND NOT EXISTS (
        SELECT 1 FROM formwork.job o WHERE o.state = 'running' AND o.leased_until >= now()
        AND o.workspace_id = j.workspace_id AND o.kind = j.kind)\
      """;

  private final Pool pool;
  private volatile Runnable onEnqueue = () -> {};

  public JobQueue(Pool pool) {
    this.pool = pool;
  }

  /** Puts a job in, in the caller's transaction; {@link #wake} after it committed. */
  public Uni<Void> enqueue(SqlClient sql, Workspace workspace, String kind, String subject) {
    return enqueue(sql, workspace.id(), kind, subject);
  }

  /** The same by the workspace's id. */
  public Uni<Void> enqueue(SqlClient sql, UUID workspace, String kind, String subject) {
    return sql.preparedQuery(
            "INSERT INTO formwork.job (id, workspace_id, kind, subject, state) VALUES ($1, $2, $3,"
                + " $4, 'waiting')")
        .execute(Tuple.of(UuidCreator.getTimeOrderedEpoch(), workspace, kind, subject))
        .replaceWithVoid();
  }

  /** The same, in a transaction of definitions. */
  public Uni<Void> enqueue(
      Mutiny.Session session, Workspace workspace, String kind, String subject) {
    return session
        .createNativeQuery(
            "INSERT INTO formwork.job (id, workspace_id, kind, subject, state) VALUES (?1, ?2, ?3,"
                + " ?4, 'waiting')")
        .setParameter(1, UuidCreator.getTimeOrderedEpoch())
        .setParameter(2, workspace.id())
        .setParameter(3, kind)
        .setParameter(4, subject)
        .executeUpdate()
        .replaceWithVoid();
  }

  public void wake() {
    onEnqueue.run();
  }

  public void wakeOnEnqueue(Runnable worker) {
    onEnqueue = worker;
  }

  /**
   * The next job of these kinds that is due, leased to the caller; null when there is none. A lease
   * that ran out is taken over; that counts as a failed attempt, as the job may have ended the node
   * that had it. Those of a kind wait for each other in a workspace, so that one with many leaves
   * room for others.
   */
  public Uni<Job> take(Collection<String> kinds) {
    var asked = kinds.toArray(String[]::new);
    return pool.preparedQuery("SELECT EXISTS (SELECT 1" + DUE.formatted("$1") + ")")
        .execute(Tuple.tuple().addArrayOfString(asked))
        .chain(
            rows ->
                rows.iterator().next().getBoolean(0)
                    ? pool.withTransaction(connection -> takeAlone(connection, asked))
                    : Uni.createFrom().nullItem());
  }

  /**
   * One node after the other: two that look at once would each see none running of a kind of which
   * two wait.
   */
  private static Uni<Job> takeAlone(SqlConnection connection, String[] kinds) {
    return connection
        .query("SELECT pg_advisory_xact_lock(hashtextextended('formwork.job', 0))")
        .execute()
        .chain(
            () ->
                connection
                    .preparedQuery(
                        """
                        UPDATE formwork.job SET state = 'running', fence = fence + 1,
                        attempts = attempts + CASE WHEN state = 'running' THEN 1 ELSE 0 END, leased_until = now() + $1::bigint * interval '1 second'
                        WHERE id = (SELECT id%s ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, workspace_id, kind, subject, attempts, fence\
                        """
                            .formatted(DUE.formatted("$2")))
                    .execute(Tuple.of(LEASE.toSeconds(), kinds)))
        .map(rows -> rows.size() == 0 ? null : job(rows.iterator().next()));
  }

  private static Job job(Row row) {
    return new Job(
        row.getUUID(0),
        row.getUUID(1),
        row.getString(2),
        row.getString(3),
        row.getInteger(4),
        row.getLong(5));
  }

  /** The leases of jobs whose step takes long; what another node took over stays that one's. */
  Uni<Void> keep(Collection<Job> jobs) {
    return pool.preparedQuery(
            """
            UPDATE formwork.job j SET leased_until = now() + $1::bigint * interval '1 second'
            FROM unnest($2::uuid[], $3::bigint[]) AS held (id, fence)
            WHERE j.id = held.id AND j.fence = held.fence AND j.state = 'running'\
            """)
        .execute(
            Tuple.tuple()
                .addLong(LEASE.toSeconds())
                .addArrayOfUUID(jobs.stream().map(Job::id).toArray(UUID[]::new))
                .addArrayOfLong(jobs.stream().map(Job::fence).toArray(Long[]::new)))
        .replaceWithVoid();
  }

  /** A step worked. False when another node took the job over meanwhile. */
  public Uni<Boolean> renew(Job job) {
    return guarded(
        "leased_until = now() + " + LEASE.toSeconds() + " * interval '1 second', attempts = 0",
        job);
  }

  public Uni<Boolean> finish(Job job) {
    return guarded("state = 'done', leased_until = NULL", job);
  }

  public Uni<Boolean> retryLater(Job job, Duration delay, String error) {
    return pool.preparedQuery(
            """
            UPDATE formwork.job SET state = 'waiting', attempts = attempts + 1, error = $3, leased_until = NULL,
            run_at = now() + $4::bigint * interval '1 millisecond' WHERE id = $1 AND fence = $2\
            """)
        .execute(Tuple.of(job.id(), job.fence(), error, delay.toMillis()))
        .map(rows -> rows.rowCount() == 1);
  }

  public Uni<Boolean> fail(Job job, String error) {
    return pool.preparedQuery(
            "UPDATE formwork.job SET state = 'failed', error = $3, leased_until = NULL WHERE id ="
                + " $1 AND fence = $2")
        .execute(Tuple.of(job.id(), job.fence(), error))
        .map(rows -> rows.rowCount() == 1);
  }

  private Uni<Boolean> guarded(String set, Job job) {
    return pool.preparedQuery("UPDATE formwork.job SET " + set + " WHERE id = $1 AND fence = $2")
        .execute(Tuple.of(job.id(), job.fence()))
        .map(rows -> rows.rowCount() == 1);
  }
}
