package dev.formwork.ui.field.type;

import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.LookupField;
import dev.formwork.ui.field.FieldDisplay;
import java.util.List;

/**
 * What the input of a field works with.
 *
 * @param targets makes records that lookups point to
 */
public record EditorContext(
    FieldDisplay display, LookupChoices lookups, TargetTitles titles, NewTargets targets) {

  /** The records that a lookup offers. */
  @FunctionalInterface
  interface LookupChoices {
    List<RecordRef> of(LookupField field, String search, int limit, int offset);
  }

  /** What the form is called that a lookup looks into. */
  @FunctionalInterface
  interface TargetTitles {
    String of(LookupField field);
  }
}
