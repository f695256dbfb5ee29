package dev.formwork.core.workspace.schedule;

import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a workspace when its earliest work is due: one statement for all kinds. */
@ApplicationScoped
class EarliestWork {

  private final Pool pool;

  EarliestWork(Pool pool) {
    this.pool = pool;
  }

  /**
   * By kind; null when there is none. Times count from the database's clock and are given in that
   * of this node.
   */
  Uni<Map<WorkKind, Instant>> of(Workspace workspace, Collection<DueWork> works) {
    var kinds = List.copyOf(works);
    var schema = "\"" + workspace.schema() + "\"";
    var columns =
        kinds.stream()
            .map(
                work ->
                    "(extract(epoch FROM %s - now()) * 1000)::bigint"
                        .formatted(work.earliest(schema)))
            .collect(Collectors.joining(",\n"));
    return pool.query("SELECT " + columns)
        .execute()
        .map(rows -> read(kinds, rows.iterator().next()));
  }

  private static Map<WorkKind, Instant> read(List<DueWork> kinds, Row row) {
    var now = Instant.now();
    var times = new HashMap<WorkKind, Instant>();
    for (int i = 0; i < kinds.size(); i++) {
      var in = row.getLong(i);
      times.put(kinds.get(i).kind(), in == null ? null : now.plusMillis(in));
    }
    return times;
  }
}
