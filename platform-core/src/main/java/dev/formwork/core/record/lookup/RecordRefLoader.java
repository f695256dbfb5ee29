package dev.formwork.core.record.lookup;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.Dependency;
import dev.formwork.core.compile.LookupPrefetch;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RowLocks;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.record.store.RowReader;
import dev.formwork.core.record.value.RecordData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Loads the values that expressions read through lookups: one query for each table. */
public final class RecordRefLoader {

  private RecordRefLoader() {}

  /** Completes the lookups of these records in place. */
  public static Uni<Void> load(SqlClient sql, CompiledForm form, List<RecordData> records) {
    return load(sql, form.needs(), records, null);
  }

  /**
   * The same, and keeps what was read from changing until the transaction ends: so a stored formula
   * never rests on a value that another transaction is about to replace.
   */
  public static Uni<Void> loadLocked(SqlClient sql, CompiledForm form, List<RecordData> records) {
    boolean stored = form.reads().stream().anyMatch(Dependency.ByFormula.class::isInstance);
    return load(sql, form.needs(), records, stored ? form.links() : null);
  }

  /** What one expression needs, on these records. */
  public static Uni<Void> load(
      SqlClient sql, List<LookupPrefetch> needs, List<RecordData> records) {
    return load(sql, needs, records, null);
  }

  /**
   * @param locking the graph of the app, when what is read is to be locked; null: it is not
   */
  private static Uni<Void> load(
      SqlClient sql, List<LookupPrefetch> needs, List<RecordData> records, AppGraph locking) {
    return needs.isEmpty() || records.isEmpty()
        ? Uni.createFrom().voidItem()
        : Multi.createFrom()
            .iterable(needs)
            .onItem()
            .transformToUniAndConcatenate(need -> load(sql, need, records, locking))
            .collect()
            .asList()
            .replaceWithVoid();
  }

  private static Uni<Void> load(
      SqlClient sql, LookupPrefetch need, List<RecordData> records, AppGraph locking) {
    var holders =
        records.stream()
            .flatMap(
                record ->
                    need.rowsSlot() < 0 ? Stream.of(record) : record.rows(need.rowsSlot()).stream())
            .filter(holder -> holder.get(need.slot()) instanceof RecordRef)
            .toList();
    var ids =
        holders.stream()
            .map(holder -> ((RecordRef) holder.get(need.slot())).id())
            .distinct()
            .toList();
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : read(sql, need.target(), ids, locking)
            .invoke(
                found ->
                    holders.forEach(
                        holder -> {
                          var target = found.get(((RecordRef) holder.get(need.slot())).id());
                          if (target != null) {
                            holder.set(need.slot(), target);
                          }
                        }))
            .replaceWithVoid();
  }

  private static Uni<Map<UUID, RecordRef>> read(
      SqlClient sql, LookupPrefetch.Target target, Collection<UUID> ids, AppGraph locking) {
    var columns = new StringBuilder("SELECT x.id, x.record_title");
    target.fields().forEach(field -> columns.append(", x.\"").append(field.key()).append('"'));
    columns.append(" FROM ").append(target.table()).append(" x WHERE x.id = ANY ($1)");
    return rows(sql, columns.toString(), target.table(), ids, locking)
        .chain(
            rows -> {
              var found = new ArrayList<Row>();
              rows.forEach(found::add);
              return behind(sql, target, found, locking)
                  .map(further -> seen(target, found, further));
            });
  }

  private static Uni<RowSet<Row>> rows(
      SqlClient sql, String select, String table, Collection<UUID> ids, AppGraph locking) {
    var arguments = Tuple.tuple(List.<Object>of((Object) ids.toArray(UUID[]::new)));
    if (locking == null) {
      return sql.preparedQuery(select).execute(arguments);
    }
    int rank = locking.formOfTable(table).map(form -> locking.lockRank(form.key())).orElse(0);
    var locked = ids.stream().map(id -> new RowLocks.Row(rank, table, id)).toList();
    return LockingTransaction.locks(sql)
        .taking(
            locked,
            RowLocks.Mode.SHARE,
            clause -> sql.preparedQuery(select + " ORDER BY x.id" + clause).execute(arguments));
  }

  /** What is read behind the lookups of the records just read, by field. */
  private static Uni<Map<String, Map<UUID, RecordRef>>> behind(
      SqlClient sql, LookupPrefetch.Target target, List<Row> rows, AppGraph locking) {
    Map<String, Map<UUID, RecordRef>> further = new HashMap<>();
    return Multi.createFrom()
        .range(0, target.fields().size())
        .select()
        .where(i -> target.fields().get(i).behind() != null)
        .onItem()
        .transformToUniAndConcatenate(
            i -> {
              var ids =
                  rows.stream()
                      .map(row -> row.getUUID(2 + i))
                      .filter(Objects::nonNull)
                      .distinct()
                      .toList();
              return read(sql, target.fields().get(i).behind(), ids, locking)
                  .invoke(found -> further.put(target.fields().get(i).key(), found));
            })
        .collect()
        .asList()
        .replaceWith(further);
  }

  private static Map<UUID, RecordRef> seen(
      LookupPrefetch.Target target, List<Row> rows, Map<String, Map<UUID, RecordRef>> further) {
    var found = new HashMap<UUID, RecordRef>();
    for (var row : rows) {
      var seen = new HashMap<String, Object>();
      for (int i = 0; i < target.fields().size(); i++) {
        var field = target.fields().get(i);
        var value = RowReader.plain(field.type(), row, 2 + i);
        seen.put(
            field.key(),
            value instanceof RecordRef lookup && further.containsKey(field.key())
                ? further.get(field.key()).getOrDefault(lookup.id(), lookup)
                : value);
      }
      found.put(row.getUUID(0), new RecordRef(row.getUUID(0), row.getString(1), seen));
    }
    return found;
  }
}
