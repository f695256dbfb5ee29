package dev.formwork.core.record;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.ColumnType;
import dev.formwork.core.compile.CompiledForm;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The records that default values refer to. A default is known only after a decision, so its record
 * is loaded then and the decision is made again.
 */
final class DefaultLookups {

  private record Place(int rowsSlot, int slot, UUID id) {}

  private final Map<Place, LookedUp> known = new HashMap<>();

  static DefaultLookups none() {
    return new DefaultLookups();
  }

  /**
   * The value a default gave, with all that is known of it.
   *
   * @param rowsSlot of the subform it is a column of; -1: the record
   */
  Object known(int rowsSlot, int slot, Object value) {
    if (!(value instanceof LookedUp lookup)) {
      return value;
    }
    var place = new Place(rowsSlot, slot, lookup.id());
    return known.containsKey(place) ? known.get(place) : lookup;
  }

  /**
   * Loads what a decision left unknown. A default that points nowhere, such as to the recycle bin,
   * gives nothing.
   *
   * @param locked whether what is read must stay until the transaction ends
   * @return whether there was anything, so that deciding again makes a difference
   */
  Uni<Boolean> complete(SqlClient sql, CompiledForm form, RecordData decided, boolean locked) {
    if (isComplete(form, decided)) {
      return Uni.createFrom().item(false);
    }
    var copy = decided.copy();
    for (var subform : form.subforms()) {
      copy.set(subform.slot(), copy.rows(subform.slot()).stream().map(RecordData::copy).toList());
    }
    int before = known.size();
    return LookupTitles.resolveOrEmpty(sql, form, copy)
        .chain(
            () ->
                locked
                    ? LookedUpValues.loadLocked(sql, form, List.of(copy))
                    : LookedUpValues.load(sql, form, List.of(copy)))
        .map(
            _ -> {
              keep(form, decided, copy);
              return known.size() > before;
            });
  }

  private static boolean isComplete(CompiledForm form, RecordData data) {
    return titled(form.columns(), data)
        && form.subforms().stream()
            .allMatch(
                subform ->
                    data.rows(subform.slot()).stream()
                        .allMatch(row -> titled(subform.columns(), row)))
        && form.needs().stream()
            .allMatch(
                need ->
                    need.rowsSlot() < 0
                        ? seen(data, need.slot())
                        : data.rows(need.rowsSlot()).stream()
                            .allMatch(row -> seen(row, need.slot())));
  }

  private static boolean titled(List<Column> columns, RecordData data) {
    return columns.stream()
        .filter(column -> column.type() == ColumnType.LOOKUP)
        .noneMatch(
            column -> data.get(column.slot()) instanceof LookedUp lookup && lookup.title() == null);
  }

  private static boolean seen(RecordData data, int slot) {
    return !(data.get(slot) instanceof LookedUp lookup) || lookup.seen() != null;
  }

  private void keep(CompiledForm form, RecordData decided, RecordData complete) {
    keep(-1, form.columns(), decided, complete);
    for (var subform : form.subforms()) {
      var rows = decided.rows(subform.slot());
      for (int i = 0; i < rows.size(); i++) {
        keep(subform.slot(), subform.columns(), rows.get(i), complete.rows(subform.slot()).get(i));
      }
    }
  }

  private void keep(int rowsSlot, List<Column> columns, RecordData decided, RecordData complete) {
    for (var column : columns) {
      if (decided.get(column.slot()) instanceof LookedUp lookup) {
        known.put(
            new Place(rowsSlot, column.slot(), lookup.id()),
            (LookedUp) complete.get(column.slot()));
      }
    }
  }
}
