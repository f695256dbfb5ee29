package dev.formwork.core.record;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Transactions that begin again when PostgreSQL chose them to give way. */
final class Transactions {

  /** Serialization failure, and deadlock. */
  private static final Set<String> GIVE_WAY = Set.of("40001", "40P01");

  private static final int TRIES = 12;
  private static final int FIRST_PAUSE_MS = 4;

  private Transactions() {}

  /** The work may run several times; each time nothing of the time before is left. */
  static <T> Uni<T> retrying(Pool pool, Function<SqlClient, Uni<T>> work) {
    return attempt(pool, work, 1);
  }

  private static <T> Uni<T> attempt(Pool pool, Function<SqlClient, Uni<T>> work, int attempt) {
    return pool.withTransaction(work::apply)
        .onFailure(failure -> attempt < TRIES && mustGiveWay(failure))
        .recoverWithUni(
            () ->
                Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause(attempt))
                    .chain(() -> attempt(pool, work, attempt + 1)));
  }

  /** Longer each time, and by chance, so that those who met do not meet again. */
  private static Duration pause(int attempt) {
    int limit = FIRST_PAUSE_MS << Math.min(attempt, 7);
    return Duration.ofMillis(1 + ThreadLocalRandom.current().nextInt(limit));
  }

  private static boolean mustGiveWay(Throwable failure) {
    return failure instanceof PgException postgres && GIVE_WAY.contains(postgres.getSqlState());
  }

  /** A record changed between being read and being written; whoever read it reads again. */
  static final class ChangedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedMeanwhile() {
      super("Changed meanwhile", null, false, false);
    }
  }
}
