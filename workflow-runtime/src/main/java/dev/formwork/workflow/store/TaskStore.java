package dev.formwork.workflow.store;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.engine.TaskKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads tasks one by one. */
public final class TaskStore {

  private TaskStore() {}

  /**
   * A task as it is stored.
   *
   * @param principal nullable
   * @param dueAt nullable
   * @param seenAt nullable
   * @param closedAt null: open
   * @param closedBy nullable
   * @param outcome nullable
   */
  public record StoredTask(
      UUID id,
      UUID instance,
      int position,
      String step,
      TaskKind kind,
      MemberId member,
      MemberId principal,
      OffsetDateTime openedAt,
      OffsetDateTime dueAt,
      OffsetDateTime seenAt,
      OffsetDateTime closedAt,
      MemberId closedBy,
      String outcome) {}

  /** Null when there is none. */
  public static Uni<StoredTask> find(SqlClient sql, String schema, UUID id) {
    return sql.preparedQuery(
            """
            SELECT id, instance_id, position, step, kind, member_id, principal_id, opened_at, due_at, seen_at,
            closed_at, closed_by, outcome FROM "%s".flow_task WHERE id = $1"""
                .formatted(schema))
        .execute(Tuple.of(id))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return null;
              }
              return task(rows.iterator().next(), 0);
            });
  }

  private static StoredTask task(Row row, int from) {
    return new StoredTask(
        row.getUUID(from),
        row.getUUID(from + 1),
        row.getInteger(from + 2),
        row.getString(from + 3),
        TaskKind.valueOf(row.getString(from + 4)),
        MemberId.of(row.getUUID(from + 5)),
        MemberId.of(row.getUUID(from + 6)),
        row.getOffsetDateTime(from + 7),
        row.getOffsetDateTime(from + 8),
        row.getOffsetDateTime(from + 9),
        row.getOffsetDateTime(from + 10),
        MemberId.of(row.getUUID(from + 11)),
        row.getString(from + 12));
  }

  /** A task, and the instance it belongs to. */
  public record TaskWithInstance(StoredTask task, InstanceStore.StoredInstance stored) {}

  /** Both at once; null when there is no such task. */
  public static Uni<TaskWithInstance> findWithInstance(SqlClient sql, String schema, UUID id) {
    return sql.preparedQuery(
            """
            SELECT %1$s, t.id, t.instance_id, t.position, t.step, t.kind, t.member_id, t.principal_id, t.opened_at, t.due_at,
            t.seen_at, t.closed_at, t.closed_by, t.outcome
            FROM "%2$s".flow_task t JOIN "%2$s".flow_instance i ON i.id = t.instance_id WHERE t.id = $1"""
                .formatted(InstanceStore.INSTANCE, schema))
        .execute(Tuple.of(id))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return null;
              }
              var row = rows.iterator().next();
              return new TaskWithInstance(
                  task(row, InstanceStore.WIDTH), InstanceStore.stored(row));
            });
  }

  /** Its owner saved what they entered; it lies among their drafts until they decide. */
  public static Uni<Void> saved(SqlClient sql, String schema, UUID id) {
    return sql.preparedQuery(
            "UPDATE \"%s\".flow_task SET saved_at = now() WHERE id = $1".formatted(schema))
        .execute(Tuple.of(id))
        .replaceWithVoid();
  }

  /** Its owner looked at it. */
  public static Uni<Void> seen(SqlClient sql, String schema, UUID id) {
    return sql.preparedQuery(
            "UPDATE \"%s\".flow_task SET seen_at = now() WHERE id = $1 AND seen_at IS NULL"
                .formatted(schema))
        .execute(Tuple.of(id))
        .replaceWithVoid();
  }
}
