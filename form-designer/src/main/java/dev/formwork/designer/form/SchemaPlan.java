package dev.formwork.designer.form;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.TableName;
import dev.formwork.core.database.FoldedText;
import dev.formwork.core.database.NameOrder;
import dev.formwork.core.field.Indexed;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.problem.DesignProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What must change in the database so that it fits a compiled form. Nothing is ever dropped but
 * indexes, and nothing rewrites a table: columns are added empty, indexes on tables with records
 * are built while people work.
 *
 * @param tables statements that create tables and columns; first, all forms' together
 * @param references foreign keys; second, when every table is there
 * @param beforehand unique indexes on tables that have records: built concurrently before the
 *     version is switched
 * @param afterwards other indexes, built concurrently after it
 */
record SchemaPlan(
    List<String> tables,
    List<String> references,
    List<Uniqueness> beforehand,
    List<String> afterwards,
    List<Problem> problems) {

  /**
   * A unique index on a table that has records.
   *
   * @param path of the field in the form's definition
   */
  record Uniqueness(CompiledForm form, Column column, String path, List<String> statements) {}

  static SchemaPlan of(CompiledForm form, ActualSchema actual) {
    var plan =
        new SchemaPlan(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    plan.form(form, actual);
    form.subforms().forEach(subform -> plan.subform(form.table(), subform, actual));
    return plan;
  }

  private void form(CompiledForm form, ActualSchema actual) {
    var table = form.table();
    boolean fresh = !actual.hasTable(table.table());
    if (fresh) {
      tables.add(
          """
          CREATE TABLE %s (
            id uuid PRIMARY KEY, version bigint NOT NULL, created_at timestamptz NOT NULL, created_by uuid,
            updated_at timestamptz NOT NULL, updated_by uuid, deleted_at timestamptz,
            record_title text COLLATE "C" NOT NULL, search_text text NOT NULL)"""
              .formatted(table.sql()));
      index(table, "record_title", "(record_title, id)", actual, true);
    }
    order(table, "record_title", actual, fresh);
    // Whoever made a record asks for it again, and permissions often ask who that was.
    index(table, "created_by", "(created_by, id)", actual, fresh);
    form.stored().forEach(column -> column(table, column, actual, "/fields/" + column.slot()));
    form.stored().forEach(column -> uniqueness(form, column, actual));
    // Permissions ask whose a record is, in every list.
    for (var column : form.stored()) {
      if (column.field().head().indexed() || column.field() instanceof Indexed) {
        boolean isNew = actual.columnType(table.table(), column.name()) == null;
        index(table, column.name(), "(\"" + column.name() + "\", id)", actual, isNew);
        if (column.type() == ColumnType.TEXT) {
          order(table, column.name(), actual, isNew);
        }
      }
    }
  }

  private void subform(TableName parent, CompiledSubform subform, ActualSchema actual) {
    var table = subform.table();
    if (!actual.hasTable(table.table())) {
      tables.add(
          "CREATE TABLE %s (id uuid PRIMARY KEY, parent uuid NOT NULL REFERENCES %s ON DELETE CASCADE, position int NOT NULL)"
              .formatted(table.sql(), parent.sql()));
      index(table, "parent", "(parent, position)", actual, true);
    }
    subform
        .columns()
        .forEach(
            column ->
                column(
                    table,
                    column,
                    actual,
                    "/fields/" + subform.slot() + "/fields/" + column.slot()));
    // Rollups and formulas find rows by the records they point to.
    subform.columns().stream()
        .filter(Column::isLookup)
        .forEach(
            column ->
                index(
                    table,
                    column.name(),
                    "(\"" + column.name() + "\", parent)",
                    actual,
                    actual.columnType(table.table(), column.name()) == null));
  }

  private void column(TableName table, Column column, ActualSchema actual, String path) {
    var there = actual.columnType(table.table(), column.name());
    if (there == null) {
      tables.add(
          "ALTER TABLE %s ADD COLUMN \"%s\" %s"
              .formatted(table.sql(), column.name(), column.type().ddl()));
    } else if (!there.equals(column.type().catalogName())) {
      problems.add(
          Problem.at(
              path,
              DesignProblem.FIELD_TYPE_CHANGED,
              column.field().title(),
              said(there),
              said(column.type().catalogName())));
    } else if (column.type() == ColumnType.NUMBER
        && actual.hasLimitedDigits(table.table(), column.name())) {
      // Once an amount of money: what is a number now keeps all its digits.
      tables.add(
          "ALTER TABLE %s ALTER COLUMN \"%s\" TYPE %s"
              .formatted(table.sql(), column.name(), column.type().ddl()));
    }
    if (column.field() instanceof LookupField lookup) {
      reference(table, column, lookup, actual);
    }
  }

  /** A type of columns as people may read it. */
  private static String said(String catalogName) {
    return Stream.of(ColumnType.values())
        .filter(type -> type.catalogName().equals(catalogName))
        .findFirst()
        .map(type -> type.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .orElse("another type");
  }

  private void reference(TableName table, Column column, LookupField lookup, ActualSchema actual) {
    var name = table.derived(column.name(), "fkey");
    if (!actual.constraints().contains(name)) {
      var onDelete = lookup.onDelete() == LookupField.OnDelete.CLEAR ? " ON DELETE SET NULL" : "";
      references.add(
          "ALTER TABLE %s ADD CONSTRAINT \"%s\" FOREIGN KEY (\"%s\") REFERENCES %s (id)%s"
              .formatted(table.sql(), name, column.name(), column.lookupTable(), onDelete));
    }
  }

  /** Texts are kept apart folded; the index that keeps them apart as they are written goes. */
  private void uniqueness(CompiledForm form, Column column, ActualSchema actual) {
    var table = form.table();
    boolean wanted = column.field().head().unique();
    var name = table.uniqueIndex(column.name(), isFolded(column));
    for (var other : table.uniqueIndexes(column.name())) {
      if (actual.indexes().contains(other) && !(wanted && other.equals(name))) {
        tables.add("DROP INDEX \"%s\".\"%s\"".formatted(table.schema(), other));
      }
    }
    if (wanted && !actual.indexes().contains(name)) {
      boolean isNew = actual.columnType(table.table(), column.name()) == null;
      var create =
          "CREATE UNIQUE INDEX %s\"%s\" ON %s (%s) WHERE deleted_at IS NULL"
              .formatted(isNew ? "" : "CONCURRENTLY ", name, table.sql(), unique(column));
      if (isNew) {
        tables.add(create);
      } else {
        beforehand.add(
            new Uniqueness(
                form, column, "/fields/" + column.slot(), List.of(leftOver(table, name), create)));
      }
    }
  }

  private static boolean isFolded(Column column) {
    return column.type() == ColumnType.TEXT;
  }

  /** What is the same in two values that may not both be there. */
  static String unique(Column column) {
    var quoted = "\"" + column.name() + "\"";
    return isFolded(column) ? "(" + FoldedText.sql(quoted) + ")" : quoted;
  }

  /** An index whose building failed is still there, but serves nobody. */
  private static String leftOver(TableName table, String index) {
    return "DROP INDEX CONCURRENTLY IF EXISTS \"%s\".\"%s\"".formatted(table.schema(), index);
  }

  /** Lists sort texts in another order than filters compare them. */
  private void order(TableName table, String column, ActualSchema actual, boolean empty) {
    var columns = "(" + NameOrder.sql("\"" + column + "\"") + ", id)";
    build(table, table.derived(column, "sort"), columns, actual, empty);
  }

  /**
   * @param empty whether the table or column is new, so that the index costs nothing
   */
  private void index(
      TableName table, String name, String columns, ActualSchema actual, boolean empty) {
    build(table, table.derived(name, "idx"), columns, actual, empty);
  }

  private void build(
      TableName table, String index, String columns, ActualSchema actual, boolean empty) {
    if (actual.indexes().contains(index)) {
      return;
    }
    if (empty) {
      tables.add("CREATE INDEX \"%s\" ON %s %s".formatted(index, table.sql(), columns));
    } else {
      afterwards.add(leftOver(table, index));
      afterwards.add(
          "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"%s\" ON %s %s"
              .formatted(index, table.sql(), columns));
    }
  }
}
