package dev.formwork.core.record.access;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.core.rights.RecordVisibility;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Checks the values of an input against the caller's field rights. Hidden fields are reported as
 * unknown; a read-only field may be sent back unchanged.
 */
public final class WritePermissionCheck {

  private final RecordVisibility recordVisibility;
  private final RecordInput input;
  private final RecordData before;
  private final List<Problem> problems = new ArrayList<>();

  private WritePermissionCheck(
      RecordVisibility recordVisibility, RecordInput input, RecordData before) {
    this.recordVisibility = recordVisibility;
    this.input = input;
    this.before = before;
  }

  /**
   * Completes an input in place: columns of rows that may not be set keep what they hold.
   *
   * @param before the record as it is, with everything; null: a new one
   * @throws Refusal naming all that may not be set
   */
  public static void check(
      CompiledForm form, RecordVisibility recordVisibility, RecordInput input, RecordData before) {
    if (recordVisibility.isWhole()) {
      return;
    }
    var writePermissionCheck = new WritePermissionCheck(recordVisibility, input, before);
    form.columns().forEach(writePermissionCheck::column);
    form.subforms().forEach(writePermissionCheck::subform);
    if (!writePermissionCheck.problems.isEmpty()) {
      throw Refusal.invalid(writePermissionCheck.problems);
    }
  }

  /** All that someone may set, and so is emptied when a replacement does not name it. */
  public static BitSet settable(CompiledForm form, RecordVisibility recordVisibility) {
    var slots = new BitSet(form.slots());
    for (int slot = 0; slot < form.slots(); slot++) {
      slots.set(
          slot, recordVisibility.isWritable(form.definition().fields().get(slot).key().value()));
    }
    return slots;
  }

  private void column(Column column) {
    int slot = column.slot();
    if (!input.given().get(slot)
        || recordVisibility.isWritable(column.name())
        || !column.field().isEntered()) {
      return;
    }
    refuse(column, "/" + column.name(), recordVisibility.right(slot), input.data(), before);
    input.given().clear(slot);
    input.data().set(slot, null);
  }

  private void refuse(
      Column column, String path, FieldRight right, RecordData data, RecordData old) {
    var value = data.get(column.slot());
    if (right == FieldRight.HIDDEN) {
      problems.add(Problem.at(path, CoreProblem.UNKNOWN_FIELD, column.name()));
    } else if (!ValueEquality.same(
        value, old == null ? null : Redaction.shown(right, old.get(column.slot())))) {
      problems.add(Problem.at(path, CoreProblem.FIELD_NOT_YOURS));
    }
  }

  private void subform(CompiledSubform subform) {
    int slot = subform.slot();
    var key = subform.field().key().value();
    if (!input.given().get(slot)) {
      return;
    }
    if (!recordVisibility.isWritable(key)) {
      rowsKept(subform, "/" + key);
      return;
    }
    var locked = recordVisibility.locked(subform);
    if (!locked.isEmpty()) {
      input
          .data()
          .set(
              slot,
              merged(
                  subform,
                  locked,
                  input.data().rows(slot),
                  before == null ? List.of() : before.rows(slot)));
    }
  }

  private void rowsKept(CompiledSubform subform, String path) {
    int slot = subform.slot();
    if (!recordVisibility.shows(subform)) {
      problems.add(Problem.at(path, CoreProblem.UNKNOWN_FIELD, subform.field().key()));
    } else {
      var old = before == null ? List.<RecordData>of() : before.rows(slot);
      var rows = input.data().rows(slot);
      boolean same = rows.size() == old.size();
      for (int i = 0; same && i < rows.size(); i++) {
        same = looksAlike(subform, rows.get(i), old.get(i));
      }
      if (!same) {
        problems.add(Problem.at(path, CoreProblem.FIELD_NOT_YOURS));
      }
    }
    input.given().clear(slot);
    input.data().set(slot, null);
  }

  private boolean looksAlike(CompiledSubform subform, RecordData row, RecordData old) {
    return (row.id() == null || row.id().equals(old.id()))
        && subform.columns().stream()
            .filter(
                column ->
                    recordVisibility.shows(subform, column)
                        && !column.field().isDerived()
                        && (row.id() == null || !row.isOpen(column.slot())))
            .allMatch(
                column ->
                    ValueEquality.same(
                        row.get(column.slot()),
                        Redaction.shown(
                            recordVisibility.right(subform.slot(), column.slot()),
                            old.get(column.slot()))));
  }

  /** Each row takes over from the one it changes what may not be set. */
  private List<RecordData> merged(
      CompiledSubform subform, List<Column> locked, List<RecordData> rows, List<RecordData> old) {
    var merged = new ArrayList<RecordData>();
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var owner =
          old.stream()
              .filter(one -> row.id() != null && row.id().equals(one.id()))
              .findFirst()
              .orElse(null);
      merged.add(merged(subform, locked, row, owner, row.place(i)));
    }
    return merged;
  }

  private RecordData merged(
      CompiledSubform subform,
      List<Column> locked,
      RecordData row,
      RecordData owner,
      String place) {
    var merged = row.copy();
    for (var column : locked) {
      int slot = column.slot();
      boolean isNamed = !row.isOpen(slot) && row.get(slot) != null;
      if (isNamed && !column.field().isDerived()) {
        var path = "/" + subform.field().key() + "/" + place + "/" + column.name();
        refuse(column, path, recordVisibility.right(subform.slot(), slot), row, owner);
      }
      merged.set(slot, owner == null ? null : owner.get(slot));
    }
    return merged;
  }
}
