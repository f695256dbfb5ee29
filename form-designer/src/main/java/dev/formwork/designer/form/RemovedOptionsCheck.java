package dev.formwork.designer.form;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds stages and options that are removed though records still use them, also one of several
 * choices, in rows, and in the recycle bin; names records that use them.
 */
@ApplicationScoped
class RemovedOptionsCheck {

  private static final int NAMED_RECORDS = 3;

  /**
   * An option that is listed no more.
   *
   * @param rows the subform it is of; null: the record
   */
  private record Removed(CompiledSubform rows, Column column, String key, String path) {}

  private final Pool pool;

  RemovedOptionsCheck(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param before null: a new form
   */
  Uni<List<Problem>> problems(CompiledForm before, FormDefinition after) {
    if (before == null) {
      return Uni.createFrom().item(List.of());
    }
    var problems = new ArrayList<Problem>();
    return Multi.createFrom()
        .iterable(removed(before, after))
        .onItem()
        .transformToUniAndConcatenate(one -> uses(before, one).invoke(problems::addAll))
        .collect()
        .asList()
        .replaceWith(problems);
  }

  private static List<Removed> removed(CompiledForm before, FormDefinition after) {
    var removed = new ArrayList<Removed>();
    for (int i = 0; i < after.fields().size(); i++) {
      var field = after.fields().get(i);
      var path = "/fields/" + i;
      before.column(field.key()).ifPresent(column -> add(removed, null, column, field, path));
      var rows = before.subform(field.key());
      if (rows.isPresent() && field instanceof SubformField subform) {
        for (int j = 0; j < subform.fields().size(); j++) {
          var inner = subform.fields().get(j);
          var place = path + "/fields/" + j;
          rows.get().columns().stream()
              .filter(column -> column.field().key().equals(inner.key()))
              .forEach(column -> add(removed, rows.get(), column, inner, place));
        }
      }
    }
    return removed;
  }

  private static void add(
      List<Removed> removed, CompiledSubform rows, Column column, Field after, String path) {
    if (column.field() instanceof Optioned listed
        && after instanceof Optioned now
        && column.field().isEntered()) {
      var kept = now.optionKeys();
      listed.optionKeys().stream()
          .filter(key -> !kept.contains(key))
          .forEach(key -> removed.add(new Removed(rows, column, key, path)));
    }
  }

  private Uni<List<Problem>> uses(CompiledForm form, Removed removed) {
    var holds =
        removed.column.type() == ColumnType.TEXTS
            ? "$1 = ANY (%s)".formatted(removed.column.sql())
            : removed.column.sql() + " = $1";
    var users =
        removed.rows == null
            ? "SELECT t.id, t.record_title FROM %s t WHERE %s".formatted(form.table().sql(), holds)
            : "SELECT DISTINCT p.id, p.record_title FROM %s p JOIN %s t ON t.parent = p.id WHERE %s"
                .formatted(form.table().sql(), removed.rows.table().sql(), holds);
    return pool.preparedQuery(
            """
            WITH users AS (%s)
            SELECT count(*), (SELECT string_agg(record_title, ', ') FROM (SELECT record_title FROM users ORDER BY id LIMIT %d) f)
            FROM users"""
                .formatted(users, NAMED_RECORDS))
        .execute(Tuple.of(removed.key))
        .map(rows -> problems(removed, rows.iterator().next()));
  }

  private static List<Problem> problems(Removed removed, Row row) {
    long count = row.getLong(0);
    return count == 0
        ? List.of()
        : List.of(
            Problem.at(
                removed.path,
                DesignProblem.OPTION_IN_USE,
                removed.key,
                count,
                row.getString(1) + (count > NAMED_RECORDS ? ", …" : "")));
  }
}
