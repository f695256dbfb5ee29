package dev.formwork.core.rights;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.ExplainedSql;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.RecordAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The compiled permission sets of a form as text for people: who has each, the records it reaches
 * with their SQL, and how far each field is open. Its lines come in a fixed order.
 */
public final class FormPermissionsExplanation {

  private final FieldLineage lineage;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  private FormPermissionsExplanation(CompiledForm form) {
    this.lineage = FieldLineage.of(form);
    for (var field : form.definition().fields()) {
      fields.put(field.key().value(), field);
      if (field instanceof SubformField subform) {
        subform.fields().forEach(column -> fields.put(subform.key() + "." + column.key(), column));
      }
    }
  }

  public static String of(CompiledForm form, List<CompiledPermissionSet> sets) {
    var explanation = new FormPermissionsExplanation(form);
    explanation.lines.add("permissions of form " + form.key() + " in table " + form.table().sql());
    sets.forEach(explanation::set);
    return String.join("\n", explanation.lines) + "\n";
  }

  private void set(CompiledPermissionSet set) {
    var definition = set.definition();
    lines.add("");
    lines.add("-- set " + definition.key());
    lines.add("for " + people(definition.who()));
    lines.add(
        "may "
            + Arrays.stream(RecordAction.values())
                .filter(set::gives)
                .map(RecordAction::json)
                .collect(Collectors.joining(", ")));
    rows(set);
    fields(set);
  }

  private void fields(CompiledPermissionSet set) {
    var hidden = hiddenBySources(set);
    for (var right : List.of(FieldRight.WRITE, FieldRight.READ, FieldRight.MASKED)) {
      named(
          "fields to " + verb(right),
          fields.keySet().stream()
              .filter(path -> right(set, path) == right && !hidden.contains(path)));
    }
    named(
        "fields hidden",
        fields.keySet().stream().filter(path -> right(set, path) == FieldRight.HIDDEN));
    named("hidden because of what they are worked out from", hidden.stream());
    named(
        "shown to those who may read these of other forms, too",
        fields.keySet().stream()
            .filter(path -> right(set, path).isReadable() && !hidden.contains(path))
            .filter(path -> !fields.get(path).head().reveals())
            .filter(path -> !lineage.of(path).foreign().isEmpty())
            .map(path -> path + " (" + foreign(path) + ")"));
  }

  private static String verb(FieldRight right) {
    return right == FieldRight.MASKED ? "read with letters covered" : right.json();
  }

  /** Results are never written, whatever a set says. */
  private FieldRight right(CompiledPermissionSet set, String path) {
    if (path.equals(FieldLineage.TITLE)) {
      return FieldRight.READ;
    }
    var declared = set.definition().right(path);
    return fields.get(path).isDerived() ? declared.atMost(FieldRight.READ) : declared;
  }

  private List<String> hiddenBySources(CompiledPermissionSet set) {
    return Stream.concat(fields.keySet().stream(), Stream.of(FieldLineage.TITLE))
        .filter(path -> right(set, path).isReadable())
        .filter(path -> !isReadable(set, path, new HashSet<>()))
        .toList();
  }

  private void named(String what, Stream<String> paths) {
    var all = paths.toList();
    if (!all.isEmpty()) {
      lines.add(what + ": " + String.join(", ", all));
    }
  }

  private static String people(Grantees who) {
    if (who.everyone()) {
      return "everyone";
    }
    var all = new ArrayList<String>();
    new TreeSet<>(who.roles()).forEach(role -> all.add("role " + role));
    new TreeSet<>(who.departments()).forEach(department -> all.add("department " + department));
    new TreeSet<>(who.members()).forEach(member -> all.add("member " + member));
    return all.isEmpty() ? "nobody" : String.join(", ", all);
  }

  private void rows(CompiledPermissionSet set) {
    if (!set.isLimited()) {
      lines.add("all records");
      return;
    }
    var condition = ExplainedSql.condition(set.rows());
    lines.add("records where " + set.rows().source());
    lines.add("in SQL: " + condition.text());
    condition.parameters().forEach(lines::add);
    if (set.definition().mayGiveAway()) {
      lines.add("a change may leave a record outside of them");
    }
  }

  /** Whether the set opens a field and all in this form that it is worked out from. */
  private boolean isReadable(CompiledPermissionSet set, String path, Set<String> underway) {
    if (!underway.add(path)) {
      return true;
    }
    var field = fields.get(path);
    return right(set, path).isReadable()
        && (field != null && field.head().reveals()
            || lineage.of(path).own().stream().allMatch(own -> isReadable(set, own, underway)));
  }

  private String foreign(String path) {
    return lineage.of(path).foreign().stream()
        .map(FormPermissionsExplanation::foreign)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String foreign(FieldLineage.ForeignField field) {
    return field.key() == null ? "how many " + field.form() : field.form() + "." + field.key();
  }
}
