package dev.formwork.core.record.decision;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledRollup;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.store.RowReader;
import dev.formwork.core.record.value.RecordData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Works rollups out from the records that point here: one query for each, however many records. */
final class RollupCalculation {

  private RollupCalculation() {}

  /** A record whose rollups are to be set. */
  record Holder(RecordId id, RecordData data) {}

  /** What nothing makes, for a record nobody points to yet. */
  static void initial(CompiledForm form, RecordData data) {
    for (var rollup : form.rollups()) {
      if (rollup.subform() == null) {
        data.set(rollup.target().slot(), ofNothing(rollup));
      } else {
        data.rows(rollup.subformSlot())
            .forEach(row -> row.set(rollup.target().slot(), ofNothing(rollup)));
      }
    }
  }

  private static Object ofNothing(CompiledRollup rollup) {
    return rollup.kind().isZeroOfNothing() ? BigDecimal.ZERO : null;
  }

  /** Sets all rollups of these records in place. Rows are replaced by copies. */
  static Uni<Void> read(SqlClient sql, CompiledForm form, List<Holder> holders) {
    if (form.rollups().isEmpty() || holders.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var ids = holders.stream().map(holder -> holder.id.value()).toArray(UUID[]::new);
    holders.forEach(holder -> ownRows(form, holder.data()));
    return Multi.createFrom()
        .iterable(form.rollups())
        .onItem()
        .transformToUniAndConcatenate(rollup -> read(sql, rollup, ids, holders))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static void ownRows(CompiledForm form, RecordData data) {
    form.rollups().stream()
        .filter(rollup -> rollup.subform() != null)
        .mapToInt(CompiledRollup::subformSlot)
        .distinct()
        .forEach(slot -> data.set(slot, data.rows(slot).stream().map(RecordData::copy).toList()));
  }

  private static Uni<Void> read(
      SqlClient sql, CompiledRollup rollup, UUID[] ids, List<Holder> holders) {
    var parameters = new ArrayList<Object>();
    parameters.add(ids);
    parameters.addAll(rollup.parameters());
    return sql.preparedQuery(rollup.sql())
        .execute(Tuple.tuple(parameters))
        .invoke(
            rows -> {
              Map<List<Object>, Object> results = new HashMap<>();
              rows.forEach(row -> results.put(key(rollup, row), result(rollup, row)));
              holders.forEach(holder -> set(rollup, holder, results));
            })
        .replaceWithVoid();
  }

  private static List<Object> key(CompiledRollup rollup, Row row) {
    var key = new ArrayList<Object>();
    key.add(row.getUUID(0));
    for (int i = 0; i < rollup.matches().size(); i++) {
      key.add(comparable(RowReader.plain(rollup.matches().get(i).type(), row, 1 + i)));
    }
    return key;
  }

  private static Object comparable(Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  private static Object result(CompiledRollup rollup, Row row) {
    return rollup
        .target()
        .normal(RowReader.plain(rollup.target().type(), row, 1 + rollup.matches().size()));
  }

  private static void set(CompiledRollup rollup, Holder holder, Map<List<Object>, Object> results) {
    int slot = rollup.target().slot();
    if (rollup.subform() == null) {
      holder.data.set(
          slot, results.getOrDefault(List.<Object>of(holder.id.value()), ofNothing(rollup)));
      return;
    }
    for (var row : holder.data.rows(rollup.subformSlot())) {
      var key = new ArrayList<Object>();
      key.add(holder.id.value());
      rollup.matches().forEach(column -> key.add(comparable(row.get(column.slot()))));
      row.set(slot, results.getOrDefault(key, ofNothing(rollup)));
    }
  }
}
