package dev.formwork.designer.form;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.definition.Invariant;
import dev.formwork.core.definition.ValidationRule;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.designer.definition.Difference;
import dev.formwork.designer.definition.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What differs between two versions of a form. Pure. */
final class FormDifferences {

  /** Compared part by part. */
  private static final Set<String> APART = Set.of("fields", "validations", "invariants");

  private FormDifferences() {}

  /** As people would list it. */
  static List<Difference> between(FormDefinition before, FormDefinition after) {
    return new Differences()
        .whole("form", before, after, APART)
        .parts("field", before.fields(), after.fields(), field -> field.key().value(), Field::title)
        .values("validation", before.validations(), after.validations(), ValidationRule::message)
        .values("invariant", before.invariants(), after.invariants(), Invariant::message)
        .list();
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
