package dev.formwork.workflow.lock;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What somebody changed of a record themselves, without what only follows from it. Pure. */
final class EnteredChanges {

  private EnteredChanges() {}

  /** Keys of fields; for a new record, of those that have a value. */
  static Set<String> of(RecordEvent happening) {
    var form = happening.form();
    var after = happening.after().data();
    var before = happening.before() == null ? null : happening.before().data();
    var changed = new TreeSet<String>();
    form.columns().stream()
        .filter(column -> !column.field().isDerived())
        .filter(column -> isChanged(column, before, after))
        .forEach(column -> changed.add(column.name()));
    form.subforms().stream()
        .filter(
            subform ->
                !areSame(
                    subform.columns(),
                    before == null ? List.of() : before.rows(subform.slot()),
                    after.rows(subform.slot())))
        .forEach(subform -> changed.add(subform.field().key().value()));
    return changed;
  }

  private static boolean isChanged(Column column, RecordData before, RecordData after) {
    var now = after.get(column.slot());
    return before == null ? now != null : !ValueEquality.same(before.get(column.slot()), now);
  }

  private static boolean areSame(
      List<Column> columns, List<RecordData> before, List<RecordData> after) {
    return before.size() == after.size()
        && IntStream.range(0, before.size())
            .allMatch(
                row ->
                    columns.stream()
                        .filter(column -> !column.field().isDerived())
                        .noneMatch(column -> isChanged(column, before.get(row), after.get(row))));
  }

  /** The value of a field in a record, where it has one. */
  static Object value(CompiledForm form, StoredRecord record, String field) {
    return form.column(field).map(column -> record.data().get(column.slot())).orElse(null);
  }
}
