package dev.formwork.designer.form;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.designer.form.TypeChanges.TypeChange;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the values of fields whose type changes: which become options, which stay as they are
 * though they are none, and which a formula would overwrite. Nothing is lost without a yes to the
 * list.
 */
@ApplicationScoped
class TypeChangeCheck {

  /** Different values that are looked at; a choice has no more options. */
  private static final int MOST = 1_000;

  private static final int NAMED = 5;

  private final Pool pool;

  TypeChangeCheck(Pool pool) {
    this.pool = pool;
  }

  /** A value that some records hold, and how one of them is called. */
  private record Held(String value, long records, String example) {

    String told() {
      return "“%s” (%d, %s)".formatted(value, records, example);
    }
  }

  /** A text that will be the option it is named like. */
  record Conversion(TypeChange change, String from, String to) {}

  /**
   * What is to be converted.
   *
   * @param accepted whether the designer saw what does not convert, and what is overwritten
   */
  Uni<List<Conversion>> check(CompiledForm before, CompiledForm after, boolean accepted) {
    var conversions = new ArrayList<Conversion>();
    var problems = new ArrayList<Problem>();
    return before == null
        ? Uni.createFrom().item(List.of())
        : Multi.createFrom()
            .iterable(TypeChanges.between(before, after))
            .onItem()
            .transformToUniAndConcatenate(
                change -> held(change).invoke(held -> weigh(change, held, conversions, problems)))
            .collect()
            .asList()
            .invoke(
                () -> {
                  if (!accepted && !problems.isEmpty()) {
                    throw new Refusal(Refusal.Kind.CONFLICT, problems);
                  }
                })
            .replaceWith(conversions);
  }

  private Uni<List<Held>> held(TypeChange change) {
    return pool.preparedQuery(
            """
            SELECT (%1$s)::text, count(DISTINCT p.id), min(p.record_title) FROM %2$s
            WHERE %1$s IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %3$d"""
                .formatted(change.column().sql(), change.table(), MOST))
        .execute()
        .map(
            rows -> {
              var held = new ArrayList<Held>();
              rows.forEach(
                  row -> held.add(new Held(row.getString(0), row.getLong(1), row.getString(2))));
              return held;
            });
  }

  private static void weigh(
      TypeChange change, List<Held> held, List<Conversion> conversions, List<Problem> problems) {
    long all = held.stream().mapToLong(Held::records).sum();
    if (change.isOverwritten()) {
      if (all > 0) {
        problems.add(
            Problem.at(
                change.path(),
                DesignProblem.VALUES_OVERWRITTEN,
                change.after().title(),
                all,
                told(held)));
      }
      return;
    }
    var listed = (Optioned) change.after();
    var strange = new ArrayList<Held>();
    for (var one : held) {
      var key = listed.optionNamed(one.value).orElse(null);
      if (key == null) {
        strange.add(one);
      } else if (!key.equals(one.value)) {
        conversions.add(new Conversion(change, one.value, key));
      }
    }
    if (!strange.isEmpty()) {
      long lost = strange.stream().mapToLong(Held::records).sum();
      problems.add(
          Problem.at(
              change.path(),
              DesignProblem.VALUES_NOT_CONVERTED,
              change.after().title(),
              all - lost,
              lost,
              told(strange)));
    }
  }

  private static String told(List<Held> held) {
    var told = held.stream().limit(NAMED).map(Held::told).toList();
    return String.join(", ", told) + (held.size() > NAMED ? ", …" : "");
  }

  /** Once the new type is published. */
  Uni<Void> convert(List<Conversion> conversions) {
    return Multi.createFrom()
        .iterable(conversions)
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                pool.preparedQuery(
                        "UPDATE %s SET \"%2$s\" = $2 WHERE \"%2$s\" = $1"
                            .formatted(one.change.own(), one.change.column().name()))
                    .execute(Tuple.of(one.from, one.to)))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
