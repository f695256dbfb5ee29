package dev.formwork.workflow.store;

import dev.formwork.workflow.engine.TaskKind;
import io.smallrye.mutiny.Uni;
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
      UUID member,
      UUID principal,
      OffsetDateTime openedAt,
      OffsetDateTime dueAt,
      OffsetDateTime seenAt,
      OffsetDateTime closedAt,
      UUID closedBy,
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
              var row = rows.iterator().next();
              return new StoredTask(
                  row.getUUID(0),
                  row.getUUID(1),
                  row.getInteger(2),
                  row.getString(3),
                  TaskKind.valueOf(row.getString(4)),
                  row.getUUID(5),
                  row.getUUID(6),
                  row.getOffsetDateTime(7),
                  row.getOffsetDateTime(8),
                  row.getOffsetDateTime(9),
                  row.getOffsetDateTime(10),
                  row.getUUID(11),
                  row.getString(12));
            });
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
