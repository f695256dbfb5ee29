package dev.formwork.core.record.access;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.record.value.RecordInput;

/**
 * Guards values copied from other records when one is created (lookup fills and defaults): what the
 * caller may not read there must not become readable here, unless the field's definition reveals
 * it.
 */
public final class CopiedValueGuard {

  private CopiedValueGuard() {}

  public static boolean may(RecordAccess recordAccess, LookupRules rules, LookupRules.Fill fill) {
    var field = field(recordAccess.form(), rules, fill.slot());
    var path = (rules.rows() == null ? "" : rules.rows() + ".") + field.key();
    return field.head().reveals()
        || !recordAccess.rights().shows(path)
        || recordAccess
            .form()
            .links()
            .form(rules.field().form().value())
            .map(target -> recordAccess.app().of(target).isReadableWherever(fill.source()))
            .orElse(false);
  }

  private static Field field(CompiledForm form, LookupRules rules, int slot) {
    var fields = form.definition().fields();
    return rules.rowsSlot() < 0
        ? fields.get(slot)
        : ((SubformField) fields.get(rules.rowsSlot())).fields().get(slot);
  }

  /** Leaves fields empty whose defaults would tell what may not be read. */
  public static void withholdDefaults(RecordAccess recordAccess, RecordInput input) {
    for (var initial : recordAccess.form().defaults()) {
      var column = initial.target();
      if (!input.given().get(column.slot())
          && !column.field().head().reveals()
          && recordAccess.rights().shows(column.name())
          && !recordAccess.rights().mayKnow(initial.expression())) {
        input.with(column.slot(), null);
      }
    }
  }
}
