package dev.formwork.core.database;

import dev.formwork.core.database.RowLocks.Mode;
import dev.formwork.core.database.RowLocks.Row;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;

/** The connection of a transaction, together with the rows it has locked. */
public final class LockingTransaction extends SqlConnection {

  private final RowLocks locks = new RowLocks();

  public LockingTransaction(SqlConnection connection) {
    super(connection.getDelegate());
  }

  /**
   * The locks of a transaction; those of one that keeps no account of them are asked for as if it
   * had none yet.
   */
  public static RowLocks locks(SqlClient sql) {
    return sql instanceof LockingTransaction transaction ? transaction.locks : new RowLocks();
  }

  /** Locks rows of one table; rows that are not there are passed over. */
  public static Uni<Void> lock(SqlClient sql, Collection<Row> rows, Mode mode) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var select =
        "SELECT id FROM " + rows.iterator().next().table() + " WHERE id = ANY ($1) ORDER BY id";
    var ids = rows.stream().map(Row::id).toArray(UUID[]::new);
    return locks(sql)
        .taking(
            rows,
            mode,
            clause ->
                clause.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : sql.preparedQuery(select + clause)
                        .execute(Tuple.tuple(List.<Object>of((Object) ids)))
                        .replaceWithVoid());
  }

  /** Locks rows of any tables, in order. */
  Uni<Void> lockAll(SortedMap<Row, Mode> wanted) {
    var runs = new ArrayList<Map.Entry<Mode, List<Row>>>();
    wanted.forEach(
        (row, mode) -> {
          var last = runs.isEmpty() ? null : runs.getLast();
          if (last == null
              || last.getKey() != mode
              || !last.getValue().getLast().table().equals(row.table())) {
            last = Map.entry(mode, new ArrayList<>());
            runs.add(last);
          }
          last.getValue().add(row);
        });
    return Multi.createFrom()
        .iterable(runs)
        .onItem()
        .transformToUniAndConcatenate(run -> lock(this, run.getValue(), run.getKey()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Work that leaves no trace, and no lock, when it fails. */
  public <T> Uni<T> inSavepoint(Supplier<Uni<T>> work) {
    var before = locks.snapshot();
    return query("SAVEPOINT work")
        .execute()
        .chain(work::get)
        .onFailure(failure -> !RetryingTransactions.mayBeginAgain(failure))
        .call(
            () ->
                query("ROLLBACK TO SAVEPOINT work").execute().invoke(() -> locks.restore(before)));
  }
}
