package dev.formwork.core.backup;

import static dev.formwork.core.backup.DatabaseStructure.quoted;

import dev.formwork.core.backup.DatabaseStructure.Collation;
import dev.formwork.core.backup.DatabaseStructure.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the structure of schemas from the catalog. Names come out with their schemas, as long as
 * the connection's search path is empty.
 */
final class StructureReader {

  private static final String TABLES =
      """
      SELECT c.oid, n.nspname, c.relname, c.relfilenode
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND c.relkind = 'r' ORDER BY n.nspname, c.relname\
      """;

  private static final String COLUMNS =
      """
      SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
          THEN (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
            FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END,
        a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
        CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE n.nspname = ANY (?) AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum\
      """;

  /** Since PostgreSQL 18, NOT NULL is a constraint, too; here it stands with its column. */
  private static final String CONSTRAINTS =
      """
      SELECT 'ALTER TABLE ' || quote_ident(n.nspname) || '.' || quote_ident(r.relname) || ' ADD CONSTRAINT '
        || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid)
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
      WHERE n.nspname = ANY (?) AND r.relkind = 'r' AND position(c.contype::text IN '%s') > 0
      ORDER BY n.nspname, r.relname, c.contype <> 'p', c.conname\
      """;

  private static final String INDEXES =
      """
      SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = r.relnamespace JOIN pg_class x ON x.oid = i.indexrelid
      WHERE n.nspname = ANY (?) AND r.relkind = 'r' AND i.indisvalid
        AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
      ORDER BY n.nspname, r.relname, x.relname\
      """;

  private static final String FUNCTIONS =
      """
      SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = ANY (?) AND p.prokind IN ('f', 'p') ORDER BY p.oid\
      """;

  /** The locale stands in another column since PostgreSQL 17. */
  private static final String COLLATIONS =
      """
      SELECT n.nspname, c.collname, CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
        coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate)
      FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
      WHERE n.nspname = ANY (?) ORDER BY c.oid\
      """;

  private static final String OMITTED =
      """
      SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
        WHEN 'p' THEN 'partitioned table' ELSE 'sequence' END || ' ' || n.nspname || '.' || c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND (c.relkind IN ('v', 'm', 'f', 'p') OR c.relkind = 'S' AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'))
      UNION ALL
      SELECT 'trigger ' || t.tgname || ' on ' || n.nspname || '.' || c.relname
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND NOT t.tgisinternal
      ORDER BY 1\
      """;

  private final Connection connection;
  private final List<String> schemas;

  StructureReader(Connection connection, List<String> schemas) {
    this.connection = connection;
    this.schemas = List.copyOf(schemas);
  }

  DatabaseStructure read() throws SQLException {
    return new DatabaseStructure(
        rows(
            COLLATIONS,
            row ->
                new Collation(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4))),
        texts(FUNCTIONS),
        tables(),
        texts(CONSTRAINTS.formatted("pucx")),
        texts(INDEXES),
        texts(CONSTRAINTS.formatted("f")));
  }

  /** What a backup leaves out; each with its kind and name. */
  List<String> omitted() throws SQLException {
    return texts(OMITTED);
  }

  private List<Table> tables() throws SQLException {
    var columns = columns();
    return rows(
        TABLES,
        row -> {
          var schema = row.getString(2);
          var name = row.getString(3);
          return table(
              schema, name, row.getLong(4), columns.getOrDefault(row.getLong(1), List.of()));
        });
  }

  private static Table table(String schema, String name, long file, List<ColumnOfTable> columns) {
    var sql = quoted(schema) + "." + quoted(name);
    var create = new ArrayList<String>();
    create.add(
        "CREATE TABLE %s (%s)"
            .formatted(
                sql, String.join(", ", columns.stream().map(ColumnOfTable::definition).toList())));
    columns.stream()
        .filter(column -> column.storage != null)
        .forEach(
            column ->
                create.add(
                    "ALTER TABLE %s ALTER COLUMN %s SET STORAGE %s"
                        .formatted(sql, quoted(column.name), storage(column.storage))));
    return new Table(
        schema,
        name,
        columns.stream().filter(column -> !column.isGenerated).map(ColumnOfTable::name).toList(),
        columns.stream()
            .filter(ColumnOfTable::isIdentity)
            .map(ColumnOfTable::name)
            .findFirst()
            .orElse(null),
        create,
        file);
  }

  private static String storage(String letter) {
    return switch (letter) {
      case "e" -> "EXTERNAL";
      case "m" -> "MAIN";
      case "x" -> "EXTENDED";
      default -> "PLAIN";
    };
  }

  /**
   * @param definition as in {@code CREATE TABLE}
   * @param storage the catalog's letter; null: as its type has it
   */
  private record ColumnOfTable(
      String name, String definition, boolean isIdentity, boolean isGenerated, String storage) {}

  private Map<Long, List<ColumnOfTable>> columns() throws SQLException {
    var columns = new LinkedHashMap<Long, List<ColumnOfTable>>();
    for (var one : rows(COLUMNS, row -> Map.entry(row.getLong(1), StructureReader.column(row)))) {
      columns.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue());
    }
    return columns;
  }

  private static ColumnOfTable column(ResultSet row) throws SQLException {
    var definition =
        new StringBuilder(quoted(row.getString(2))).append(' ').append(row.getString(3));
    if (row.getString(4) != null) {
      definition.append(" COLLATE ").append(row.getString(4));
    }
    var identity = row.getString(6);
    var generated = row.getString(7);
    var expression = row.getString(8);
    if (!generated.isEmpty()) {
      definition.append(" GENERATED ALWAYS AS (").append(expression).append(") STORED");
    } else if (expression != null) {
      definition.append(" DEFAULT ").append(expression);
    }
    if (!identity.isEmpty()) {
      definition
          .append(" GENERATED ")
          .append(identity.equals("a") ? "ALWAYS" : "BY DEFAULT")
          .append(" AS IDENTITY");
    }
    if (row.getBoolean(5)) {
      definition.append(" NOT NULL");
    }
    return new ColumnOfTable(
        row.getString(2),
        definition.toString(),
        !identity.isEmpty(),
        !generated.isEmpty(),
        row.getString(9));
  }

  private List<String> texts(String sql) throws SQLException {
    return rows(sql, row -> row.getString(1));
  }

  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
    var found = new ArrayList<T>();
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setArray(i, connection.createArrayOf("text", schemas.toArray()));
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
    }
    return found;
  }
}
