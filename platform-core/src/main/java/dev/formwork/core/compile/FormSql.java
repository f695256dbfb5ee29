package dev.formwork.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statements of a form, written once when it is published. {@code t} is the record's table
 * everywhere.
 *
 * @param selectList the columns of a record: system columns first, then fields; a lookup is
 *     followed by its title
 * @param width how many columns {@code selectList} has
 * @param from the table with the joins that lookups' titles need
 * @param selectAll the living records of an array of ids, in their order
 * @param selectIdsAfter living ids after one, in their order, as many as the second parameter says
 * @param insert one record, its change-log entry and its outbox event, in one statement
 * @param insertAll the same of many records at once; parameters: at, by, form key, then arrays: id,
 *     record title, search text, log action, log changes, fields
 * @param update the same as {@code insert} for a change; touches nothing when the version is not
 *     the expected one
 * @param updateAll the same of many; parameters: as of {@code insertAll}, the expected versions
 *     before the fields; answers the ids of those that had them
 * @param refresh what formulas gave, without a new version; parameters: id, version, record title,
 *     search text, derived fields
 * @param delete to the recycle bin; parameters of this and the next two: id, at, by, log action,
 *     form key, expected version or null
 * @param purge for good
 * @param insertRows by subform, many rows; parameters, all arrays: id, parent, position, fields
 * @param deleteRows by subform, the rows of a record but for those of an array of ids
 * @param number the last of the numbers taken from a serial field; parameters: form key, field,
 *     period, how many
 */
