package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a file that becomes a field.
 *
 * @param index its place in the header
 * @param lookedUpBy the field by which its texts name the records of a lookup; null: their titles,
 *     or it is no lookup
 */
record ImportColumn(int index, String name, ImportTarget target, Column lookedUpBy) {

  /** Those that a plan maps, in the order of the file. */
  static List<ImportColumn> of(CompiledForm form, List<String> header, ImportPlan plan) {
    var columns = new ArrayList<ImportColumn>();
    for (int index = 0; index < header.size(); index++) {
      var name = header.get(index);
      var path = plan.columns().get(name);
      if (path != null) {
        var target = ImportTarget.of(form, path).orElseThrow();
        columns.add(new ImportColumn(index, name, target, lookedUpBy(form, target, plan, name)));
      }
    }
    return List.copyOf(columns);
  }

  private static Column lookedUpBy(
      CompiledForm form, ImportTarget target, ImportPlan plan, String name) {
    var key = plan.lookups().get(name);
    return key == null
        ? null
        : target.keysOfLookup(form).stream()
            .filter(column -> column.name().equals(key))
            .findFirst()
            .orElseThrow();
  }

  Column column() {
    return target.column();
  }

  /** The column whose values its texts are. */
  Column readAs() {
    return lookedUpBy == null ? target.column() : lookedUpBy;
  }

  /** Where the records are that its texts name; only of a lookup. */
  LookupSource source() {
    return new LookupSource(column().lookupTable(), lookedUpBy == null ? null : lookedUpBy.name());
  }
}
