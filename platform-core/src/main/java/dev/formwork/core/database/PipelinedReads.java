package dev.formwork.core.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Reads by keys on a few connections on which statements are sent without waiting for the answers
 * to those before (pipelining). It spares server and database a wake-up for each of many small
 * reads. A statement that takes long would hold up those behind it: one that waits for a lock, as
 * of a table that is being changed, is given up at once and asked again on the pool, and the next
 * ones of its table go there for a while.
 */
final class PipelinedReads implements KeyedReads {

  private static final Duration ASIDE = Duration.ofSeconds(2);
  private static final int MOST_ASIDE = 10_000;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Pool pool;
  private final SqlClient pipelined;

  /** Tables that are locked, and since when that is known. */
  private final Cache<String, Instant> aside =
      Caffeine.newBuilder().maximumSize(MOST_ASIDE).expireAfterWrite(ASIDE).build();

  /**
   * @param pipelined a client that sends statements without waiting for answers
   */
  PipelinedReads(Pool pool, SqlClient pipelined) {
    this.pool = pool;
    this.pipelined = pipelined;
  }

  @Override
  public <T> Uni<T> read(String table, Function<SqlClient, Uni<T>> read) {
    if (aside.getIfPresent(table) != null) {
      return read.apply(pool);
    }
    return read.apply(pipelined)
        .onFailure(PipelinedReads::isLocked)
        .recoverWithUni(
            () -> {
              aside.put(table, Instant.now());
              return read.apply(pool);
            });
  }

  private static boolean isLocked(Throwable failure) {
    return failure instanceof PgException refused
        && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
  }
}
