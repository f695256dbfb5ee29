package dev.formwork.core.record.dependency;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.Dependency;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.value.RecordData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the records that depend on a given one through its lookups. */
final class Dependents {

  private Dependents() {}

  /** The records that have rollups or invariants over this one, by form. */
  static Map<CompiledForm, Set<RecordId>> of(CompiledForm form, RecordData data) {
    return of(form, data, _ -> true);
  }

  /**
   * @param concerned which readers count
   */
  static Map<CompiledForm, Set<RecordId>> of(
      CompiledForm form, RecordData data, Predicate<Dependency> concerned) {
    Map<CompiledForm, Set<RecordId>> found = new HashMap<>();
    for (var dependent : form.links().readers(form.key())) {
      if (dependent.reads() instanceof Dependency.ByLookup byLookup && concerned.test(byLookup)) {
        ids(form, data, byLookup, found.computeIfAbsent(dependent.form(), _ -> new HashSet<>()));
      }
    }
    return found;
  }

  private static void ids(
      CompiledForm form, RecordData data, Dependency.ByLookup byLookup, Set<RecordId> ids) {
    if (byLookup.rows() == null) {
      form.column(byLookup.via()).ifPresent(column -> add(data.get(column.slot()), ids));
      return;
    }
    var subform = rows(form, byLookup);
    int slot =
        subform.columns().stream()
            .filter(column -> column.name().equals(byLookup.via()))
            .findFirst()
            .orElseThrow()
            .slot();
    data.rows(subform.slot()).forEach(row -> add(row.get(slot), ids));
  }

  private static void add(Object value, Set<RecordId> ids) {
    if (value instanceof RecordRef target) {
      ids.add(new RecordId(target.id()));
    }
  }

  static CompiledSubform rows(CompiledForm form, Dependency.ByLookup byLookup) {
    return form.subforms().stream()
        .filter(subform -> subform.field().key().value().equals(byLookup.rows()))
        .findFirst()
        .orElseThrow();
  }
}
