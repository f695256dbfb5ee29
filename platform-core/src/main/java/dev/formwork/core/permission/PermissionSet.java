package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.Title;
import java.util.Map;
import java.util.Set;

/**
 * What some people may do with some records of a form. Sets add up: a person has all that any set
 * gives them.
 *
 * @param key unique in the form
 * @param fields rights that differ from {@code otherFields}, by the key of a field, or by subform
 *     and column with a dot between
 * @param otherFields nullable: write
 * @param rows which records, an expression over the form; nullable: all
 * @param mayGiveAway whether a change may leave a record outside of {@code rows}, as when it gets
 *     another owner
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PermissionSet(
    String key,
    Title title,
    Grantees who,
    Set<RecordAction> actions,
    Map<String, FieldRight> fields,
    FieldRight otherFields,
    String rows,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean mayGiveAway) {

  public PermissionSet {
    who = who == null ? new Grantees(false, null, null, null) : who;
    actions = actions == null ? Set.of() : Set.copyOf(actions);
    fields = fields == null ? Map.of() : Map.copyOf(fields);
    rows = rows == null || rows.isBlank() ? null : rows.strip();
  }

  public FieldRight rightOfOthers() {
    return otherFields == null ? FieldRight.WRITE : otherFields;
  }

  /** What it says of a field, or of a column; a column is at most as open as its subform. */
  public FieldRight right(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return fields.getOrDefault(path, rightOfOthers());
    }
    var outer = right(path.substring(0, dot));
    return fields.getOrDefault(path, outer).atMost(outer);
  }
}
