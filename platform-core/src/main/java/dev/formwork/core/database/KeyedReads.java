package dev.formwork.core.database;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * A few connections for reading rows by their keys, on which statements are sent without waiting
 * for the answers to those before (pipelining). It spares server and database a wake-up for each of
 * many small reads. A statement that takes long would hold up those behind it: only what finds its
 * rows by an index, whatever the data, may go this way, and nothing that writes.
 */
@Singleton
public class KeyedReads {

  private final SqlClient sql;

  KeyedReads(Pool pool, StatementCachingPool connections) {
    // The client comes with the pool, which is created when it is first used.
    pool.size();
    sql = SqlClient.newInstance(connections.pipelined());
  }

  public SqlClient sql() {
    return sql;
  }

  @PreDestroy
  void close() {
    sql.closeAndForget();
  }
}
