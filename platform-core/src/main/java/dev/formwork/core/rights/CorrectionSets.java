package dev.formwork.core.rights;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a task opens to somebody who corrects their own record: the record, also where it has left
 * what they may read or change by now, but of its fields no more than they see and set anyway. So
 * nobody learns of costs, and nobody sets them, because a record came back. Pure.
 */
final class CorrectionSets {

  private final FormDefinition form;
  private final PermissionSet task;

  /** Those by which the person knows records of the form. */
  private final List<PermissionSet> own;

  private CorrectionSets(FormDefinition form, PermissionSet task, List<PermissionSet> own) {
    this.form = form;
    this.task = task;
    this.own =
        own.stream()
            .filter(set -> gives(set, RecordAction.READ) || gives(set, RecordAction.CREATE))
            .toList();
  }

  /**
   * @param task what the task gives
   * @param own the sets that the person has
   */
  static List<PermissionSet> of(FormDefinition form, PermissionSet task, List<PermissionSet> own) {
    return new CorrectionSets(form, task, own).sets();
  }

  private static boolean gives(PermissionSet set, RecordAction action) {
    return set.actions().contains(action);
  }

  /** One for each set of theirs, on its records, and one for a record on which none holds. */
  private List<PermissionSet> sets() {
    var sets = new ArrayList<PermissionSet>();
    for (int i = 0; i < own.size(); i++) {
      var set = own.get(i);
      sets.add(set("own_" + i, rights(List.of(set)), set.rows()));
    }
    if (own.stream().noneMatch(set -> set.rows() == null)) {
      sets.add(set("left", rights(own), noneHolds()));
    }
    return sets;
  }

  private PermissionSet set(String key, Map<String, FieldRight> fields, String rows) {
    return new PermissionSet(
        key,
        task.title(),
        task.who(),
        task.actions(),
        fields,
        FieldRight.HIDDEN,
        rows == null ? task.rows() : "(%s) AND (%s)".formatted(task.rows(), rows),
        task.mayGiveAway());
  }

  /** Null where no set limits anything: the person knows no record of the form. */
  private String noneHolds() {
    return own.isEmpty()
        ? null
        : own.stream()
            .map(PermissionSet::rows)
            .collect(Collectors.joining(") OR (", "IF((", "), FALSE, TRUE)"));
  }

  private Map<String, FieldRight> rights(List<PermissionSet> holding) {
    var rights = new HashMap<String, FieldRight>();
    paths().forEach(path -> rights.put(path, right(holding, path)));
    return rights;
  }

  private Stream<String> paths() {
    return form.fields().stream()
        .flatMap(
            field ->
                field instanceof SubformField rows
                    ? Stream.concat(
                        Stream.of(rows.key().value()),
                        rows.fields().stream().map(column -> rows.key() + "." + column.key()))
                    : Stream.of(field.key().value()));
  }

  private FieldRight right(List<PermissionSet> holding, String path) {
    var seen =
        holding.stream()
            .map(set -> set.right(path))
            .reduce(FieldRight::atMost)
            .orElse(FieldRight.HIDDEN);
    if (!seen.isReadable()) {
      return seen.atMost(task.right(path));
    }
    return mayBeSet(path) ? task.right(path) : task.right(path).atMost(FieldRight.READ);
  }

  /** What they set of a new record, or of one before it was sent; and what the step names. */
  private boolean mayBeSet(String path) {
    return isNamed(path)
        || own.stream()
            .filter(set -> gives(set, RecordAction.CREATE) || gives(set, RecordAction.CHANGE))
            .anyMatch(set -> set.right(path) == FieldRight.WRITE);
  }

  /** Columns go with their rows, unless one of the person's sets treats them apart. */
  private boolean isNamed(String path) {
    int dot = path.indexOf('.');
    return task.fields().get(path) == FieldRight.WRITE
        || dot > 0
            && isNamed(path.substring(0, dot))
            && own.stream().noneMatch(set -> set.fields().containsKey(path));
  }
}
