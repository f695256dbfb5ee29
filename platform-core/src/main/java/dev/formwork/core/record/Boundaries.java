package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.Sight;
import dev.formwork.core.permission.Action;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Checks row-level permissions on changes: a record must match the conditions of the caller's
 * permission sets before and after it is written.
 */
final class Boundaries {

  private Boundaries() {}

  static void beforeChange(Access access, StoredRecord current) {
    if (!current.sight().may(Action.CHANGE)) {
      throw access.notAllowed(Action.CHANGE);
    }
  }

  /** Inside the transaction, of records as they are now. */
  static Uni<Void> afterChange(SqlClient sql, Access access, List<StoredRecord> before) {
    if (access.rights().rows(Action.CHANGE) == null || before.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return access
        .holding(sql, before.stream().map(StoredRecord::id).toList())
        .invoke(
            holding ->
                before.forEach(
                    record -> {
                      var now = holding.getOrDefault(record.id(), new BitSet());
                      if (!access.gives(now, Action.CHANGE) && !record.sight().mayGiveAway()) {
                        throw Refusal.of(Refusal.Kind.FORBIDDEN, "record-given-away");
                      }
                    }))
        .replaceWithVoid();
  }

  /**
   * Inside the transaction, of records just made.
   *
   * @param named what was given, before anything was filled in; by record
   */
  static Uni<Void> afterCreation(SqlClient sql, Access access, Map<UUID, RecordInput> named) {
    if (!access.isChecked(Action.CREATE) || named.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return access
        .holding(sql, named.keySet())
        .invoke(
            holding ->
                named.forEach(
                    (id, input) ->
                        requireOwn(access, holding.getOrDefault(id, new BitSet()), input)))
        .replaceWithVoid();
  }

  private static void requireOwn(Access access, BitSet holding, RecordInput input) {
    if (!access.gives(holding, Action.CREATE)) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "record-outside");
    }
    Given.check(
        access.form(), access.rights().creationSight(holding), input.deepCopy(access.form()), null);
  }

  /**
   * What someone is told of these problems: nothing is demanded of them that they may not set, and
   * no place is named that they may not see.
   */
  static List<Problem> told(CompiledForm form, Sight sight, List<Problem> problems) {
    var told = new ArrayList<Problem>();
    for (var problem : problems) {
      var path = fieldPath(problem.path());
      boolean settable = path.isEmpty() || sight.isWritable(path);
      if (!settable && problem.code().equals("required")) {
        continue;
      }
      told.add(
          right(form, sight, path) == FieldRight.HIDDEN
              ? new Problem("", problem.code(), problem.arguments())
              : problem);
    }
    return told;
  }

  /** {@code /items/2/price} as {@code items.price}. */
  private static String fieldPath(String pointer) {
    var parts = pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/");
    return parts.length >= 3 ? parts[0] + "." + parts[2] : parts.length == 0 ? "" : parts[0];
  }

  private static FieldRight right(CompiledForm form, Sight sight, String path) {
    var parts = path.split("\\.", 2);
    for (var column : form.columns()) {
      if (column.name().equals(path)) {
        return sight.right(column.slot());
      }
    }
    for (var subform : form.subforms()) {
      if (subform.field().key().value().equals(parts[0])) {
        return parts.length == 1
            ? sight.right(subform.slot())
            : subform.columns().stream()
                .filter(column -> column.name().equals(parts[1]))
                .map(column -> sight.right(subform.slot(), column.slot()))
                .findFirst()
                .orElse(FieldRight.WRITE);
      }
    }
    return FieldRight.WRITE;
  }
}
