package dev.formwork.designer.form;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.form.TypeChanges.TypeChange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the values of fields whose type changes: which become options or titles of options,
 * which stay as they are though the field takes no such ones, which are read as values of another
 * type, and which a formula would overwrite. Nothing is lost without a yes to the list.
 */
@ApplicationScoped
class TypeChangeCheck {

  /** Different values that are fetched at once. */
  private static final int PART = 1_000;

  private final Pool pool;
  private final SchemaReader schemas;

  TypeChangeCheck(Pool pool, SchemaReader schemas) {
    this.pool = pool;
    this.schemas = schemas;
  }

  /**
   * What is found in the records.
   *
   * @param conversions one for each field whose type changes
   * @param problems what is done after a yes alone: what stays though it does not fit, and what is
   *     overwritten
   * @param obstacles what no yes does away with, as it would be lost
   */
  record Findings(
      List<ColumnConversion> conversions, List<Problem> problems, List<Problem> obstacles) {

    Findings() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void addAll(Findings more) {
      conversions.addAll(more.conversions);
      problems.addAll(more.problems);
      obstacles.addAll(more.obstacles);
    }

    List<Problem> all() {
      return Stream.concat(problems.stream(), obstacles.stream()).toList();
    }

    List<ReplacedColumn> replaced() {
      return conversions.stream()
          .flatMap(one -> Optional.ofNullable(one.change().replaced()).stream())
          .toList();
    }
  }

  /**
   * @param before null: a new form
   * @param locale of the titles that options become
   */
  Uni<Findings> check(CompiledForm before, CompiledForm after, Locale locale) {
    var found = new Findings();
    return before == null
        ? Uni.createFrom().item(found)
        : schemas
            .read(before.table().schema())
            .map(actual -> TypeChanges.between(before, after, actual))
            .onItem()
            .transformToMulti(changes -> Multi.createFrom().iterable(changes))
            .onItem()
            .transformToUniAndConcatenate(
                change -> weighed(change, locale, after.links().calendar().zone(), found))
            .collect()
            .asList()
            .replaceWith(found);
  }

  private Uni<Void> weighed(TypeChange change, Locale locale, ZoneId zone, Findings found) {
    var values = new ChangedValues(change, locale, zone);
    return looked(change, values)
        .invoke(
            () -> {
              found.conversions.add(values.conversion());
              values.problem().ifPresent(found.problems::add);
              found.obstacles.addAll(values.obstacles());
            });
  }

  private Uni<Void> looked(TypeChange change, ChangedValues values) {
    return change.effect() == TypeChanges.Effect.WORKED_OUT
        ? Uni.createFrom().voidItem()
        : pool.withTransaction(
            sql ->
                sql.prepare(held(change))
                    .map(statement -> statement.cursor())
                    .chain(cursor -> weighed(values, cursor)));
  }

  /** In one pass, however many there are: the database keeps what was not looked at yet. */
  private static Uni<Void> weighed(ChangedValues values, Cursor cursor) {
    return Multi.createBy()
        .repeating()
        .uni(() -> cursor.read(PART))
        .whilst(_ -> cursor.hasMore())
        .invoke(
            rows ->
                rows.forEach(
                    row ->
                        values.weigh(
                            new ChangedValues.Held(
                                row.getString(0),
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3)))))
        .onItem()
        .ignoreAsUni()
        .chain(cursor::close);
  }

  private static String held(TypeChange change) {
    var column = change.after().sql();
    boolean isList = change.replaced() == null && change.after().type() == ColumnType.TEXTS;
    var value =
        change.replaced() != null
            ? change.replaced().text(column)
            : isList ? "u.value" : "(" + column + ")::text";
    var table =
        isList
            ? change.table() + " CROSS JOIN LATERAL unnest(" + column + ") AS u(value)"
            : change.table();
    return """
        SELECT value, count(DISTINCT id), count(DISTINCT id) FILTER (WHERE live), min(record_title)
        FROM (SELECT %1$s AS value, p.id, p.record_title, p.deleted_at IS NULL AS live FROM %2$s WHERE %1$s <> '') held
        GROUP BY value ORDER BY value COLLATE "C"
        """
        .formatted(value, table);
  }
}
