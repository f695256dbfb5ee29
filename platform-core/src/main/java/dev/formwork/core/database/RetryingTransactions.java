package dev.formwork.core.database;

import dev.formwork.core.database.RowLocks.Mode;
import dev.formwork.core.database.RowLocks.Row;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Transactions that are repeated after a serialization failure, a deadlock, or a row that was
 * locked out of order. None begins while the disk is nearly full.
 */
public final class RetryingTransactions {

  /** Serialization failure, and deadlock. */
  private static final Set<String> GIVE_WAY = Set.of("40001", "40P01");

  private static final String OUTDATED = "0A000";

  private static final int TRIES = 12;
  private static final int FIRST_PAUSE_MS = 4;

  private RetryingTransactions() {}

  /** The work may run several times; each time nothing of the time before is left. */
  public static <T> Uni<T> retrying(Pool pool, Function<LockingTransaction, Uni<T>> work) {
    return attempt(
        pool::withTransaction, work, RetryingTransactions::mustGiveWay, new TreeMap<>(), 1);
  }

  /** The same for work that reads itself what it changes, and so may begin again with that, too. */
  public static <T> Uni<T> retryingWhole(Pool pool, Function<LockingTransaction, Uni<T>> work) {
    return attempt(
        pool::withTransaction, work, RetryingTransactions::mayBeginAgain, new TreeMap<>(), 1);
  }

  /**
   * The same for work with parts behind savepoints, which may fail while the others stay. The
   * client's own transactions end with the first statement that fails; this one does not.
   */
  public static <T> Uni<T> withSavepoints(Pool pool, Function<LockingTransaction, Uni<T>> work) {
    return attempt(
        within -> pool.withConnection(connection -> transaction(connection, within)),
        work,
        RetryingTransactions::mayBeginAgain,
        new TreeMap<>(),
        1);
  }

  private static <T> Uni<T> transaction(
      SqlConnection connection, Function<SqlConnection, Uni<T>> work) {
    return connection
        .query("BEGIN")
        .execute()
        .chain(() -> work.apply(connection))
        .call(() -> connection.query("COMMIT").execute())
        .onFailure()
        .call(() -> connection.query("ROLLBACK").execute());
  }

  /** Runs work in a new transaction. */
  @FunctionalInterface
  private interface Opening<T> {
    Uni<T> run(Function<SqlConnection, Uni<T>> work);
  }

  /** Whether work that reads itself what it changes would succeed another time. */
  public static boolean mayBeginAgain(Throwable failure) {
    return failure instanceof ChangedMeanwhile || mustGiveWay(failure);
  }

  /**
   * @param planned rows to lock first: those the attempts before could not lock in order
   */
  private static <T> Uni<T> attempt(
      Opening<T> opening,
      Function<LockingTransaction, Uni<T>> work,
      Predicate<Throwable> isToBeRetried,
      SortedMap<Row, Mode> planned,
      int attempt) {
    if (DiskRoom.isLow()) {
      return Uni.createFrom().failure(DiskRoom.refusal());
    }
    return opening
        .run(
            connection -> {
              var transaction = new LockingTransaction(connection);
              return transaction.lockAll(planned).chain(() -> work.apply(transaction));
            })
        .onFailure(failure -> attempt < TRIES && isToBeRetried.test(failure))
        .recoverWithUni(
            failure -> {
              if (failure instanceof RowLocks.Conflict conflict) {
                conflict
                    .wanted()
                    .forEach((row, mode) -> planned.merge(row, mode, RowLocks::stronger));
              }
              return Uni.createFrom()
                  .voidItem()
                  .onItem()
                  .delayIt()
                  .by(pause(attempt))
                  .chain(() -> attempt(opening, work, isToBeRetried, planned, attempt + 1));
            });
  }

  /** Longer each time, and by chance, so that those who met do not meet again. */
  private static Duration pause(int attempt) {
    int limit = FIRST_PAUSE_MS << Math.min(attempt, 7);
    return Duration.ofMillis(1 + ThreadLocalRandom.current().nextInt(limit));
  }

  private static boolean mustGiveWay(Throwable failure) {
    return failure instanceof RowLocks.Conflict
        || isOutdated(failure)
        || failure instanceof PgException postgres && GIVE_WAY.contains(postgres.getSqlState());
  }

  /**
   * Whether a statement was prepared when a column had another type. The connection has forgotten
   * it by then; another one may still know it.
   */
  public static boolean isOutdated(Throwable failure) {
    return failure instanceof PgException postgres && OUTDATED.equals(postgres.getSqlState());
  }

  /** A record changed between being read and being written; whoever read it reads again. */
  public static final class ChangedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChangedMeanwhile() {
      super("Changed meanwhile", null, false, false);
    }
  }
}
