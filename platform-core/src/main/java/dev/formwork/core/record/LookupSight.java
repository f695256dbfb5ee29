package dev.formwork.core.record;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormRights;
import dev.formwork.core.expression.Guard;
import dev.formwork.core.expression.SqlText;
import dev.formwork.core.field.LookupField;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Removes the titles of referenced records that the reader may not read, unless the lookup's
 * definition reveals them. The reference itself stays.
 */
final class LookupSight {

  private final Access access;

  LookupSight(Access access) {
    this.access = access;
  }

  /** Records are changed in place; they are copies of the reader's own, or see everything. */
  Uni<List<StoredRecord>> blank(SqlClient sql, List<StoredRecord> records) {
    return blankData(sql, records.stream().map(StoredRecord::data).toList()).replaceWith(records);
  }

  /** The same for what a record would be. */
  Uni<Void> blankData(SqlClient sql, List<RecordData> records) {
    var lookups = guarded();
    if (lookups.isEmpty() || records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<String, Set<UUID>> ids = new HashMap<>();
    records.forEach(
        record -> forEach(record, lookups, (data, column) -> mention(ids, data, column)));
    return readable(sql, ids)
        .invoke(
            readable ->
                records.forEach(
                    record ->
                        forEach(record, lookups, (data, column) -> blank(readable, data, column))))
        .replaceWithVoid();
  }

  /** Of the tables that lookups point to, those whose titles are not all readable. */
  Map<String, FormRights> guarded() {
    var guarded = new HashMap<String, FormRights>();
    collect(access.form().columns(), guarded);
    access.form().subforms().forEach(subform -> collect(subform.columns(), guarded));
    return guarded;
  }

  private void collect(List<Column> columns, Map<String, FormRights> guarded) {
    for (var column : columns) {
      if (column.isLookup() && !column.field().head().reveals()) {
        target(column)
            .map(access.app()::of)
            .filter(rights -> rights.titles() != null)
            .ifPresent(rights -> guarded.put(column.lookupTable(), rights));
      }
    }
  }

  private java.util.Optional<CompiledForm> target(Column column) {
    return access.form().links().form(((LookupField) column.field()).form().value());
  }

  @FunctionalInterface
  private interface Visit {
    void lookup(RecordData data, Column column);
  }

  private void forEach(RecordData data, Map<String, FormRights> guarded, Visit visit) {
    forEach(access.form().columns(), data, guarded, visit);
    for (var subform : access.form().subforms()) {
      data.rows(subform.slot()).forEach(row -> forEach(subform.columns(), row, guarded, visit));
    }
  }

  private static void forEach(
      List<Column> columns, RecordData data, Map<String, FormRights> guarded, Visit visit) {
    for (var column : columns) {
      if (column.isLookup()
          && !column.field().head().reveals()
          && guarded.containsKey(column.lookupTable())
          && data.get(column.slot()) instanceof LookedUp) {
        visit.lookup(data, column);
      }
    }
  }

  private static void mention(Map<String, Set<UUID>> ids, RecordData data, Column column) {
    ids.computeIfAbsent(column.lookupTable(), _ -> new HashSet<>())
        .add(((LookedUp) data.get(column.slot())).id());
  }

  private static void blank(Map<String, Set<UUID>> readable, RecordData data, Column column) {
    var target = (LookedUp) data.get(column.slot());
    if (!readable.getOrDefault(column.lookupTable(), Set.of()).contains(target.id())) {
      data.set(column.slot(), new LookedUp(target.id(), null));
    }
  }

  /** Of these records, those whose titles may be read; by table. */
  Uni<Map<String, Set<UUID>>> readable(SqlClient sql, Map<String, Set<UUID>> ids) {
    var guarded = guarded();
    Map<String, Set<UUID>> readable = new HashMap<>();
    return Multi.createFrom()
        .iterable(ids.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                those(sql, entry.getKey(), guarded.get(entry.getKey()).titles(), entry.getValue())
                    .invoke(found -> readable.put(entry.getKey(), found)))
        .collect()
        .asList()
        .replaceWith(readable);
  }

  /** Of these records of a table, those for which a condition holds. */
  Uni<Set<UUID>> those(
      SqlClient sql, String table, Guard.Condition condition, Collection<UUID> ids) {
    var text = new SqlText().append("SELECT t.id FROM ").append(table);
    text.append(" t WHERE t.id = ANY (").bind(ids.toArray(UUID[]::new), "uuid[]").append(")");
    if (condition != null) {
      text.append(" AND ");
      condition.write(text, access.moment());
    }
    return sql.preparedQuery(text.toString())
        .execute(Tuple.tuple(text.parameters()))
        .map(
            rows -> {
              var found = new HashSet<UUID>();
              rows.forEach(row -> found.add(row.getUUID(0)));
              return found;
            });
  }
}
