package dev.formwork.core.record.lookup;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Resolves the lookups of an input: the records must exist, and their titles are loaded for
 * expressions.
 */
public final class LookupResolver {

  private record Mention(Column column, RecordData data, String path, RecordRef target) {}

  private final List<Mention> mentions = new ArrayList<>();
  private final List<Mention> missing = new ArrayList<>();

  private LookupResolver() {}

  /**
   * Completes the titles in place; fails as invalid, naming each lookup that points nowhere. One
   * that points where it did stays valid, also when that record was removed meanwhile.
   *
   * @param before the record as it is; null: a new one
   */
  public static Uni<RecordInput> resolve(
      SqlClient sql, CompiledForm form, RecordInput input, RecordData before) {
    var titles = new LookupResolver();
    if (before != null) {
      keep(form, input.data(), before);
    }
    titles.collect(form, input.data());
    return titles.mentions.isEmpty()
        ? Uni.createFrom().item(input)
        : titles.load(sql).invoke(titles::refuseMissing).replaceWith(input);
  }

  /** Completes the titles in place, and empties lookups that point nowhere. */
  static Uni<Void> resolveOrEmpty(SqlClient sql, CompiledForm form, RecordData data) {
    var titles = new LookupResolver();
    titles.collect(form, data);
    return titles.mentions.isEmpty()
        ? Uni.createFrom().voidItem()
        : titles
            .load(sql)
            .invoke(
                () ->
                    titles.missing.forEach(
                        mention -> mention.data.set(mention.column.slot(), null)));
  }

  private static void keep(CompiledForm form, RecordData data, RecordData before) {
    keep(form.columns(), data, List.of(before));
    for (var subform : form.subforms()) {
      var old = before.rows(subform.slot());
      data.rows(subform.slot()).forEach(row -> keep(subform.columns(), row, old));
    }
  }

  private static void keep(List<Column> columns, RecordData data, List<RecordData> old) {
    for (var column : columns) {
      int slot = column.slot();
      if (data.get(slot) instanceof RecordRef target && target.title() == null) {
        old.stream()
            .map(one -> one.get(slot))
            .filter(target::equals)
            .findFirst()
            .ifPresent(
                known -> data.set(slot, new RecordRef(target.id(), ((RecordRef) known).title())));
      }
    }
  }

  private void collect(CompiledForm form, RecordData data) {
    collect(form.columns(), data, "");
    for (var subform : form.subforms()) {
      var rows = data.rows(subform.slot());
      for (int i = 0; i < rows.size(); i++) {
        collect(
            subform.columns(),
            rows.get(i),
            "/" + subform.field().key() + "/" + rows.get(i).place(i));
      }
    }
  }

  private void collect(List<Column> columns, RecordData data, String path) {
    for (var column : columns) {
      if (data.get(column.slot()) instanceof RecordRef target && target.title() == null) {
        mentions.add(new Mention(column, data, path + "/" + column.name(), target));
      }
    }
  }

  private Uni<Void> load(SqlClient sql) {
    var tables = mentions.stream().map(mention -> mention.column.lookupTable()).distinct().toList();
    Map<String, Map<UUID, String>> found = new HashMap<>();
    return Multi.createFrom()
        .iterable(tables)
        .onItem()
        .transformToUniAndConcatenate(
            table -> titles(sql, table).invoke(titles -> found.put(table, titles)))
        .collect()
        .asList()
        .invoke(() -> complete(found))
        .replaceWithVoid();
  }

  private Uni<Map<UUID, String>> titles(SqlClient sql, String table) {
    var ids =
        mentions.stream()
            .filter(mention -> mention.column.lookupTable().equals(table))
            .map(mention -> mention.target.id())
            .distinct()
            .toArray(UUID[]::new);
    return sql.preparedQuery(
            "SELECT id, record_title FROM " + table + " WHERE id = ANY ($1) AND deleted_at IS NULL")
        .execute(Tuple.tuple(List.<Object>of((Object) ids)))
        .map(
            rows -> {
              var titles = new HashMap<UUID, String>();
              rows.forEach(row -> titles.put(row.getUUID(0), row.getString(1)));
              return titles;
            });
  }

  private void complete(Map<String, Map<UUID, String>> found) {
    for (var mention : mentions) {
      var title = found.get(mention.column.lookupTable()).get(mention.target.id());
      if (title == null) {
        missing.add(mention);
      } else {
        mention.data.set(mention.column.slot(), new RecordRef(mention.target.id(), title));
      }
    }
  }

  private void refuseMissing() {
    if (!missing.isEmpty()) {
      throw Refusal.invalid(
          missing.stream()
              .map(
                  mention ->
                      Problem.at(mention.path, CoreProblem.LOOKUP_NOT_FOUND, mention.target.id()))
              .toList());
    }
  }
}