public record FormSql(
    String selectList,
    int width,
    String from,
    String selectById,
    String selectAll,
    String selectIdsAfter,
    String insert,
    String insertAll,
    String update,
    String updateAll,
    String refresh,
    String delete,
    String restore,
    String purge,
    String number,
    List<String> selectRows,
    List<String> selectRowsOfMany,
    List<String> insertRows,
    List<String> deleteRows) {

  /** Columns in front of the fields in {@link #selectList}. */
  public static final int SYSTEM_COLUMNS = 7;

  private static final String SYSTEM =
      "t.id, t.version, t.created_at, t.created_by, t.updated_at, t.updated_by, t.record_title";

  static FormSql of(TableName table, FormIndex index, List<CompiledSubform> subforms) {
    var columns = index.stored();
    var selectList =
        Stream.concat(Stream.of(SYSTEM), columns.stream().map(FormSql::selected))
            .collect(Collectors.joining(", "));
    var from = from(table, columns);
    return new FormSql(
        selectList,
        SYSTEM_COLUMNS + columns.size() + (int) columns.stream().filter(Column::isLookup).count(),
        from,
        "SELECT " + selectList + " FROM " + from + " WHERE t.id = $1 AND t.deleted_at IS NULL",
        "SELECT %s FROM %s WHERE t.id = ANY ($1) AND t.deleted_at IS NULL ORDER BY t.id"
            .formatted(selectList, from),
        "SELECT t.id FROM %s t WHERE t.id > $1 AND t.deleted_at IS NULL ORDER BY t.id LIMIT $2"
            .formatted(table.sql()),
        insert(table, columns),
        insertAll(table, columns),
        update(table, columns),
        updateAll(table, columns),
        refresh(table, index.derived()),
        mark(table, "$2", "NULL"),
        mark(table, "NULL", "NOT NULL"),
        purge(table),
        """
        INSERT INTO "%s".serial_counter AS c (form, field, period, value) VALUES ($1, $2, $3, $4)
        ON CONFLICT (form, field, period) DO UPDATE SET value = c.value + $4 RETURNING value"""
            .formatted(table.schema()),
        subforms.stream().map(FormSql::selectRows).toList(),
        subforms.stream().map(FormSql::selectRowsOfMany).toList(),
        subforms.stream().map(FormSql::insertRows).toList(),
        subforms.stream()
            .map(
                subform ->
                    "DELETE FROM "
                        + subform.table().sql()
                        + " WHERE parent = $1 AND NOT id = ANY ($2)")
            .toList());
  }

  /**
   * With its type, which costs nothing: once a field has another type, so has its statement, and a
   * connection does not take the one that it prepared before for it.
   */
  private static String selected(Column column) {
    return column.isLookup()
        ? column.sql() + ", " + column.lookupAlias() + ".record_title"
        : column.sql() + "::" + column.type().cast();
  }

  private static String from(TableName table, List<Column> columns) {
    return columns.stream()
        .filter(Column::isLookup)
        .map(
            column ->
                " LEFT JOIN %s %s ON %s.id = %s"
                    .formatted(
                        column.lookupTable(),
                        column.lookupAlias(),
                        column.lookupAlias(),
                        column.sql()))
        .collect(Collectors.joining("", table.sql() + " t", ""));
  }

  /**
   * Parameters: id, at, by, record title, search text, log action, log changes, form key, fields.
   */
  private static String insert(TableName table, List<Column> columns) {
    return """
        WITH changed AS (
          INSERT INTO %s (id, version, created_at, created_by, updated_at, updated_by, record_title, search_text%s)
          VALUES ($1, 1, $2, $3, $2, $3, $4, $5%s) RETURNING id, version),
        %s"""
        .formatted(
            table.sql(),
            columns.stream()
                .map(column -> ", \"" + column.name() + "\"")
                .collect(Collectors.joining()),
            IntStream.range(0, columns.size())
                .mapToObj(i -> ", $" + (9 + i) + "::" + columns.get(i).type().cast())
                .collect(Collectors.joining()),
            logged(table, "$2", "$3", "$6", "$7", "$8"));
  }

  /**
   * Parameters: id, at, by, record title, search text, log action, log changes, form key, expected
   * version, fields.
   */
  private static String update(TableName table, List<Column> columns) {
    return """
        WITH changed AS (
          UPDATE %s SET version = version + 1, updated_at = $2, updated_by = $3, record_title = $4, search_text = $5%s
          WHERE id = $1 AND version = $9 AND deleted_at IS NULL RETURNING id, version),
        %s"""
        .formatted(
            table.sql(),
            IntStream.range(0, columns.size())
                .mapToObj(
                    i ->
                        ", \""
                            + columns.get(i).name()
                            + "\" = $"
                            + (10 + i)
                            + "::"
                            + columns.get(i).type().cast())
                .collect(Collectors.joining()),
            logged(table, "$2", "$3", "$6", "$7", "$8"));
  }

  private static String insertAll(TableName table, List<Column> columns) {
    return """
        WITH given AS MATERIALIZED (%s),
        changed AS (
          INSERT INTO %s (id, version, created_at, created_by, updated_at, updated_by, record_title, search_text%s)
          SELECT id, 1, $1, $2, $1, $2, title, words%s FROM given RETURNING id, version),
        %s"""
        .formatted(
            given(List.of(), columns, 4),
            table.sql(),
            columns.stream()
                .map(column -> ", \"" + column.name() + "\"")
                .collect(Collectors.joining()),
            IntStream.range(0, columns.size())
                .mapToObj(i -> ", f" + i + "::" + columns.get(i).type().cast())
                .collect(Collectors.joining()),
            allLogged(table));
  }

  private static String updateAll(TableName table, List<Column> columns) {
    return """
        WITH given AS MATERIALIZED (%s),
        changed AS (
          UPDATE %s t SET version = t.version + 1, updated_at = $1, updated_by = $2, record_title = g.title, search_text = g.words%s
          FROM given g WHERE t.id = g.id AND t.version = g.expected AND t.deleted_at IS NULL RETURNING t.id, t.version),
        %s"""
        .formatted(
            given(List.of("expected"), columns, 4),
            table.sql(),
            IntStream.range(0, columns.size())
                .mapToObj(
                    i ->
                        ", \"%s\" = g.f%d::%s"
                            .formatted(columns.get(i).name(), i, columns.get(i).type().cast()))
                .collect(Collectors.joining()),
            allLogged(table));
  }

  /**
   * Many records as a table: a row for each, of one parameter for each column.
   *
   * @param numbers columns of whole numbers between those that all have and the fields
   * @param first the number of its first parameter
   */
  private static String given(List<String> numbers, List<Column> columns, int first) {
    var arrays = new ArrayList<>(List.of("uuid[]", "text[]", "text[]", "text[]", "text[]"));
    var names = new ArrayList<>(List.of("id", "title", "words", "action", "changes"));
    numbers.forEach(_ -> arrays.add("bigint[]"));
    names.addAll(numbers);
    for (int i = 0; i < columns.size(); i++) {
      arrays.add(columns.get(i).type().arrayCast());
      names.add("f" + i);
    }
    return "SELECT * FROM unnest(%s) WITH ORDINALITY x (%s, place)"
        .formatted(arrays(arrays, first), String.join(", ", names));
  }

  private static String arrays(List<String> casts, int first) {
    return IntStream.range(0, casts.size())
        .mapToObj(i -> "$" + (first + i) + "::" + casts.get(i))
        .collect(Collectors.joining(", "));
  }

  /** As {@link #logged}, in the order in which the records were given. */
  private static String allLogged(TableName table) {
    return """
        logged AS (
          INSERT INTO "%1$s".change_log (form, record_id, version, at, by, action, changes)
          SELECT $3, c.id, c.version, $1, $2, g.action, g.changes::jsonb
          FROM changed c JOIN given g ON g.id = c.id ORDER BY g.place RETURNING id),
        announced AS (
          INSERT INTO "%1$s".outbox (change_id, form) SELECT id, $3 FROM logged)
        SELECT id FROM changed"""
        .formatted(table.schema());
  }

  private static String refresh(TableName table, List<Column> derived) {
    return "UPDATE %s SET record_title = $3, search_text = $4%s WHERE id = $1 AND version = $2"
        .formatted(
            table.sql(),
            IntStream.range(0, derived.size())
                .mapToObj(
                    i ->
                        ", \"%s\" = $%d::%s"
                            .formatted(derived.get(i).name(), 5 + i, derived.get(i).type().cast()))
                .collect(Collectors.joining()));
  }

  /** Into the recycle bin or out of it. */
  private static String mark(TableName table, String deletedAt, String deletedBefore) {
    return """
        WITH changed AS (
          UPDATE %s SET version = version + 1, updated_at = $2, updated_by = $3, deleted_at = %s
          WHERE id = $1 AND deleted_at IS %s AND ($6::bigint IS NULL OR version = $6) RETURNING id, version),
        %s"""
        .formatted(
            table.sql(), deletedAt, deletedBefore, logged(table, "$2", "$3", "$4", "'{}'", "$5"));
  }

  private static String purge(TableName table) {
    return """
        WITH changed AS (
          DELETE FROM %s WHERE id = $1 AND ($6::bigint IS NULL OR version = $6) RETURNING id, version),
        %s"""
        .formatted(table.sql(), logged(table, "$2", "$3", "$4", "'{}'", "$5"));
  }

  /**
   * The tail that every change shares: the rows just written go to the change log and the outbox.
   */
  private static String logged(
      TableName table, String at, String by, String action, String changes, String form) {
    return """
        logged AS (
          INSERT INTO "%1$s".change_log (form, record_id, version, at, by, action, changes)
          SELECT %6$s, id, version, %2$s, %3$s, %4$s, %5$s::text::jsonb FROM changed RETURNING id),
        announced AS (
          INSERT INTO "%1$s".outbox (change_id, form) SELECT id, %6$s FROM logged)
        SELECT version FROM changed"""
        .formatted(table.schema(), at, by, action, changes, form);
  }

  private static String selectRows(CompiledSubform subform) {
    return "SELECT t.id"
        + subform.columns().stream()
            .map(column -> ", " + selected(column))
            .collect(Collectors.joining())
        + " FROM "
        + from(subform.table(), subform.columns())
        + " WHERE t.parent = $1 ORDER BY t.position";
  }

  /**
   * Rows of many records; the parent first, then the row's id. The parameter is the array of their
   * ids.
   */
  private static String selectRowsOfMany(CompiledSubform subform) {
    return "SELECT t.parent, t.id"
        + subform.columns().stream()
            .map(column -> ", " + selected(column))
            .collect(Collectors.joining())
        + " FROM "
        + from(subform.table(), subform.columns())
        + " WHERE t.parent = ANY ($1) ORDER BY t.parent, t.position";
  }

  private static String insertRows(CompiledSubform subform) {
    var arrays = new ArrayList<>(List.of("uuid[]", "uuid[]", "int[]"));
    subform.columns().forEach(column -> arrays.add(column.type().arrayCast()));
    return "INSERT INTO %s (id, parent, position%s) SELECT id, parent, position%s FROM unnest(%s) x (id, parent, position%s)"
        .formatted(
            subform.table().sql(),
            subform.columns().stream()
                .map(column -> ", \"" + column.name() + "\"")
                .collect(Collectors.joining()),
            IntStream.range(0, subform.columns().size())
                .mapToObj(i -> ", f" + i + "::" + subform.columns().get(i).type().cast())
                .collect(Collectors.joining()),
            arrays(arrays, 1),
            IntStream.range(0, subform.columns().size())
                .mapToObj(i -> ", f" + i)
                .collect(Collectors.joining()));
  }
}
