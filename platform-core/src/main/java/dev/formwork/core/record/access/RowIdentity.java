package dev.formwork.core.record.access;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.core.rights.RecordVisibility;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Which rows of a record an input speaks of. A row goes by its id: with one it changes that row in
 * what it names, without one it is new. Rows that a list does not hold are removed; rows that
 * changes do not mention stay.
 */
public final class RowIdentity {

  private final CompiledSubform subform;
  private final RecordVisibility visibility;
  private final RecordInput input;
  private final List<RecordData> old;
  private final Map<UUID, RecordData> byId = new HashMap<>();
  private final List<Problem> problems;

  private RowIdentity(
      CompiledSubform subform,
      RecordVisibility visibility,
      RecordInput input,
      List<RecordData> old,
      List<Problem> problems) {
    this.subform = subform;
    this.visibility = visibility;
    this.input = input;
    this.old = old;
    this.problems = problems;
    old.forEach(row -> byId.put(row.id(), row));
  }

  /**
   * Makes of the rows of an input, in place, all rows that the record shall have.
   *
   * @param visibility what the caller sees of the record
   * @param before the record as it is, with everything; null: a new one
   * @throws Refusal naming each row that is none of the record's
   */
  public static void resolve(
      CompiledForm form, RecordVisibility visibility, RecordInput input, RecordData before) {
    var problems = new ArrayList<Problem>();
    for (var subform : form.subforms()) {
      int slot = subform.slot();
      if (input.given().get(slot) && visibility.shows(subform)) {
        var old = before == null ? List.<RecordData>of() : before.rows(slot);
        input.with(slot, new RowIdentity(subform, visibility, input, old, problems).rows());
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  private List<RecordData> rows() {
    var given = input.data().rows(subform.slot());
    var removals = input.removals().get(subform.slot());
    checkTwice(given);
    if (removals != null) {
      return changed(given, removals);
    }
    var alike =
        given.stream().allMatch(row -> row.id() == null)
            ? alike(given)
            : Map.<RecordData, RecordData>of();
    var rows = new ArrayList<RecordData>();
    for (int i = 0; i < given.size(); i++) {
      var row = given.get(i);
      rows.add(known(alike.containsKey(row) ? row.called(alike.get(row).id()) : row, i));
    }
    return rows;
  }

  private List<RecordData> changed(List<RecordData> given, List<UUID> removals) {
    var gone = removed(removals, given);
    var changes = new HashMap<UUID, RecordData>();
    var added = new ArrayList<RecordData>();
    for (int i = 0; i < given.size(); i++) {
      var row = known(given.get(i), i);
      if (row.id() == null) {
        added.add(row);
      } else {
        changes.put(row.id(), row);
      }
    }
    var rows = new ArrayList<RecordData>();
    old.stream()
        .filter(row -> !gone.contains(row.id()))
        .forEach(row -> rows.add(changes.getOrDefault(row.id(), untouched(row))));
    rows.addAll(added);
    return rows;
  }

  private Set<UUID> removed(List<UUID> removals, List<RecordData> given) {
    var gone = new HashSet<UUID>();
    for (int i = 0; i < removals.size(); i++) {
      var id = removals.get(i);
      var path = "/" + subform.field().key() + "/remove/" + i;
      if (!byId.containsKey(id)) {
        problems.add(Problem.at(path, CoreProblem.ROW_NOT_FOUND, id));
      } else if (!gone.add(id) || given.stream().anyMatch(row -> id.equals(row.id()))) {
        problems.add(Problem.at(path, CoreProblem.ROW_TWICE, id));
      }
    }
    return gone;
  }

  private void checkTwice(List<RecordData> given) {
    var seen = new HashSet<UUID>();
    for (int i = 0; i < given.size(); i++) {
      var id = given.get(i).id();
      if (id != null && !seen.add(id)) {
        problems.add(Problem.at(path(given.get(i), i), CoreProblem.ROW_TWICE, id));
      }
    }
  }

  private String path(RecordData row, int index) {
    return "/" + subform.field().key() + "/" + row.place(index) + "/id";
  }

  /** The row completed with what it does not name; a new one as it is. */
  private RecordData known(RecordData row, int index) {
    if (row.id() == null) {
      return row;
    }
    var owner = byId.get(row.id());
    if (owner == null) {
      problems.add(Problem.at(path(row, index), CoreProblem.ROW_NOT_FOUND, row.id()));
      return row;
    }
    var whole = row.copy();
    for (int slot = 0; slot < whole.slots(); slot++) {
      if (row.isOpen(slot)) {
        whole.set(slot, owner.get(slot));
      }
    }
    return whole;
  }

  /** Nobody named anything of it. */
  private static RecordData untouched(RecordData row) {
    var open = new BitSet();
    open.set(0, row.slots());
    return row.copy().leaving(open);
  }

  /**
   * Rows sent by someone who knows no ids, where they may not set every column: what they may not
   * set must neither go nor move to another row. So a row is the one that looks like it; else the
   * only one of which all but figures is the same; else it is new.
   */
  private Map<RecordData, RecordData> alike(List<RecordData> given) {
    var owners = new IdentityHashMap<RecordData, RecordData>();
    if (visibility.locked(subform).stream().noneMatch(RowIdentity::isEntered)) {
      return owners;
    }
    var left = new ArrayList<>(old);
    for (var row : given) {
      take(left, one -> looksAlike(row, one, shownColumns()))
          .ifPresent(one -> owners.put(row, one));
    }
    var open = new ArrayList<>(given);
    open.removeIf(owners::containsKey);
    for (var row : open) {
      only(row, left).filter(one -> isOnly(one, open)).ifPresent(one -> owners.put(row, one));
    }
    return owners;
  }

  /** The first that is wanted, which is left no more. */
  private static Optional<RecordData> take(List<RecordData> left, Predicate<RecordData> wanted) {
    for (int i = 0; i < left.size(); i++) {
      if (wanted.test(left.get(i))) {
        return Optional.of(left.remove(i));
      }
    }
    return Optional.empty();
  }

  private Optional<RecordData> only(RecordData row, List<RecordData> left) {
    var found = left.stream().filter(one -> isNamedAlike(row, one)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private boolean isOnly(RecordData one, List<RecordData> open) {
    return open.stream().filter(row -> isNamedAlike(row, one)).count() == 1;
  }

  /** Whether what names a row is the same, and there is something that does. */
  private boolean isNamedAlike(RecordData row, RecordData one) {
    var names =
        shownColumns().stream()
            .filter(
                column ->
                    names(column, row.get(column.slot())) || names(column, one.get(column.slot())))
            .toList();
    return !names.isEmpty() && looksAlike(row, one, names);
  }

  private static boolean names(Column column, Object value) {
    return switch (column.type()) {
      case TEXT, LOOKUP, MEMBER, DATE -> value != null;
      case NUMBER, MONEY, BOOLEAN, DATE_TIME, TIME, TEXTS -> false;
    };
  }

  private static boolean isEntered(Column column) {
    return !column.field().isDerived();
  }

  private List<Column> shownColumns() {
    return subform.columns().stream()
        .filter(column -> visibility.shows(subform, column) && isEntered(column))
        .toList();
  }

  private boolean looksAlike(RecordData row, RecordData one, List<Column> columns) {
    return columns.stream()
        .allMatch(
            column ->
                ValueEquality.same(
                    column.normal(row.get(column.slot())),
                    Redaction.shown(
                        visibility.right(subform.slot(), column.slot()), one.get(column.slot()))));
  }

  /**
   * Gives every row of a decided record its id, in place: one that came without and holds what a
   * row without successor held is that row, any other gets a new id.
   *
   * @param before the record as it was; null: it is new
   */
  public static void name(CompiledForm form, RecordData before, RecordData decided) {
    for (var subform : form.subforms()) {
      var rows = decided.rows(subform.slot());
      if (rows.stream().anyMatch(row -> row.id() == null)) {
        var old = before == null ? List.<RecordData>of() : before.rows(subform.slot());
        decided.set(subform.slot(), named(old, rows));
      }
    }
  }

  private static List<RecordData> named(List<RecordData> old, List<RecordData> rows) {
    var left = new ArrayList<>(old);
    left.removeIf(
        one -> rows.stream().anyMatch(row -> row.id() != null && row.id().equals(one.id())));
    var named = new ArrayList<RecordData>();
    for (var row : rows) {
      if (row.id() != null) {
        named.add(row);
        continue;
      }
      var same = take(left, one -> ValueEquality.same(one, row));
      named.add(row.called(same.map(RecordData::id).orElseGet(UuidCreator::getTimeOrderedEpoch)));
    }
    return Collections.unmodifiableList(named);
  }

  /**
   * Whether the rows that an input changes are those it was made on: else it has to be made again.
   */
  public static boolean isOnSameRows(
      CompiledForm form, RecordInput input, RecordData before, RecordData latest) {
    return form.subforms().stream()
        .filter(subform -> input.given().get(subform.slot()))
        .allMatch(
            subform -> isSame(subform, before.rows(subform.slot()), latest.rows(subform.slot())));
  }

  private static boolean isSame(
      CompiledSubform subform, List<RecordData> before, List<RecordData> latest) {
    boolean same = before.size() == latest.size();
    for (int i = 0; same && i < before.size(); i++) {
      var one = before.get(i);
      var other = latest.get(i);
      same =
          one.id().equals(other.id())
              && subform.columns().stream()
                  .filter(RowIdentity::isEntered)
                  .allMatch(
                      column ->
                          ValueEquality.same(one.get(column.slot()), other.get(column.slot())));
    }
    return same;
  }
}
