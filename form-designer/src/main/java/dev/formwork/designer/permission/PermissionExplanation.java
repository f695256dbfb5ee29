package dev.formwork.designer.permission;

import dev.formwork.core.permission.AppRole;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why a member has the rights they have on the records of a form, or on one record.
 *
 * @param appRoles what they are in the app; empty: they do not come in, and nothing else counts
 * @param reasons the sets they have, each with why
 * @param actions all they may do, on at least one record or on the one asked about
 * @param fields how far each field is open, by its path
 * @param visible whether they may read the record asked about; null: none was asked about
 */
public record PermissionExplanation(
    Set<AppRole> appRoles,
    List<SetReason> reasons,
    Set<RecordAction> actions,
    Map<String, FieldRight> fields,
    Boolean visible) {

  /**
   * A permission set and what it comes to.
   *
   * @param builtIn for a right that comes with what someone is in the app
   * @param because why they have it
   * @param holds whether it holds for the record asked about; null: none was asked about
   */
  public record SetReason(
      PermissionSet set, boolean builtIn, List<Grantees.Reason> because, Boolean holds) {}
}
