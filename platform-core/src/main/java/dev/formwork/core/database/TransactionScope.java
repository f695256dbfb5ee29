package dev.formwork.core.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.function.Function;

/** Where commands run: each in a transaction of its own, or all in one that is already open. */
public sealed interface TransactionScope {

  /** For reading outside of what must hang together. */
  SqlClient sql();

  /** Runs what must hang together; begins again when it had to give way to another transaction. */
  <T> Uni<T> atomically(Function<SqlClient, Uni<T>> work);

  /** Runs what is a single statement, and so a transaction by itself. */
  <T> Uni<T> alone(Function<SqlClient, Uni<T>> statement);

  /** Each command in a transaction of its own. */
  record Own(Pool sql) implements TransactionScope {

    @Override
    public <T> Uni<T> atomically(Function<SqlClient, Uni<T>> work) {
      return RetryingTransactions.retrying(sql, work::apply);
    }

    /** Not while the disk is nearly full, like any other. */
    @Override
    public <T> Uni<T> alone(Function<SqlClient, Uni<T>> statement) {
      return DiskRoom.isLow() ? Uni.createFrom().failure(DiskRoom.refusal()) : statement.apply(sql);
    }
  }

  /** In a transaction under way; whoever began it begins again if it must. */
  record Joined(LockingTransaction sql) implements TransactionScope {

    @Override
    public <T> Uni<T> atomically(Function<SqlClient, Uni<T>> work) {
      return work.apply(sql);
    }

    @Override
    public <T> Uni<T> alone(Function<SqlClient, Uni<T>> statement) {
      return statement.apply(sql);
    }
  }
}
