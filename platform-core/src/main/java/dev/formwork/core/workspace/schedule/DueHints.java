package dev.formwork.core.workspace.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The hints in the control schema: when a node ought to look into a workspace at the latest.
 * Written after commits, so one may be missing or too late; going through the workspaces mends
 * that.
 */
@ApplicationScoped
class DueHints {

  private static final int MOST = 1_000;

  private final Pool pool;

  DueHints(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param in from now, so that clocks of nodes need not agree; negative: in the past
   */
  record Hint(UUID workspace, Duration in) {}

  /** Those whose time comes within so many seconds, and those whose time is over. */
  Uni<List<Hint>> within(long seconds) {
    return pool.preparedQuery(
            """
            SELECT workspace_id, (extract(epoch FROM due_at - now()) * 1000)::bigint FROM formwork.workspace_due
            WHERE due_at <= now() + $1::bigint * interval '1 second' ORDER BY due_at LIMIT $2""")
        .execute(Tuple.of(seconds, MOST))
        .map(
            rows -> {
              var hints = new ArrayList<Hint>();
              rows.forEach(
                  row -> hints.add(new Hint(row.getUUID(0), Duration.ofMillis(row.getLong(1)))));
              return hints;
            });
  }

  /**
   * Writes hints. An earlier one of another node stays, unless its time is over.
   *
   * @param times by workspace; null: nothing is due any more
   */
  Uni<Void> write(Map<UUID, Instant> times) {
    var ids = times.keySet().toArray(UUID[]::new);
    var at = new OffsetDateTime[ids.length];
    for (int i = 0; i < ids.length; i++) {
      var time = times.get(ids[i]);
      at[i] = time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
    // In one order, so that nodes that write the same ones do not lock each other out.
    return pool.preparedQuery(
            """
            INSERT INTO formwork.workspace_due AS known (workspace_id, due_at)
            SELECT id, coalesce(at, 'infinity') FROM unnest($1::uuid[], $2::timestamptz[]) AS hint (id, at) ORDER BY id
            ON CONFLICT (workspace_id) DO UPDATE SET due_at = EXCLUDED.due_at
            WHERE EXCLUDED.due_at < known.due_at OR known.due_at <= now()""")
        .execute(Tuple.tuple().addArrayOfUUID(ids).addArrayOfOffsetDateTime(at))
        .replaceWithVoid();
  }
}
