package dev.formwork.designer.publish;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.FieldKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What differs between two versions of a form, as people would list it. Pure. */
public final class FormDifference {

  private FormDifference() {}

  /** One difference. */
  public sealed interface Change {
    Field field();

    record Added(Field field) implements Change {}

    record Removed(Field field) implements Change {}

    record Changed(Field field, Field before) implements Change {}
  }

  /** Whether the rules that stand beside the fields differ. */
  public static boolean changesRules(FormDefinition before, FormDefinition after) {
    return !before.validations().equals(after.validations())
        || !before.invariants().equals(after.invariants())
        || !Objects.equals(before.titleExpression(), after.titleExpression());
  }

  public static List<Change> between(FormDefinition before, FormDefinition after) {
    var changes = new ArrayList<Change>();
    for (var field : after.fields()) {
      var old = before.field(field.key());
      if (old.isEmpty()) {
        changes.add(new Change.Added(field));
      } else if (!old.get().equals(field)) {
        changes.add(new Change.Changed(field, old.get()));
      }
    }
    before.fields().stream()
        .filter(field -> after.field(field.key()).isEmpty())
        .forEach(field -> changes.add(new Change.Removed(field)));
    return List.copyOf(changes);
  }

  /** Whether titles, search texts or computed values of existing records may come out otherwise. */
  static boolean changesStoredResults(FormDefinition before, FormDefinition after) {
    return !Objects.equals(before.titleExpression(), after.titleExpression())
        || !searchable(before).equals(searchable(after))
        || !computed(before.fields()).equals(computed(after.fields()));
  }

  private static List<FieldKey> searchable(FormDefinition form) {
    return form.fields().stream()
        .filter(field -> field.head().searchable())
        .map(Field::key)
        .toList();
  }

  private static List<String> computed(List<Field> fields) {
    var expressions = new ArrayList<String>();
    for (var field : fields) {
      switch (field) {
        case ComputedField computed ->
            expressions.add(
                computed.key() + "=" + computed.expression() + "/" + computed.storedScale());
        case RollupField rollup ->
            expressions.add(rollup.withHead(FieldHead.of(rollup.key(), rollup.title())).toString());
        case SubformField subform ->
            computed(subform.fields()).forEach(one -> expressions.add(subform.key() + "." + one));
        default -> {}
      }
    }
    return expressions;
  }
}
