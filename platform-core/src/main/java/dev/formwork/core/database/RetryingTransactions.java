package dev.formwork.core.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/** Transactions that are repeated after a serialization failure or a deadlock. */
public final class RetryingTransactions {

  /** Serialization failure, and deadlock. */
  private static final Set<String> GIVE_WAY = Set.of("40001", "40P01");

  private static final int TRIES = 12;
  private static final int FIRST_PAUSE_MS = 4;

  private RetryingTransactions() {}

  /** The work may run several times; each time nothing of the time before is left. */
  public static <T> Uni<T> retrying(Pool pool, Function<SqlConnection, Uni<T>> work) {
    return attempt(pool, work, RetryingTransactions::mustGiveWay, 1);
  }

  /** The same for work that reads itself what it changes, and so may begin again with that, too. */
  public static <T> Uni<T> retryingWhole(Pool pool, Function<SqlConnection, Uni<T>> work) {
    return attempt(pool, work, RetryingTransactions::mayBeginAgain, 1);
  }

  /** Whether work that reads itself what it changes would succeed another time. */
  public static boolean mayBeginAgain(Throwable failure) {
    return failure instanceof ChangedMeanwhile || mustGiveWay(failure);
  }

  private static <T> Uni<T> attempt(
      Pool pool,
      Function<SqlConnection, Uni<T>> work,
      Predicate<Throwable> isToBeRetried,
      int attempt) {
    return pool.withTransaction(work)
        .onFailure(failure -> attempt < TRIES && isToBeRetried.test(failure))
        .recoverWithUni(
            () ->
                Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(pause(attempt))
                    .chain(() -> attempt(pool, work, isToBeRetried, attempt + 1)));
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
  public static final class ChangedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChangedMeanwhile() {
      super("Changed meanwhile", null, false, false);
    }
  }
}
