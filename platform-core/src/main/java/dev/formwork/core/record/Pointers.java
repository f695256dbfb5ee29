package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.Reads;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Finds the records that depend on a given one through its lookups. */
final class Pointers {

  private Pointers() {}

  /** The records that have rollups or invariants over this one, by form. */
  static Map<CompiledForm, Set<UUID>> of(CompiledForm form, RecordData data) {
    return of(form, data, _ -> true);
  }

  /**
   * @param concerned which readers count
   */
  static Map<CompiledForm, Set<UUID>> of(
      CompiledForm form, RecordData data, Predicate<Reads> concerned) {
    Map<CompiledForm, Set<UUID>> found = new HashMap<>();
    for (var reader : form.links().readers(form.key())) {
      if (reader.reads() instanceof Reads.Pointing pointing && concerned.test(pointing)) {
        ids(form, data, pointing, found.computeIfAbsent(reader.form(), _ -> new HashSet<>()));
      }
    }
    return found;
  }

  private static void ids(
      CompiledForm form, RecordData data, Reads.Pointing pointing, Set<UUID> ids) {
    if (pointing.rows() == null) {
      form.column(pointing.via()).ifPresent(column -> add(data.get(column.slot()), ids));
      return;
    }
    var subform = rows(form, pointing);
    int slot =
        subform.columns().stream()
            .filter(column -> column.name().equals(pointing.via()))
            .findFirst()
            .orElseThrow()
            .slot();
    data.rows(subform.slot()).forEach(row -> add(row.get(slot), ids));
  }

  private static void add(Object value, Set<UUID> ids) {
    if (value instanceof LookedUp target) {
      ids.add(target.id());
    }
  }

  static CompiledSubform rows(CompiledForm form, Reads.Pointing pointing) {
    return form.subforms().stream()
        .filter(subform -> subform.field().key().value().equals(pointing.rows()))
        .findFirst()
        .orElseThrow();
  }
}
