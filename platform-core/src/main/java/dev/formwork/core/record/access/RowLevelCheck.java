package dev.formwork.core.record.access;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Checks row-level permissions on changes: a record must match the conditions of the caller's
 * permission sets before and after it is written.
 */
public final class RowLevelCheck {

  private RowLevelCheck() {}

  public static void beforeChange(RecordAccess recordAccess, StoredRecord current) {
    if (!current.sight().may(RecordAction.CHANGE)) {
      throw recordAccess.notAllowed(RecordAction.CHANGE);
    }
  }

  /** Inside the transaction, of records as they are now. */
  public static Uni<Void> afterChange(
      SqlClient sql, RecordAccess recordAccess, List<StoredRecord> before) {
    if (recordAccess.rights().rows(RecordAction.CHANGE) == null || before.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return recordAccess
        .holding(sql, before.stream().map(StoredRecord::id).toList())
        .invoke(
            holding ->
                before.forEach(
                    record -> {
                      var now = holding.getOrDefault(record.id(), new BitSet());
                      if (!recordAccess.gives(now, RecordAction.CHANGE)
                          && !record.sight().mayGiveAway()) {
                        throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.RECORD_GIVEN_AWAY);
                      }
                    }))
        .replaceWithVoid();
  }

  /**
   * Inside the transaction, of records just made.
   *
   * @param named what was given, before anything was filled in; by record
   */
  public static Uni<Void> afterCreation(
      SqlClient sql, RecordAccess recordAccess, Map<RecordId, RecordInput> named) {
    if (!recordAccess.isChecked(RecordAction.CREATE) || named.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return recordAccess
        .holding(sql, named.keySet())
        .invoke(
            holding ->
                named.forEach(
                    (id, input) ->
                        requireOwn(recordAccess, holding.getOrDefault(id, new BitSet()), input)))
        .replaceWithVoid();
  }

  private static void requireOwn(RecordAccess recordAccess, BitSet holding, RecordInput input) {
    if (!recordAccess.gives(holding, RecordAction.CREATE)) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.RECORD_OUTSIDE);
    }
    WritePermissionCheck.check(
        recordAccess.form(),
        recordAccess.rights().creationSight(holding),
        input.deepCopy(recordAccess.form()),
        null);
  }

  /**
   * What someone is told of these problems: nothing is demanded of them that they may not set, and
   * no place is named that they may not see.
   */
  public static List<Problem> told(
      CompiledForm form, RecordVisibility recordVisibility, List<Problem> problems) {
    var told = new ArrayList<Problem>();
    for (var problem : problems) {
      var path = fieldPath(problem.path());
      boolean settable = path.isEmpty() || recordVisibility.isWritable(path);
      if (!settable && problem.is(CoreProblem.REQUIRED)) {
        continue;
      }
      told.add(
          right(form, recordVisibility, path) == FieldRight.HIDDEN
              ? new Problem("", problem.type(), problem.arguments())
              : problem);
    }
    return told;
  }

  /** {@code /items/2/price} and {@code /items/change/0/price} as {@code items.price}. */
  private static String fieldPath(String pointer) {
    var parts = pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/");
    return parts.length >= 3
        ? parts[0] + "." + parts[parts.length - 1]
        : parts.length == 0 ? "" : parts[0];
  }

  private static FieldRight right(
      CompiledForm form, RecordVisibility recordVisibility, String path) {
    var parts = path.split("\\.", 2);
    for (var column : form.columns()) {
      if (column.name().equals(path)) {
        return recordVisibility.right(column.slot());
      }
    }
    for (var subform : form.subforms()) {
      if (subform.field().key().value().equals(parts[0])) {
        return parts.length == 1
            ? recordVisibility.right(subform.slot())
            : subform.columns().stream()
                .filter(column -> column.name().equals(parts[1]))
                .map(column -> recordVisibility.right(subform.slot(), column.slot()))
                .findFirst()
                .orElse(FieldRight.WRITE);
      }
    }
    return FieldRight.WRITE;
  }
}
