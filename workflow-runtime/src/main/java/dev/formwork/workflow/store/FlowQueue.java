package dev.formwork.workflow.store;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.workspace.schedule.WorkKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The jobs and timers of a workspace's flows: put in, taken under a lease, finished. */
@ApplicationScoped
public class FlowQueue {

  /** Running flow jobs. */
  public static final WorkKind JOBS = new WorkKind("flow-jobs");

  /** Firing timers. */
  public static final WorkKind TIMERS = new WorkKind("timers");

  /** How long a node that fell silent keeps a job. */
  private static final Duration LEASE = Duration.ofSeconds(40);

  private final Pool pool;

  FlowQueue(Pool pool) {
    this.pool = pool;
  }

  /** A timer that rang. */
  public record Timer(UUID instance, int position, int stage) {}

  public Uni<Void> enqueueContinuation(SqlClient sql, String schema, UUID instance) {
    return put(sql, schema, instance, 0, FlowJob.Kind.GO_ON, Duration.ZERO);
  }

  /** Puts a job in, in the caller's transaction. */
  public Uni<Void> put(
      SqlClient sql,
      String schema,
      UUID instance,
      int position,
      FlowJob.Kind kind,
      Duration delay) {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_job (id, instance_id, position, kind, run_at)
            VALUES ($1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond')"""
                .formatted(schema))
        .execute(
            Tuple.of(
                UuidCreator.getTimeOrderedEpoch(),
                instance,
                position,
                kind.name(),
                delay.toMillis()))
        .replaceWithVoid();
  }

  /** An instance that begins by a job begins later. */
  public Uni<Void> delay(SqlClient sql, String schema, UUID instance, Duration delay) {
    return sql.preparedQuery(
            "UPDATE \"%s\".flow_job SET run_at = now() + $2::bigint * interval '1 millisecond' WHERE instance_id = $1"
                .formatted(schema))
        .execute(Tuple.of(instance, delay.toMillis()))
        .replaceWithVoid();
  }

  /**
   * An SQL expression for when the earliest job is due: one that nobody has, or one of a node that
   * fell silent. Those are among the oldest.
   */
  public static String earliestJob(String schema) {
    return """
        least((SELECT min(run_at) FROM %1$s.flow_job WHERE NOT dead AND leased_until IS NULL),
          (SELECT min(greatest(run_at, leased_until)) FROM (
            SELECT run_at, leased_until FROM %1$s.flow_job WHERE NOT dead ORDER BY run_at LIMIT 500) oldest
           WHERE leased_until IS NOT NULL))"""
        .formatted(schema);
  }

  /** An SQL expression for when the earliest timer is due. */
  public static String earliestTimer(String schema) {
    return "(SELECT min(at) FROM %s.flow_timer)".formatted(schema);
  }

  /** Jobs that are due, leased to the caller; those whose lease ran out are taken over. */
  public Uni<List<FlowJob>> take(String schema, int most) {
    return pool.preparedQuery(
            """
            UPDATE "%1$s".flow_job SET fence = fence + 1, leased_until = now() + $1::bigint * interval '1 second'
            WHERE id IN (
              SELECT id FROM "%1$s".flow_job
              WHERE NOT dead AND run_at <= now() AND (leased_until IS NULL OR leased_until < now())
              ORDER BY run_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING id, instance_id, position, kind, attempts, fence"""
                .formatted(schema))
        .execute(Tuple.of(LEASE.toSeconds(), most))
        .map(
            rows -> {
              var jobs = new ArrayList<FlowJob>();
              rows.forEach(
                  row ->
                      jobs.add(
                          new FlowJob(
                              row.getUUID(0),
                              row.getUUID(1),
                              row.getInteger(2),
                              FlowJob.Kind.valueOf(row.getString(3)),
                              row.getInteger(4),
                              row.getLong(5))));
              return jobs;
            });
  }

  public Uni<Void> finish(String schema, FlowJob job) {
    return pool.preparedQuery(
            "DELETE FROM \"%s\".flow_job WHERE id = $1 AND fence = $2".formatted(schema))
        .execute(Tuple.of(job.id(), job.leaseVersion()))
        .replaceWithVoid();
  }

  /** To be tried again after a while. */
  public Uni<Void> retry(String schema, FlowJob job, Duration delay, String error) {
    return pool.preparedQuery(
            """
            UPDATE "%s".flow_job SET attempts = attempts + 1, leased_until = NULL, error = $4,
            run_at = now() + $3::bigint * interval '1 millisecond' WHERE id = $1 AND fence = $2"""
                .formatted(schema))
        .execute(Tuple.of(job.id(), job.leaseVersion(), delay.toMillis(), error))
        .replaceWithVoid();
  }

  /** Nobody tries it any more by itself. */
  public Uni<Void> markFailed(String schema, FlowJob job, String error) {
    return pool.preparedQuery(
            "UPDATE \"%s\".flow_job SET dead = true, leased_until = NULL, error = $3 WHERE id = $1 AND fence = $2"
                .formatted(schema))
        .execute(Tuple.of(job.id(), job.leaseVersion(), error))
        .replaceWithVoid();
  }

  /** Timers whose time has come, locked until the transaction ends; others skip them. */
  public Uni<List<Timer>> due(SqlClient sql, String schema, int most) {
    return sql.preparedQuery(
            """
            SELECT instance_id, position, stage FROM "%s".flow_timer WHERE at <= now()
            ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED"""
                .formatted(schema))
        .execute(Tuple.of(most))
        .map(
            rows -> {
              var timers = new ArrayList<Timer>();
              rows.forEach(
                  row ->
                      timers.add(new Timer(row.getUUID(0), row.getInteger(1), row.getInteger(2))));
              return timers;
            });
  }

  /** A timer that could not be heeded rings again in a minute. */
  public Uni<Void> postpone(String schema, Timer timer) {
    return pool.preparedQuery(
            """
            UPDATE "%s".flow_timer SET at = now() + interval '1 minute'
            WHERE instance_id = $1 AND position = $2 AND stage = $3"""
                .formatted(schema))
        .execute(Tuple.of(timer.instance, timer.position, timer.stage))
        .replaceWithVoid();
  }

  /**
   * Takes a timer; fails when somebody else took it.
   *
   * @throws IllegalStateException when it rang already
   */
  public Uni<Void> takeTimer(SqlClient sql, String schema, Timer timer) {
    return sql.preparedQuery(
            "DELETE FROM \"%s\".flow_timer WHERE instance_id = $1 AND position = $2 AND stage = $3"
                .formatted(schema))
        .execute(Tuple.of(timer.instance, timer.position, timer.stage))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new IllegalStateException("Another node heard this timer");
              }
            })
        .replaceWithVoid();
  }

  /** Timers that rang and were heeded. */
  public Uni<Void> fired(SqlClient sql, String schema, List<Timer> timers) {
    return timers.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                """
                DELETE FROM "%s".flow_timer t USING unnest($1::uuid[], $2::int[], $3::int[]) AS n(i, p, s)
                WHERE t.instance_id = n.i AND t.position = n.p AND t.stage = n.s"""
                    .formatted(schema))
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(timers.stream().map(Timer::instance).toArray(UUID[]::new))
                    .addArrayOfInteger(timers.stream().map(Timer::position).toArray(Integer[]::new))
                    .addArrayOfInteger(timers.stream().map(Timer::stage).toArray(Integer[]::new)))
            .replaceWithVoid();
  }
}
