package dev.formwork.designer.form;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Groupable;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Refuses to remove a stage or option that records still use. */
@ApplicationScoped
class RemovedOptionsCheck {

  private record Removed(Column column, String key, String path) {}

  private final Pool pool;

  RemovedOptionsCheck(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param before null: a new form
   */
  Uni<Void> check(CompiledForm before, FormDefinition after) {
    if (before == null) {
      return Uni.createFrom().voidItem();
    }
    return Multi.createFrom()
        .iterable(removed(before, after))
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                count(before, one)
                    .map(
                        count ->
                            count == 0
                                ? List.<Problem>of()
                                : List.of(
                                    Problem.at(
                                        one.path, DesignProblem.OPTION_IN_USE, one.key, count))))
        .collect()
        .asList()
        .invoke(
            found -> {
              var problems = found.stream().flatMap(List::stream).toList();
              if (!problems.isEmpty()) {
                throw Refusal.invalid(problems);
              }
            })
        .replaceWithVoid();
  }

  private static List<Removed> removed(CompiledForm before, FormDefinition after) {
    var removed = new ArrayList<Removed>();
    for (int i = 0; i < after.fields().size(); i++) {
      var field = after.fields().get(i);
      var column = before.column(field.key());
      if (column.isPresent()) {
        var kept = keys(field);
        for (var key : keys(column.get().field())) {
          if (!kept.contains(key)) {
            removed.add(new Removed(column.get(), key, "/fields/" + i));
          }
        }
      }
    }
    return removed;
  }

  private static List<String> keys(Field field) {
    return field instanceof Groupable listed ? listed.groups() : List.of();
  }

  private Uni<Long> count(CompiledForm form, Removed removed) {
    return pool.preparedQuery(
            "SELECT count(*) FROM "
                + form.table().sql()
                + " t WHERE "
                + removed.column.sql()
                + " = $1")
        .execute(Tuple.of(removed.key))
        .map(rows -> rows.iterator().next().getLong(0));
  }
}
