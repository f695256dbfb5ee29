package dev.formwork.designer.form;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the database has of an app's tables.
 *
 * @param columns per table: column → type name as PostgreSQL calls it ({@code udt_name}), of
 *     numbers with their digits where those are limited
 * @param indexes names of the indexes there
 * @param constraints names of the constraints there
 */
record ActualSchema(
    Map<String, Map<String, String>> columns, Set<String> indexes, Set<String> constraints) {

  boolean hasTable(String table) {
    return columns.containsKey(table);
  }

  String columnType(String table, String column) {
    var type = columns.getOrDefault(table, Map.of()).get(column);
    return type == null ? null : type.replaceFirst("\\(.*", "");
  }

  /** The same without columns that make room for others, and without their indexes. */
  ActualSchema without(List<ReplacedColumn> replaced) {
    if (replaced.isEmpty()) {
      return this;
    }
    var left = new HashMap<String, Map<String, String>>();
    columns.forEach((table, there) -> left.put(table, new HashMap<>(there)));
    var indexed = new HashSet<>(indexes);
    replaced.forEach(
        one -> {
          left.getOrDefault(one.table().table(), new HashMap<>()).remove(one.name());
          one.indexes().forEach(indexed::remove);
        });
    return new ActualSchema(left, indexed, constraints);
  }

  /** Whether a column of numbers keeps only so many digits. */
  boolean hasLimitedDigits(String table, String column) {
    return String.valueOf(columns.getOrDefault(table, Map.of()).get(column)).contains("(");
  }
}
