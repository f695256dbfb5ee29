package dev.formwork.core.database;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rows that one transaction has locked. All writers of records lock through here, and so none
 * ever waits for a row while it holds one that comes later in the one order of all rows: two
 * transactions cannot wait for each other in a ring.
 *
 * <p>A row that comes too late is locked only if nobody else holds it. If someone does, the
 * transaction fails with {@link Conflict}; {@link RetryingTransactions} begins it again with all
 * those rows locked first, in order.
 */
public final class RowLocks {

  /** SQL state of a lock that {@code NOWAIT} did not get. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final TreeMap<Row, Mode> held = new TreeMap<>();

  /** How a row is locked; a later mode includes the ones before it. */
  public enum Mode {
    /** Others may read under the same lock, and nobody may change the row. */
    SHARE(" FOR SHARE"),
    /** For a change; others may still point to the row by a foreign key. */
    CHANGE(" FOR NO KEY UPDATE");

    private final String clause;

    Mode(String clause) {
      this.clause = clause;
    }
  }

  /**
   * A row that can be locked.
   *
   * @param rank of its table in the order of locking: tables that others depend on come first
   * @param table quoted, with its schema
   */
  public record Row(int rank, String table, UUID id) implements Comparable<Row> {

    private static final Comparator<Row> ORDER =
        Comparator.comparingInt(Row::rank)
            .thenComparing(Row::table)
            .thenComparing(Row::id, RowLocks::compareAsPostgres);

    @Override
    public int compareTo(Row other) {
      return ORDER.compare(this, other);
    }
  }

  /** PostgreSQL compares the bytes without a sign, {@link UUID#compareTo} with one. */
  private static int compareAsPostgres(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }

  /**
   * Another transaction holds a row that comes before one held here.
   *
   * <p>The transaction is at its end; another one may begin with {@link #wanted} locked first.
   */
  public static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SortedMap<Row, Mode> wanted;

    private Conflict(SortedMap<Row, Mode> wanted) {
      super("Rows to be locked out of order are held by another transaction", null, false, false);
      this.wanted = wanted;
    }

    /** All rows the transaction held or asked for. */
    public SortedMap<Row, Mode> wanted() {
      return wanted;
    }
  }

  /**
   * Locks rows by a statement.
   *
   * @param rows those the statement returns; it orders them by id
   * @param statement given the locking clause to end with, empty when all are locked already
   */
  public <T> Uni<T> taking(Collection<Row> rows, Mode mode, Function<String, Uni<T>> statement) {
    var missing = new TreeMap<Row, Mode>();
    boolean raised = false;
    for (var row : rows) {
      var present = held.get(row);
      if (present == null || present.compareTo(mode) < 0) {
        missing.put(row, mode);
        raised |= present != null;
      }
    }
    if (missing.isEmpty()) {
      return statement.apply("");
    }
    boolean inOrder =
        !raised && (held.isEmpty() || held.lastKey().compareTo(missing.firstKey()) < 0);
    return statement
        .apply(mode.clause + (inOrder ? "" : " NOWAIT"))
        .invoke(() -> held.putAll(missing))
        .onFailure(RowLocks::isNotAvailable)
        .transform(_ -> conflict(missing));
  }

  private static boolean isNotAvailable(Throwable failure) {
    return failure instanceof PgException postgres
        && LOCK_NOT_AVAILABLE.equals(postgres.getSqlState());
  }

  private Conflict conflict(Map<Row, Mode> missing) {
    var wanted = new TreeMap<>(held);
    missing.forEach((row, mode) -> wanted.merge(row, mode, RowLocks::stronger));
    return new Conflict(wanted);
  }

  static Mode stronger(Mode one, Mode other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** What is held now, to come back to when a savepoint is rolled back. */
  Map<Row, Mode> snapshot() {
    return new HashMap<>(held);
  }

  /** Locks taken since a savepoint are gone with what was done since. */
  void restore(Map<Row, Mode> snapshot) {
    held.clear();
    held.putAll(snapshot);
  }
}
