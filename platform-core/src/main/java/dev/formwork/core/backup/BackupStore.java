package dev.formwork.core.backup;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.naming.MemberId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The tables of the plan and of the backups that were made. */
@ApplicationScoped
class BackupStore {

  /** Sorts by time, also for whoever looks into the folder. */
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'formwork-'uuuuMMdd-HHmmss-SSS'.backup'")
          .withZone(ZoneOffset.UTC);

  private static final String RUN =
      "id, file_name, node, asked_by, asked_at, as_of, finished_at, coalesce(size, 0),"
          + " coalesce(row_count, 0), error";

  private final Pool pool;

  BackupStore(Pool pool) {
    this.pool = pool;
  }

  Uni<BackupPlan> plan() {
    return pool.query("SELECT is_on, at, zone, kept FROM formwork.backup_plan")
        .execute()
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new BackupPlan(
                  row.getBoolean(0),
                  row.getLocalTime(1),
                  ZoneId.of(row.getString(2)),
                  row.getInteger(3));
            });
  }

  Uni<Void> keep(SqlClient sql, BackupPlan plan) {
    return sql.preparedQuery(
            "UPDATE formwork.backup_plan SET is_on = $1, at = $2, zone = $3, kept = $4")
        .execute(Tuple.of(plan.isOn(), plan.at(), plan.zone().getId(), plan.kept()))
        .replaceWithVoid();
  }

  /**
   * @param by null: the clock
   */
  Uni<UUID> asked(SqlClient sql, MemberId by) {
    var id = UuidCreator.getTimeOrderedEpoch();
    return sql.preparedQuery(
            "INSERT INTO formwork.backup_run (id, file_name, asked_by) VALUES ($1, $2, $3)")
        .execute(
            Tuple.from(Arrays.asList(id, NAME.format(Instant.now()), MemberId.valueOrNull(by))))
        .replaceWith(id);
  }

  /** Newest first; without those that were removed. */
  Uni<List<BackupRun>> runs() {
    return pool.query(
            "SELECT "
                + RUN
                + " FROM formwork.backup_run WHERE removed_at IS NULL ORDER BY asked_at DESC, id"
                + " DESC LIMIT 500")
        .execute()
        .map(
            rows -> {
              var runs = new ArrayList<BackupRun>();
              rows.forEach(row -> runs.add(run(row)));
              return runs;
            });
  }

  Uni<Boolean> isLastFailed() {
    return pool.query(
            "SELECT error IS NOT NULL FROM formwork.backup_run WHERE removed_at IS NULL AND"
                + " finished_at IS NOT NULL ORDER BY asked_at DESC, id DESC LIMIT 1")
        .execute()
        .map(rows -> rows.iterator().hasNext() && rows.iterator().next().getBoolean(0));
  }

  /** Null when there is none. */
  Uni<BackupRun> run(UUID id) {
    return pool.preparedQuery(
            "SELECT " + RUN + " FROM formwork.backup_run WHERE id = $1 AND removed_at IS NULL")
        .execute(Tuple.of(id))
        .map(rows -> rows.iterator().hasNext() ? run(rows.iterator().next()) : null);
  }

  private static BackupRun run(Row row) {
    return new BackupRun(
        row.getUUID(0),
        row.getString(1),
        row.getString(2),
        MemberId.of(row.getUUID(3)),
        instant(row.getOffsetDateTime(4)),
        instant(row.getOffsetDateTime(5)),
        instant(row.getOffsetDateTime(6)),
        row.getLong(7),
        row.getLong(8),
        row.getString(9));
  }

  private static Instant instant(OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  Uni<Void> began(UUID id, String node) {
    return pool.preparedQuery("UPDATE formwork.backup_run SET node = $2 WHERE id = $1")
        .execute(Tuple.of(id, node))
        .replaceWithVoid();
  }

  Uni<Void> made(UUID id, BackupSummary summary, long size) {
    return pool.preparedQuery(
            "UPDATE formwork.backup_run SET finished_at = now(), as_of = $2, size = $3, row_count ="
                + " $4 WHERE id = $1")
        .execute(Tuple.of(id, summary.madeAt().atOffset(ZoneOffset.UTC), size, summary.rows()))
        .replaceWithVoid();
  }

  /**
   * @return whether it is the first that failed since one came about; false when that was known
   */
  Uni<Boolean> failed(SqlClient sql, UUID id, String error) {
    return sql.preparedQuery(
            """
            UPDATE formwork.backup_run SET finished_at = now(), error = $2 WHERE id = $1 AND finished_at IS NULL
            RETURNING NOT coalesce((
              SELECT earlier.error IS NOT NULL FROM formwork.backup_run earlier
              WHERE earlier.id <> $1 AND earlier.finished_at IS NOT NULL
              ORDER BY earlier.asked_at DESC, earlier.id DESC LIMIT 1), FALSE)\
            """)
        .execute(Tuple.of(id, error))
        .map(rows -> rows.iterator().hasNext() && rows.iterator().next().getBoolean(0));
  }

  Uni<Void> removed(SqlClient sql, UUID id) {
    return sql.preparedQuery("UPDATE formwork.backup_run SET removed_at = now() WHERE id = $1")
        .execute(Tuple.of(id))
        .replaceWithVoid();
  }

  Uni<Void> removed(UUID id) {
    return removed(pool, id);
  }
}
