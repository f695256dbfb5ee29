package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;

/**
 * Guards values copied from other records when one is created (lookup fills and defaults): what the
 * caller may not read there must not become readable here, unless the field's definition reveals
 * it.
 */
final class Copies {

  private Copies() {}

  static boolean may(Access access, LookupRules rules, LookupRules.Fill fill) {
    var field = field(access.form(), rules, fill.slot());
    var path = (rules.rows() == null ? "" : rules.rows() + ".") + field.key();
    return field.head().reveals()
        || !access.rights().shows(path)
        || access
            .form()
            .links()
            .form(rules.field().form().value())
            .map(target -> access.app().of(target).isReadableWherever(fill.source()))
            .orElse(false);
  }

  private static Field field(CompiledForm form, LookupRules rules, int slot) {
    var fields = form.definition().fields();
    return rules.rowsSlot() < 0
        ? fields.get(slot)
        : ((SubformField) fields.get(rules.rowsSlot())).fields().get(slot);
  }

  /** Leaves fields empty whose defaults would tell what may not be read. */
  static void withholdDefaults(Access access, RecordInput input) {
    for (var initial : access.form().defaults()) {
      var column = initial.target();
      if (!input.given().get(column.slot())
          && !column.field().head().reveals()
          && access.rights().shows(column.name())
          && !access.rights().mayKnow(initial.expression())) {
        input.with(column.slot(), null);
      }
    }
  }
}
