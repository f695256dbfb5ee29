package dev.formwork.core.record;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.Sight;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Checks the values of an input against the caller's field rights. Hidden fields are reported as
 * unknown; a read-only field may be sent back unchanged.
 */
final class Given {

  private final Sight sight;
  private final RecordInput input;
  private final RecordData before;
  private final List<Problem> problems = new ArrayList<>();

  private Given(Sight sight, RecordInput input, RecordData before) {
    this.sight = sight;
    this.input = input;
    this.before = before;
  }

  /**
   * Completes an input in place: columns of rows that may not be set keep what they hold.
   *
   * @param before the record as it is, with everything; null: a new one
   * @throws Refusal naming all that may not be set
   */
  static void check(CompiledForm form, Sight sight, RecordInput input, RecordData before) {
    if (sight.isWhole()) {
      return;
    }
    var given = new Given(sight, input, before);
    form.columns().forEach(given::column);
    form.subforms().forEach(given::subform);
    if (!given.problems.isEmpty()) {
      throw Refusal.invalid(given.problems);
    }
  }

  /** All that someone may set, and so is emptied when a replacement does not name it. */
  static BitSet settable(CompiledForm form, Sight sight) {
    var slots = new BitSet(form.slots());
    for (int slot = 0; slot < form.slots(); slot++) {
      slots.set(slot, sight.isWritable(form.definition().fields().get(slot).key().value()));
    }
    return slots;
  }

  private void column(Column column) {
    int slot = column.slot();
    if (!input.given().get(slot)
        || sight.isWritable(column.name())
        || !RecordDecision.isEntered(column.field())) {
      return;
    }
    refuse(column, "/" + column.name(), sight.right(slot), input.data(), before);
    input.given().clear(slot);
    input.data().set(slot, null);
  }

  private void refuse(
      Column column, String path, FieldRight right, RecordData data, RecordData old) {
    var value = data.get(column.slot());
    if (right == FieldRight.HIDDEN) {
      problems.add(Problem.at(path, "unknown-field", column.name()));
    } else if (!RecordDecision.same(
        value, old == null ? null : Redaction.shown(right, old.get(column.slot())))) {
      problems.add(Problem.at(path, "field-not-yours"));
    }
  }

  private void subform(CompiledSubform subform) {
    int slot = subform.slot();
    var key = subform.field().key().value();
    if (!input.given().get(slot)) {
      return;
    }
    if (!sight.isWritable(key)) {
      rowsKept(subform, "/" + key);
      return;
    }
    var locked = sight.locked(subform);
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
    if (!sight.shows(subform)) {
      problems.add(Problem.at(path, "unknown-field", subform.field().key()));
    } else {
      var old = before == null ? List.<RecordData>of() : before.rows(slot);
      var rows = input.data().rows(slot);
      boolean same = rows.size() == old.size();
      for (int i = 0; same && i < rows.size(); i++) {
        same = looksAlike(subform, subform.columns(), rows.get(i), old.get(i));
      }
      if (!same) {
        problems.add(Problem.at(path, "field-not-yours"));
      }
    }
    input.given().clear(slot);
    input.data().set(slot, null);
  }

  /**
   * Rows have no name to go by: a row given belongs to the one that looks like it, else to the next
   * one left, and takes over from it what may not be set.
   */
  private List<RecordData> merged(
      CompiledSubform subform, List<Column> locked, List<RecordData> rows, List<RecordData> old) {
    var left = new ArrayList<>(old);
    var owners = new RecordData[rows.size()];
    for (int i = 0; i < owners.length; i++) {
      var row = rows.get(i);
      owners[i] =
          left.stream()
              .filter(one -> looksAlike(subform, subform.columns(), row, one))
              .findFirst()
              .orElse(null);
      left.remove(owners[i]);
    }
    var merged = new ArrayList<RecordData>();
    for (int i = 0; i < owners.length; i++) {
      if (owners[i] == null && !left.isEmpty()) {
        owners[i] = left.removeFirst();
      }
      merged.add(merged(subform, locked, rows.get(i), owners[i], i));
    }
    return merged;
  }

  private boolean looksAlike(
      CompiledSubform subform, List<Column> columns, RecordData row, RecordData old) {
    return columns.stream()
        .filter(column -> sight.shows(subform, column) && !column.field().isDerived())
        .allMatch(
            column ->
                RecordDecision.same(
                    row.get(column.slot()),
                    Redaction.shown(
                        sight.right(subform.slot(), column.slot()), old.get(column.slot()))));
  }

  private RecordData merged(
      CompiledSubform subform, List<Column> locked, RecordData row, RecordData owner, int place) {
    var merged = row.copy();
    for (var column : locked) {
      int slot = column.slot();
      if (row.get(slot) != null && !column.field().isDerived()) {
        var path = "/" + subform.field().key() + "/" + place + "/" + column.name();
        refuse(column, path, sight.right(subform.slot(), slot), row, owner);
      }
      merged.set(slot, owner == null ? null : owner.get(slot));
    }
    return merged;
  }
}
