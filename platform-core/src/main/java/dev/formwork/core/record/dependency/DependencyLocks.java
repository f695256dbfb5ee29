package dev.formwork.core.record.dependency;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.Dependency;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.RecordData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Locks the rows that a change can affect, before anything is read or written: the records pointed
 * to, and those they point to in turn, from the top down and by id. Writers below the same parent
 * wait here, so each sees the changes of the one before.
 */
public final class DependencyLocks {

  /** Levels of links followed upwards. */
  private static final int MAX_LEVELS = 6;

  private final SqlClient sql;
  private final Comparator<CompiledForm> order;
  private final Map<CompiledForm, Set<RecordId>> ids;

  private DependencyLocks(SqlClient sql, AppGraph links) {
    this.sql = sql;
    this.order = links.lockOrder();
    this.ids = new TreeMap<>(order);
  }

  /**
   * @param own ids of the records about to change, as far as they exist: whoever would recompute
   *     them waits, too
   * @param states of these records, before and after
   */
  public static Uni<Void> take(
      SqlClient sql, CompiledForm form, List<RecordId> own, List<RecordData> states) {
    var locks = new DependencyLocks(sql, form.links());
    var parents = new TreeMap<CompiledForm, Set<RecordId>>(locks.order);
    states.forEach(
        state -> Dependents.of(form, state).forEach((to, found) -> add(parents, to, found)));
    return locks.climb(parents, 0).invoke(() -> add(locks.ids, form, own)).chain(locks::lock);
  }

  /**
   * Before a stored record is changed or removed: the record, and those above it whose values
   * depend on it. In a transaction with other work, even a row that concerns no others is locked in
   * order.
   */
  public static Uni<Void> takeForChange(
      SqlClient sql, CompiledForm form, RecordId own, List<RecordData> states) {
    if (form.isLinked()) {
      return take(sql, form, List.of(own), states);
    }
    return sql instanceof LockingTransaction
        ? RecordStore.lock(sql, form, List.of(own))
        : Uni.createFrom().voidItem();
  }

  /** The same for a stored record, whether it lives or lies in the recycle bin. */
  public static Uni<Void> take(SqlClient sql, CompiledForm form, RecordId own) {
    var locks = new DependencyLocks(sql, form.links());
    var level = new TreeMap<CompiledForm, Set<RecordId>>(locks.order);
    level.put(form, new HashSet<>(Set.of(own)));
    return locks.climb(level, 0).chain(locks::lock);
  }

  private static void add(
      Map<CompiledForm, Set<RecordId>> to, CompiledForm form, Collection<RecordId> found) {
    to.computeIfAbsent(form, _ -> new HashSet<>()).addAll(found);
  }

  private Uni<Void> climb(Map<CompiledForm, Set<RecordId>> level, int depth) {
    level.values().removeIf(Set::isEmpty);
    level.forEach((form, found) -> add(ids, form, found));
    if (level.isEmpty() || depth == MAX_LEVELS) {
      return Uni.createFrom().voidItem();
    }
    var above = new TreeMap<CompiledForm, Set<RecordId>>(order);
    return Multi.createFrom()
        .iterable(List.copyOf(level.entrySet()))
        .onItem()
        .transformToUniAndConcatenate(entry -> above(entry.getKey(), entry.getValue(), above))
        .collect()
        .asList()
        .chain(() -> climb(above, depth + 1));
  }

  private Uni<Void> above(
      CompiledForm form, Set<RecordId> found, Map<CompiledForm, Set<RecordId>> above) {
    return Multi.createFrom()
        .iterable(form.links().readers(form.key()))
        .select()
        .where(dependent -> dependent.reads() instanceof Dependency.ByLookup)
        .onItem()
        .transformToUniAndConcatenate(
            dependent -> {
              var byLookup = (Dependency.ByLookup) dependent.reads();
              return pointedTo(form, byLookup, found)
                  .invoke(
                      targets -> {
                        targets.removeAll(ids.getOrDefault(dependent.form(), Set.of()));
                        add(above, dependent.form(), targets);
                      });
            })
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Set<RecordId>> pointedTo(
      CompiledForm form, Dependency.ByLookup byLookup, Set<RecordId> from) {
    var statement =
        byLookup.rows() == null
            ? "SELECT DISTINCT t.\"%s\" FROM %s t WHERE t.id = ANY ($1) AND t.\"%s\" IS NOT NULL"
                .formatted(byLookup.via(), form.table().sql(), byLookup.via())
            : "SELECT DISTINCT r.\"%s\" FROM %s r WHERE r.parent = ANY ($1) AND r.\"%s\" IS NOT NULL"
                .formatted(
                    byLookup.via(), Dependents.rows(form, byLookup).table().sql(), byLookup.via());
    return sql.preparedQuery(statement)
        .execute(RecordStore.idArray(from))
        .map(
            rows -> {
              Set<RecordId> targets = new HashSet<>();
              rows.forEach(row -> targets.add(new RecordId(row.getUUID(0))));
              return targets;
            });
  }

  private Uni<Void> lock() {
    return Multi.createFrom()
        .iterable(List.copyOf(ids.entrySet()))
        .select()
        .where(entry -> !entry.getValue().isEmpty())
        .onItem()
        .transformToUniAndConcatenate(
            entry -> RecordStore.lock(sql, entry.getKey(), entry.getValue()))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
