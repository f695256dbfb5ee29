package dev.formwork.core.record.lookup;

import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.record.access.CopiedValueGuard;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.store.RowReader;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Fills fields from the record that a lookup was just set to, unless the caller gave them a value.
 */
public final class LookupAutofill {

  private LookupAutofill() {}

  private record Holder(RecordRef target, RecordData data, BitSet given) {
    boolean isFree(int slot) {
      return given == null ? data.get(slot) == null : !given.get(slot);
    }
  }

  /**
   * Completes an input in place: fields that were not given, and empty columns of rows.
   *
   * @param before the record as it is; null: a new one
   */
  public static Uni<RecordInput> complete(
      SqlClient sql, RecordAccess recordAccess, RecordData before, RecordInput input) {
    return Multi.createFrom()
        .iterable(recordAccess.form().lookups())
        .map(rules -> allowed(recordAccess, rules))
        .select()
        .where(rules -> !rules.fills().isEmpty())
        .onItem()
        .transformToUniAndConcatenate(rules -> from(sql, rules, before, input))
        .collect()
        .asList()
        .replaceWith(input);
  }

  /** The rules without the fills that would tell what may not be read. */
  public static LookupRules allowed(RecordAccess recordAccess, LookupRules rules) {
    return rules.filling(
        rules.fills().stream()
            .filter(fill -> CopiedValueGuard.may(recordAccess, rules, fill))
            .toList());
  }

  private static Uni<Void> from(
      SqlClient sql, LookupRules rules, RecordData before, RecordInput input) {
    var holders = new ArrayList<Holder>();
    int slot = rules.column().slot();
    if (rules.rowsSlot() >= 0) {
      for (var row : input.data().rows(rules.rowsSlot())) {
        var owner = owner(before, rules.rowsSlot(), row);
        if (row.get(slot) instanceof RecordRef target
            && (owner == null || !target.equals(owner.get(slot)))) {
          holders.add(new Holder(target, row, owner == null ? null : named(row)));
        }
      }
    } else if (input.data().get(slot) instanceof RecordRef target
        && (before == null || !Objects.equals(before.get(slot), target))) {
      holders.add(new Holder(target, input.data(), input.given()));
    }
    holders.removeIf(
        holder -> rules.fills().stream().noneMatch(fill -> holder.isFree(fill.slot())));
    return holders.isEmpty() ? Uni.createFrom().voidItem() : fill(sql, rules, holders);
  }

  /** The row that is changed; null: it is new. */
  private static RecordData owner(RecordData before, int rowsSlot, RecordData row) {
    return before == null || row.id() == null
        ? null
        : before.rows(rowsSlot).stream()
            .filter(one -> row.id().equals(one.id()))
            .findFirst()
            .orElse(null);
  }

  private static BitSet named(RecordData row) {
    var named = new BitSet();
    for (int slot = 0; slot < row.slots(); slot++) {
      named.set(slot, !row.isOpen(slot));
    }
    return named;
  }

  private static Uni<Void> fill(SqlClient sql, LookupRules rules, List<Holder> holders) {
    var ids = holders.stream().map(holder -> holder.target.id()).distinct().toList();
    return values(sql, rules, ids)
        .invoke(
            values ->
                holders.forEach(
                    holder -> {
                      var found = values.get(holder.target.id());
                      if (found != null) {
                        set(rules, holder, found);
                      }
                    }))
        .replaceWithVoid();
  }

  private static void set(LookupRules rules, Holder holder, List<Object> values) {
    for (int i = 0; i < values.size(); i++) {
      int slot = rules.fills().get(i).slot();
      if (holder.isFree(slot) && values.get(i) != null) {
        holder.data.set(slot, values.get(i));
        if (holder.given != null) {
          holder.given.set(slot);
        }
      }
    }
  }

  /** What each of these records fills in, in the order of the rules. */
  public static Uni<Map<UUID, List<Object>>> values(
      SqlClient sql, LookupRules rules, List<UUID> ids) {
    var columns = new StringBuilder("SELECT x.id");
    for (var fill : rules.fills()) {
      columns.append(", x.\"").append(fill.source()).append('"');
      if (fill.lookupTable() != null) {
        columns
            .append(", (SELECT y.record_title FROM ")
            .append(fill.lookupTable())
            .append(" y WHERE y.id = x.\"")
            .append(fill.source())
            .append("\")");
      }
    }
    return sql.preparedQuery(
            columns + " FROM " + rules.column().lookupTable() + " x WHERE x.id = ANY ($1)")
        .execute(Tuple.tuple(List.<Object>of((Object) ids.toArray(UUID[]::new))))
        .map(
            rows -> {
              Map<UUID, List<Object>> values = new HashMap<>();
              rows.forEach(row -> values.put(row.getUUID(0), read(rules, row)));
              return values;
            });
  }

  private static List<Object> read(LookupRules rules, Row row) {
    var values = new ArrayList<Object>();
    int at = 1;
    for (var fill : rules.fills()) {
      var value = RowReader.plain(fill.type(), row, at);
      boolean lookup = fill.lookupTable() != null;
      values.add(
          value instanceof RecordRef target
              ? new RecordRef(target.id(), row.getString(at + 1))
              : value);
      at += lookup ? 2 : 1;
    }
    return values;
  }
}
