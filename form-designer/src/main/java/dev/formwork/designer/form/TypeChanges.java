package dev.formwork.designer.form;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Optioned;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Fields that keep their column but read it another way from now on. Pure. */
final class TypeChanges {

  private TypeChanges() {}

  /**
   * A field whose type changes.
   *
   * @param table with the column, alias {@code t}, and its records, alias {@code p}
   * @param path of the field in the definition
   */
  record TypeChange(Column column, Field after, String own, String table, String path) {

    /** Whether what people typed gives way to what the server works out. */
    boolean isOverwritten() {
      return after.isDerived();
    }
  }

  /** Those whose present values may not be what the new type holds. */
  static List<TypeChange> between(CompiledForm before, CompiledForm after) {
    var changes = new ArrayList<TypeChange>();
    var table = before.table().sql();
    add(
        changes,
        before.columns(),
        after.columns(),
        table,
        table + " t JOIN " + table + " p ON p.id = t.id",
        "");
    for (var rows : after.subforms()) {
      var old = before.subform(rows.field().key());
      if (old.isPresent()) {
        var own = old.get().table().sql();
        add(
            changes,
            old.get().columns(),
            rows.columns(),
            own,
            own + " t JOIN " + table + " p ON p.id = t.parent",
            "/fields/" + rows.slot());
      }
    }
    return changes;
  }

  private static void add(
      List<TypeChange> changes,
      List<Column> before,
      List<Column> after,
      String own,
      String table,
      String outer) {
    for (var column : after) {
      var path = outer + "/fields/" + column.slot();
      stored(before)
          .filter(old -> old.name().equals(column.name()) && isOtherwise(old, column))
          .forEach(old -> changes.add(new TypeChange(old, column.field(), own, table, path)));
    }
  }

  private static Stream<Column> stored(List<Column> columns) {
    return columns.stream().filter(column -> column.isStored() && !column.field().isDerived());
  }

  private static boolean isOtherwise(Column before, Column after) {
    boolean isOtherType = before.field().getClass() != after.field().getClass();
    return isOtherType
        && before.type() == after.type()
        && (after.field().isDerived() || after.field() instanceof Optioned);
  }
}
