package dev.formwork.core.record.access;

import dev.formwork.core.compile.Column;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Checks that a caller may read the records their lookups point to, so that no record is reached by
 * guessing its id. References that were there before are kept.
 */
public final class LookupPermissionCheck {

  private record Choice(Column column, String path, UUID id) {}

  private final RecordAccess recordAccess;
  private final List<Choice> choices = new ArrayList<>();

  private LookupPermissionCheck(RecordAccess recordAccess) {
    this.recordAccess = recordAccess;
  }

  /**
   * Fails as invalid, as for records that are not there.
   *
   * @param before the record as it is; null: a new one
   */
  public static Uni<Void> check(
      SqlClient sql, RecordAccess recordAccess, RecordInput input, RecordData before) {
    var chosen = new LookupPermissionCheck(recordAccess);
    chosen.collect(input, before);
    Map<String, Set<UUID>> byTable = new LinkedHashMap<>();
    chosen.choices.forEach(
        choice ->
            byTable
                .computeIfAbsent(choice.column.lookupTable(), _ -> new HashSet<>())
                .add(choice.id));
    return byTable.isEmpty()
        ? Uni.createFrom().voidItem()
        : Multi.createFrom()
            .iterable(byTable.entrySet())
            .onItem()
            .transformToUniAndConcatenate(
                entry -> chosen.dropReadable(sql, entry.getKey(), entry.getValue()))
            .collect()
            .asList()
            .invoke(chosen::refuseRest)
            .replaceWithVoid();
  }

  /** Whether a record that this lookup is pointed to may be read. */
  public static Uni<Boolean> isReadable(
      SqlClient sql, RecordAccess recordAccess, Column column, UUID id) {
    var chosen = new LookupPermissionCheck(recordAccess);
    if (!chosen.isLimited(column)) {
      return Uni.createFrom().item(true);
    }
    chosen.choices.add(new Choice(column, "", id));
    return chosen
        .dropReadable(sql, column.lookupTable(), Set.of(id))
        .map(_ -> chosen.choices.isEmpty());
  }

  private void collect(RecordInput input, RecordData before) {
    for (var column : recordAccess.form().columns()) {
      if (isLimited(column) && input.given().get(column.slot())) {
        collect(
            column,
            input.data(),
            "/" + column.name(),
            before == null ? List.of() : List.of(before));
      }
    }
    for (var subform : recordAccess.form().subforms()) {
      var rows =
          input.given().get(subform.slot())
              ? input.data().rows(subform.slot())
              : List.<RecordData>of();
      for (int i = 0; i < rows.size(); i++) {
        var path = "/" + subform.field().key() + "/" + rows.get(i).place(i) + "/";
        for (var column : subform.columns()) {
          if (isLimited(column)) {
            collect(
                column,
                rows.get(i),
                path + column.name(),
                before == null ? List.of() : before.rows(subform.slot()));
          }
        }
      }
    }
  }

  private void collect(Column column, RecordData data, String path, List<RecordData> old) {
    if (data.get(column.slot()) instanceof RecordRef target
        && old.stream().noneMatch(one -> target.equals(one.get(column.slot())))) {
      choices.add(new Choice(column, path, target.id()));
    }
  }

  private boolean isLimited(Column column) {
    return column.isLookup()
        && recordAccess
            .form()
            .links()
            .form(((LookupField) column.field()).form().value())
            .map(target -> recordAccess.app().of(target).rows(RecordAction.READ) != null)
            .orElse(false);
  }

  private Uni<Void> dropReadable(SqlClient sql, String table, Set<UUID> ids) {
    var target =
        choices.stream()
            .filter(choice -> choice.column.lookupTable().equals(table))
            .map(choice -> ((LookupField) choice.column.field()).form().value())
            .findFirst()
            .flatMap(recordAccess.form().links()::form)
            .orElseThrow();
    var condition = recordAccess.app().of(target).rows(RecordAction.READ);
    return new LookupTitleRedaction(recordAccess)
        .those(sql, table, condition, ids)
        .invoke(
            found ->
                choices.removeIf(
                    choice ->
                        choice.column.lookupTable().equals(table) && found.contains(choice.id)))
        .replaceWithVoid();
  }

  private void refuseRest() {
    if (!choices.isEmpty()) {
      throw Refusal.invalid(
          choices.stream()
              .map(choice -> Problem.at(choice.path, CoreProblem.LOOKUP_NOT_FOUND, choice.id))
              .toList());
    }
  }
}
