package dev.formwork.core.record.access;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.ReadFilter;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.FormRights;
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
public final class LookupTitleRedaction {

  private final RecordAccess recordAccess;

  public LookupTitleRedaction(RecordAccess recordAccess) {
    this.recordAccess = recordAccess;
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
  public Map<String, FormRights> guarded() {
    var guarded = new HashMap<String, FormRights>();
    collect(recordAccess.form().columns(), guarded);
    recordAccess.form().subforms().forEach(subform -> collect(subform.columns(), guarded));
    return guarded;
  }

  private void collect(List<Column> columns, Map<String, FormRights> guarded) {
    for (var column : columns) {
      if (column.isLookup() && !column.field().head().reveals()) {
        target(column)
            .map(recordAccess.app()::of)
            .filter(rights -> rights.titles() != null)
            .ifPresent(rights -> guarded.put(column.lookupTable(), rights));
      }
    }
  }

  private java.util.Optional<CompiledForm> target(Column column) {
    return recordAccess.form().links().form(((LookupField) column.field()).form().value());
  }

  @FunctionalInterface
  private interface Visit {
    void lookup(RecordData data, Column column);
  }

  private void forEach(RecordData data, Map<String, FormRights> guarded, Visit visit) {
    forEach(recordAccess.form().columns(), data, guarded, visit);
    for (var subform : recordAccess.form().subforms()) {
      data.rows(subform.slot()).forEach(row -> forEach(subform.columns(), row, guarded, visit));
    }
  }

  private static void forEach(
      List<Column> columns, RecordData data, Map<String, FormRights> guarded, Visit visit) {
    for (var column : columns) {
      if (column.isLookup()
          && !column.field().head().reveals()
          && guarded.containsKey(column.lookupTable())
          && data.get(column.slot()) instanceof RecordRef) {
        visit.lookup(data, column);
      }
    }
  }

  private static void mention(Map<String, Set<UUID>> ids, RecordData data, Column column) {
    ids.computeIfAbsent(column.lookupTable(), _ -> new HashSet<>())
        .add(((RecordRef) data.get(column.slot())).id());
  }

  private static void blank(Map<String, Set<UUID>> readable, RecordData data, Column column) {
    var target = (RecordRef) data.get(column.slot());
    if (!readable.getOrDefault(column.lookupTable(), Set.of()).contains(target.id())) {
      data.set(column.slot(), new RecordRef(target.id(), null));
    }
  }

  /** Of these records, those whose titles may be read; by table. */
  public Uni<Map<String, Set<UUID>>> readable(SqlClient sql, Map<String, Set<UUID>> ids) {
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
      SqlClient sql, String table, ReadFilter.Condition condition, Collection<UUID> ids) {
    var text = new SqlBuilder().append("SELECT t.id FROM ").append(table);
    text.append(" t WHERE t.id = ANY (").bind(ids.toArray(UUID[]::new), "uuid[]").append(")");
    if (condition != null) {
      text.append(" AND ");
      condition.write(text, recordAccess.moment());
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
