package dev.formwork.core.record;

import dev.formwork.core.compile.Column;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.permission.Action;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
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
final class ChosenRecords {

  private record Choice(Column column, String path, UUID id) {}

  private final Access access;
  private final List<Choice> choices = new ArrayList<>();

  private ChosenRecords(Access access) {
    this.access = access;
  }

  /**
   * Fails as invalid, as for records that are not there.
   *
   * @param before the record as it is; null: a new one
   */
  static Uni<Void> check(SqlClient sql, Access access, RecordInput input, RecordData before) {
    var chosen = new ChosenRecords(access);
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
  static Uni<Boolean> isReadable(SqlClient sql, Access access, Column column, UUID id) {
    var chosen = new ChosenRecords(access);
    if (!chosen.isLimited(column)) {
      return Uni.createFrom().item(true);
    }
    chosen.choices.add(new Choice(column, "", id));
    return chosen
        .dropReadable(sql, column.lookupTable(), Set.of(id))
        .map(_ -> chosen.choices.isEmpty());
  }

  private void collect(RecordInput input, RecordData before) {
    for (var column : access.form().columns()) {
      if (isLimited(column) && input.given().get(column.slot())) {
        collect(
            column,
            input.data(),
            "/" + column.name(),
            before == null ? List.of() : List.of(before));
      }
    }
    for (var subform : access.form().subforms()) {
      var rows =
          input.given().get(subform.slot())
              ? input.data().rows(subform.slot())
              : List.<RecordData>of();
      for (int i = 0; i < rows.size(); i++) {
        var path = "/" + subform.field().key() + "/" + i + "/";
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
    if (data.get(column.slot()) instanceof LookedUp target
        && old.stream().noneMatch(one -> target.equals(one.get(column.slot())))) {
      choices.add(new Choice(column, path, target.id()));
    }
  }

  private boolean isLimited(Column column) {
    return column.isLookup()
        && access
            .form()
            .links()
            .form(((LookupField) column.field()).form().value())
            .map(target -> access.app().of(target).rows(Action.READ) != null)
            .orElse(false);
  }

  private Uni<Void> dropReadable(SqlClient sql, String table, Set<UUID> ids) {
    var target =
        choices.stream()
            .filter(choice -> choice.column.lookupTable().equals(table))
            .map(choice -> ((LookupField) choice.column.field()).form().value())
            .findFirst()
            .flatMap(access.form().links()::form)
            .orElseThrow();
    var condition = access.app().of(target).rows(Action.READ);
    return new LookupSight(access)
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
              .map(choice -> Problem.at(choice.path, "lookup-not-found", choice.id))
              .toList());
    }
  }
}
