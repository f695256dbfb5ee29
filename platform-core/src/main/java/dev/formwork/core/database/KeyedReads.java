package dev.formwork.core.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.function.Function;

/**
 * Reads of rows by their keys, apart from all other statements. Only what finds its rows by an
 * index, whatever the data, may go this way, and nothing that writes.
 */
public interface KeyedReads {

  /**
   * Reads from a table.
   *
   * @param table as SQL names it
   * @param read asked again on another connection when the table is locked
   */
  <T> Uni<T> read(String table, Function<SqlClient, Uni<T>> read);
}
