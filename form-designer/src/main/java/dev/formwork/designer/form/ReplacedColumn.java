package dev.formwork.designer.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.formwork.core.compile.TableName;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.column.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column whose place one of another type takes. It stands aside until its values are read, and
 * then goes. Pure.
 *
 * @param type of the column as it is
 */
record ReplacedColumn(TableName table, String name, ColumnType type) {

  /** Empty for types whose values are read as no other: records and members. */
  static Optional<ReplacedColumn> of(TableName table, String name, String catalogName) {
    return Stream.of(ColumnType.values())
        .filter(type -> type.catalogName().equals(catalogName))
        .filter(type -> type != ColumnType.MEMBER && type != ColumnType.LOOKUP)
        .findFirst()
        .map(type -> new ReplacedColumn(table, name, type));
  }

  /** What it is called while it stands aside: no key of a field has a blank. */
  private String aside() {
    return "\"" + name + " was\"";
  }

  /**
   * The indexes of the column that comes may have the same names.
   *
   * @param actual with this column
   */
  List<String> setAside(ActualSchema actual) {
    var statements = new ArrayList<String>();
    indexes().stream()
        .filter(actual.indexes()::contains)
        .forEach(index -> statements.add(dropIndex(index)));
    statements.add(
        "ALTER TABLE %s RENAME COLUMN \"%s\" TO %s".formatted(table.sql(), name, aside()));
    return statements;
  }

  List<String> indexes() {
    var names = new ArrayList<>(table.uniqueIndexes(name));
    names.add(table.derived(name, "idx"));
    names.add(table.derived(name, "sort"));
    return names;
  }

  private String dropIndex(String index) {
    return "DROP INDEX \"%s\".\"%s\"".formatted(table.schema(), index);
  }

  /** Gives records what becomes of their values, by {@link ColumnConversion#PAIRS}. */
  String fill(ColumnType becomes) {
    return """
        UPDATE %s AS t SET "%s" = CAST(v.becomes AS %s)
        FROM %s v WHERE %s = v.was"""
        .formatted(table.sql(), name, becomes.cast(), ColumnConversion.PAIRS, text("t." + aside()));
  }

  /** Counts the records whose value was given no other: somebody wrote meanwhile. */
  String countLeft() {
    return "SELECT count(*) FROM %s AS t WHERE t.\"%s\" IS NULL AND %s <> ''"
        .formatted(table.sql(), name, text("t." + aside()));
  }

  String drop() {
    return "ALTER TABLE %s DROP COLUMN %s".formatted(table.sql(), aside());
  }

  /** The exact text of a value as {@link #parse} reads it, whatever the server's settings. */
  String text(String column) {
    return switch (type) {
      case TEXT -> column;
      case NUMBER, MONEY -> "CAST(trim_scale(%s) AS text)".formatted(column);
      case BOOLEAN, TIME, MEMBER, LOOKUP -> "CAST(%s AS text)".formatted(column);
      case DATE -> "to_char(%s, 'YYYY-MM-DD')".formatted(column);
      case DATE_TIME ->
          "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')".formatted(column);
      case TEXTS ->
          "CASE WHEN cardinality(%1$s) > 0 THEN CAST(array_to_json(%1$s) AS text) END"
              .formatted(column);
    };
  }

  /** The value of a record. */
  Object parse(String text) {
    return type == ColumnType.TEXTS ? texts(text) : type.parse(text);
  }

  private static List<String> texts(String json) {
    try {
      return DefinitionJson.mapper().readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL writes JSON", e);
    }
  }
}
