package dev.formwork.core.record.lookup;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.record.value.RecordData;
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
public final class DefaultRecordRefs {

  private record Place(int rowsSlot, int slot, UUID id) {}

  private final Map<Place, RecordRef> known = new HashMap<>();

  public static DefaultRecordRefs none() {
    return new DefaultRecordRefs();
  }

  /**
   * The value a default gave, with all that is known of it.
   *
   * @param rowsSlot of the subform it is a column of; -1: the record
   */
  public Object known(int rowsSlot, int slot, Object value) {
    if (!(value instanceof RecordRef lookup)) {
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
  public Uni<Boolean> complete(
      SqlClient sql, CompiledForm form, RecordData decided, boolean locked) {
    if (isComplete(form, decided)) {
      return Uni.createFrom().item(false);
    }
    var copy = decided.copy();
    for (var subform : form.subforms()) {
      copy.set(subform.slot(), copy.rows(subform.slot()).stream().map(RecordData::copy).toList());
    }
    int before = known.size();
    return LookupResolver.resolveOrEmpty(sql, form, copy)
        .chain(
            () ->
                locked
                    ? RecordRefLoader.loadLocked(sql, form, List.of(copy))
                    : RecordRefLoader.load(sql, form, List.of(copy)))
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
            column ->
                data.get(column.slot()) instanceof RecordRef lookup && lookup.title() == null);
  }

  private static boolean seen(RecordData data, int slot) {
    return !(data.get(slot) instanceof RecordRef lookup) || lookup.seen() != null;
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
      if (decided.get(column.slot()) instanceof RecordRef lookup) {
        known.put(
            new Place(rowsSlot, column.slot(), lookup.id()),
            (RecordRef) complete.get(column.slot()));
      }
    }
  }
}
