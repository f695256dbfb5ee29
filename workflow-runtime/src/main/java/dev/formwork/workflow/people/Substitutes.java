package dev.formwork.workflow.people;

import dev.formwork.core.naming.MemberId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The substitutes in effect now: absent member to substitute. Cached per workspace for a few
 * seconds.
 */
@ApplicationScoped
public class Substitutes {

  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private record Read(long at, Map<MemberId, MemberId> substitutes) {}

  private final Map<String, Read> known = new ConcurrentHashMap<>();

  /**
   * @param sql in a transaction, its connection: one that waited for another connection while
   *     others wait for its locks would hold up all of them
   */
  public Uni<Map<MemberId, MemberId>> current(SqlClient sql, String schema) {
    var read = known.get(schema);
    if (read != null && System.nanoTime() - read.at < FRESH_NANOS) {
      return Uni.createFrom().item(read.substitutes);
    }
    return sql.query(
            "SELECT member_id, deputy_id FROM \"%s\".flow_deputy WHERE now() BETWEEN starts_at AND ends_at ORDER BY starts_at"
                .formatted(schema))
        .execute()
        .map(
            rows -> {
              var substitutes = new HashMap<MemberId, MemberId>();
              rows.forEach(
                  row ->
                      substitutes.put(new MemberId(row.getUUID(0)), new MemberId(row.getUUID(1))));
              known.put(schema, new Read(System.nanoTime(), Map.copyOf(substitutes)));
              return substitutes;
            });
  }

  /** Somebody changed who stands in for them. */
  public void forget(String schema) {
    known.remove(schema);
  }
}
