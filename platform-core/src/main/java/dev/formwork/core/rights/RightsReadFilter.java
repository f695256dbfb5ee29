package dev.formwork.core.rights;

import dev.formwork.core.expression.ReadFilter;
import dev.formwork.core.permission.RecordAction;

/**
 * The read filter of one person: row and field conditions written into the SQL of their queries.
 */
final class RightsReadFilter implements ReadFilter {

  private static final Condition NEVER = (out, _) -> out.append("FALSE");

  private final FormRights own;
  private final AppRights app;

  RightsReadFilter(FormRights own, AppRights app) {
    this.own = own;
    this.app = app;
  }

  @Override
  public Condition own(String key) {
    return own.condition(key);
  }

  @Override
  public Condition records(String form, String alias) {
    var other = app.of(form);
    return other == null ? NEVER : elsewhere(other, other.rows(RecordAction.READ), alias);
  }

  @Override
  public Condition value(String form, String key, String alias) {
    var other = app.of(form);
    return other == null ? NEVER : elsewhere(other, other.condition(key), alias);
  }

  @Override
  public Condition title(String table, String alias) {
    var other = app.ofTable(table);
    return other == null ? NEVER : elsewhere(other, other.titles(), alias);
  }

  /** A permission set is written about {@code t}; so its record is looked up once more as such. */
  static Condition elsewhere(FormRights form, Condition condition, String alias) {
    return condition == null
        ? null
        : (out, evaluationContext) -> {
          out.append("EXISTS (SELECT 1 FROM ")
              .append(form.form().table().sql())
              .append(" t WHERE t.id = " + alias + ".id AND ");
          condition.write(out, evaluationContext);
          out.append(")");
        };
  }
}
