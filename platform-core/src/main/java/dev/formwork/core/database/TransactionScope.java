package dev.formwork.core.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/** Where commands run: each in a transaction of its own, or all in one that is already open. */
public sealed interface TransactionScope {

  /** For reading outside of what must hang together. */
  SqlClient sql();

  /** Runs what must hang together. */
  <T> Uni<T> together(Function<SqlClient, Uni<T>> work);

  /** The same; begins again when PostgreSQL chose it to give way. */
  <T> Uni<T> retrying(Function<SqlClient, Uni<T>> work);

  /** Each command in a transaction of its own. */
  record Own(Pool sql) implements TransactionScope {

    @Override
    public <T> Uni<T> together(Function<SqlClient, Uni<T>> work) {
      return sql.withTransaction(work::apply);
    }

    @Override
    public <T> Uni<T> retrying(Function<SqlClient, Uni<T>> work) {
      return RetryingTransactions.retrying(sql, work::apply);
    }
  }

  /** In a transaction under way; whoever began it begins again if it must. */
  record Joined(SqlConnection sql) implements TransactionScope {

    @Override
    public <T> Uni<T> together(Function<SqlClient, Uni<T>> work) {
      return work.apply(sql);
    }

    @Override
    public <T> Uni<T> retrying(Function<SqlClient, Uni<T>> work) {
      return work.apply(sql);
    }
  }
}
