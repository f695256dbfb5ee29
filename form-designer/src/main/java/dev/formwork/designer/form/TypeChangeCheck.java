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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Looks at the values of fields whose type changes: which become options or titles of options,
 * which stay as they are though the field takes no such ones, and which a formula would overwrite.
 * Nothing is lost without a yes to the list.
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

  /** A value that becomes another. */
  record Conversion(TypeChange change, String from, String to) {}

  /**
   * What is found in the records.
   *
   * @param problems what does not convert, and what is overwritten
   */
  record Findings(List<Conversion> conversions, List<Problem> problems) {}

  /**
   * @param before null: a new form
   * @param locale of the titles that options become
   */
  Uni<Findings> check(CompiledForm before, CompiledForm after, Locale locale) {
    var found = new Findings(new ArrayList<>(), new ArrayList<>());
    return before == null
        ? Uni.createFrom().item(found)
        : schemas
            .read(before.table().schema())
            .map(actual -> TypeChanges.between(before, after, actual))
            .onItem()
            .transformToMulti(changes -> Multi.createFrom().iterable(changes))
            .onItem()
            .transformToUniAndConcatenate(change -> weighed(change, locale, found))
            .collect()
            .asList()
            .replaceWith(found);
  }

  private Uni<Void> weighed(TypeChange change, Locale locale, Findings found) {
    var values = new ChangedValues(change, locale);
    return pool.withTransaction(
            sql ->
                sql.prepare(held(change))
                    .map(statement -> statement.cursor())
                    .chain(cursor -> weighed(values, cursor)))
        .invoke(
            () -> {
              found.conversions.addAll(values.conversions());
              values.problem().ifPresent(found.problems::add);
            });
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
                                row.getString(0), row.getLong(1), row.getString(2)))))
        .onItem()
        .ignoreAsUni()
        .chain(cursor::close);
  }

  private static String held(TypeChange change) {
    boolean isList = change.after().type() == ColumnType.TEXTS;
    var column = change.after().sql();
    var value = isList ? "u.value" : "(" + column + ")::text";
    var table =
        isList
            ? change.table() + " CROSS JOIN LATERAL unnest(" + column + ") AS u(value)"
            : change.table();
    return """
        SELECT value, count(DISTINCT id), min(record_title)
        FROM (SELECT %1$s AS value, p.id, p.record_title FROM %2$s WHERE %1$s <> '') held
        GROUP BY value ORDER BY value COLLATE "C"
        """
        .formatted(value, table);
  }

  /** In the transaction that publishes the new type. */
  static Uni<Void> convert(Mutiny.Session session, List<Conversion> conversions) {
    return Multi.createFrom()
        .iterable(conversions)
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                session
                    .createNativeQuery(sql(one.change))
                    .setParameter(1, one.from)
                    .setParameter(2, one.to)
                    .executeUpdate())
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static String sql(TypeChange change) {
    var set =
        change.after().type() == ColumnType.TEXTS
            ? "UPDATE %s SET \"%2$s\" = array_replace(\"%2$s\", ?1, ?2) WHERE ?1 = ANY (\"%2$s\")"
            : "UPDATE %s SET \"%2$s\" = ?2 WHERE \"%2$s\" = ?1";
    return set.formatted(change.own(), change.after().name());
  }
}
