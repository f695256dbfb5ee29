package dev.formwork.core.record.query;

import dev.formwork.core.compile.Column;
import dev.formwork.core.expression.ReadFilter;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.record.access.RecordAccess;
import java.util.List;

/**
 * Looks for words in what a record is called and in its searchable fields; in those alone that the
 * reader may read, so that a search tells nothing of the others.
 */
final class TextSearch {

  private final RecordAccess recordAccess;

  TextSearch(RecordAccess recordAccess) {
    this.recordAccess = recordAccess;
  }

  /**
   * Writes {@code AND} and the condition that a word is found in the alias {@code t}.
   *
   * @param word in lower case
   */
  void write(SqlBuilder sql, String word) {
    plain(sql, "t", word);
    if (isOpen()) {
      return;
    }
    var pattern = pattern(word);
    var searched = searched();
    sql.append(" AND (");
    found(sql, title(), "lower(t.record_title COLLATE formwork.letters)", pattern);
    for (var column : searched) {
      if (recordAccess.rights().right(column.name()).isReadable()) {
        sql.append(" OR ");
        found(sql, recordAccess.rights().condition(column.name()), column, pattern);
      }
    }
    sql.append(")");
  }

  /** The same for someone who may read everything that is searched. */
  static void plain(SqlBuilder sql, String alias, String word) {
    sql.append(" AND " + alias + ".search_text LIKE ").bind(pattern(word));
  }

  private static String pattern(String word) {
    return "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private List<Column> searched() {
    return recordAccess.form().columns().stream()
        .filter(column -> column.field().head().searchable() && column.isStored())
        .toList();
  }

  /** Whether the reader may read all that is searched. */
  boolean isOpen() {
    return title() == null && searched().stream().allMatch(this::isOpen);
  }

  private ReadFilter.Condition title() {
    return recordAccess.rights().condition("record_title");
  }

  private boolean isOpen(Column column) {
    return recordAccess.rights().condition(column.name()) == null
        && (!column.isLookup() || nameOf(column) == null);
  }

  /** When the name of a linked record, the alias {@code n}, may be read; null: always. */
  private ReadFilter.Condition nameOf(Column column) {
    return column.field().head().reveals()
        ? null
        : recordAccess.rights().guard().title(column.lookupTable(), "n");
  }

  private void found(
      SqlBuilder sql, ReadFilter.Condition condition, Column column, String pattern) {
    if (!column.isLookup()) {
      found(
          sql,
          condition,
          "lower((" + column.type().searchSql(column.sql()) + ") COLLATE formwork.letters)",
          pattern);
      return;
    }
    sql.append("EXISTS (SELECT 1 FROM ")
        .append(column.lookupTable())
        .append(" n WHERE n.id = " + column.sql());
    and(sql, condition);
    and(sql, nameOf(column));
    sql.append(" AND lower(n.record_title COLLATE formwork.letters) LIKE ")
        .bind(pattern)
        .append(")");
  }

  private void found(SqlBuilder sql, ReadFilter.Condition condition, String text, String pattern) {
    sql.append("(" + text + " LIKE ").bind(pattern);
    and(sql, condition);
    sql.append(")");
  }

  private void and(SqlBuilder sql, ReadFilter.Condition condition) {
    if (condition != null) {
      sql.append(" AND ");
      condition.write(sql, recordAccess.moment());
    }
  }
}
