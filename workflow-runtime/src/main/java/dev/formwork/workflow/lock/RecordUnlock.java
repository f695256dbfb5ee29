package dev.formwork.workflow.lock;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.engine.Instance;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;

/**
 * That an administrator unlocked a record, until somebody locks it again. It opens what runs locked
 * that had begun by then; a later submission locks anew.
 *
 * @param by who
 * @param reason why, in their words
 */
public record RecordUnlock(OffsetDateTime at, MemberId by, String reason) {

  /** Whether it opens what a run locks. */
  boolean opens(Instance run) {
    return at.isAfter(run.startedAt());
  }

  /** The one that holds; null: none. */
  static Uni<RecordUnlock> current(SqlClient sql, String schema, RecordId record) {
    return sql.preparedQuery(
            """
            SELECT at, by_id, reason FROM "%s".record_unlock
            WHERE record_id = $1 AND ended_at IS NULL ORDER BY at DESC LIMIT 1"""
                .formatted(schema))
        .execute(Tuple.of(record.value()))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return null;
              }
              var row = rows.iterator().next();
              return new RecordUnlock(
                  row.getOffsetDateTime(0), MemberId.of(row.getUUID(1)), row.getString(2));
            });
  }

  static Uni<Void> add(SqlClient sql, Caller caller, String form, RecordId record, String reason) {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".record_unlock (id, form, record_id, at, by_id, reason)
            VALUES ($1, $2, $3, now(), $4, $5)"""
                .formatted(caller.workspace().schema()))
        .execute(
            Tuple.of(
                UuidCreator.getTimeOrderedEpoch(),
                form,
                record.value(),
                MemberId.valueOrNull(caller.memberId()),
                reason))
        .replaceWithVoid();
  }

  /**
   * @return whether it was unlocked
   */
  static Uni<Boolean> end(SqlClient sql, String schema, RecordId record) {
    return sql.preparedQuery(
            """
            UPDATE "%s".record_unlock SET ended_at = now()
            WHERE record_id = $1 AND ended_at IS NULL"""
                .formatted(schema))
        .execute(Tuple.of(record.value()))
        .map(rows -> rows.rowCount() > 0);
  }
}
