package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.permission.Action;
import dev.formwork.core.permission.PermissionSet;

/**
 * A permission set, ready to be asked.
 *
 * @param rows which records; null: all
 */
public record CompiledSet(PermissionSet definition, CompiledExpression rows) {

  public boolean gives(Action action) {
    return definition.actions().contains(action);
  }

  public boolean isLimited() {
    return rows != null;
  }

  /** The same for some of its actions alone. */
  CompiledSet only(java.util.function.Predicate<Action> wanted) {
    var some =
        definition.actions().stream().filter(wanted).collect(java.util.stream.Collectors.toSet());
    return new CompiledSet(
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
