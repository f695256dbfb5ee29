package dev.formwork.core.handover;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * A member field that marks the owner of a record, or of a row of a subform.
 *
 * @param subform null: a field of the record itself
 */
record OwnershipField(CompiledForm form, CompiledSubform subform, Column column) {

  /** All that a form has and that somebody enters. */
  static List<OwnershipField> of(CompiledForm form) {
    var found = new ArrayList<OwnershipField>();
    form.columns().stream()
        .filter(OwnershipField::isEntered)
        .forEach(column -> found.add(new OwnershipField(form, null, column)));
    form.subforms()
        .forEach(
            subform ->
                subform.columns().stream()
                    .filter(OwnershipField::isEntered)
                    .forEach(column -> found.add(new OwnershipField(form, subform, column))));
    return found;
  }

  private static boolean isEntered(Column column) {
    return column.type() == ColumnType.MEMBER
        && column.isStored()
        && !column.field().isDerived()
        && !(column.field() instanceof SerialField);
  }

  /** Its name among all of a workspace; also the order in which they are gone through. */
  String place() {
    return form.app() + "/" + form.key() + "/" + path();
  }

  private String path() {
    return subform == null ? column.name() : subform.field().key() + "." + column.name();
  }

  /** Which records a member holds, asked as that member. */
  String filter() {
    return subform == null ? path() + " = ME()" : "ANY(" + path() + " = ME())";
  }

  /** The change with which a record comes to somebody else. */
  RecordInput change(StoredRecord record, MemberId from, MemberId to) {
    var input = RecordInput.empty(form.slots());
    if (subform == null) {
      return input.with(column.slot(), to.value());
    }
    var rows = record.data().rows(subform.slot()).stream().map(row -> row(row, from, to)).toList();
    return input.with(subform.slot(), rows);
  }

  private RecordData row(RecordData row, MemberId from, MemberId to) {
    var copy = row.copy();
    if (from.value().equals(row.get(column.slot()))) {
      copy.set(column.slot(), to.value());
    }
    return copy;
  }
}
