package dev.formwork.core.rights;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;

/**
 * A permission set, ready to be asked.
 *
 * @param rows which records; null: all
 */
public record CompiledPermissionSet(PermissionSet definition, CompiledExpression rows) {

  public boolean gives(RecordAction recordAction) {
    return definition.actions().contains(recordAction);
  }

  public boolean isLimited() {
    return rows != null;
  }

  /** The same for some of its actions alone. */
  CompiledPermissionSet only(java.util.function.Predicate<RecordAction> wanted) {
    var some =
        definition.actions().stream().filter(wanted).collect(java.util.stream.Collectors.toSet());
    return new CompiledPermissionSet(
        new PermissionSet(
            definition.key(),
            definition.title(),
            definition.who(),
            some,
            definition.fields(),
            definition.otherFields(),
            definition.rows(),
            definition.mayGiveAway()),
        rows);
  }
}
