package dev.formwork.core.backup;

import java.util.List;

/**
 * Everything in the schemas but the rows, as statements that any supported server takes.
 *
 * @param functions in the order they were made
 * @param keys primary keys, unique and check constraints
 * @param references foreign keys
 */
record DatabaseStructure(
    List<Collation> collations,
    List<String> functions,
    List<Table> tables,
    List<String> keys,
    List<String> indexes,
    List<String> references) {

  DatabaseStructure {
    collations = List.copyOf(collations);
    functions = List.copyOf(functions);
    tables = List.copyOf(tables);
    keys = List.copyOf(keys);
    indexes = List.copyOf(indexes);
    references = List.copyOf(references);
  }

  /**
   * @param provider {@code icu}, {@code builtin} or {@code libc}
   * @param locale as the provider names it
   */
  record Collation(String schema, String name, String provider, String locale) {

    String sql() {
      return quoted(schema) + "." + quoted(name);
    }
  }

  /**
   * @param columns those that hold values of their own, in order
   * @param identity the column that numbers itself; null: none
   * @param create the statements that make it without keys
   * @param file which file PostgreSQL keeps it in: another one after it was rewritten or emptied
   */
  record Table(
      String schema,
      String name,
      List<String> columns,
      String identity,
      List<String> create,
      long file) {

    Table {
      columns = List.copyOf(columns);
      create = List.copyOf(create);
    }

    String sql() {
      return quoted(schema) + "." + quoted(name);
    }

    /** Name and columns, as {@code COPY} takes them. */
    String copied() {
      return sql()
          + " ("
          + String.join(", ", columns.stream().map(DatabaseStructure::quoted).toList())
          + ")";
    }

    String entry() {
      return "data/" + schema + "/" + name;
    }
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
