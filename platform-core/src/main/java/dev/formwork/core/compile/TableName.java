package dev.formwork.core.compile;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import java.util.List;

/**
 * The physical name of a form's table. Made from checked keys and a checked schema name alone, so
 * it is safe to write into SQL.
 */
public record TableName(String schema, String table) {

  /** PostgreSQL cuts identifiers at 63 bytes. */
  private static final int MAX_IDENTIFIER = 63;

  public static TableName of(String schema, AppKey app, FormKey form) {
    return new TableName(schema, shortened(app + "_" + form, MAX_IDENTIFIER - 12));
  }

  public TableName subform(FieldKey field) {
    return new TableName(schema, shortened(table + "__" + field, MAX_IDENTIFIER - 12));
  }

  /** Name for an index or constraint on some columns of this table. */
  public String derived(String columns, String suffix) {
    return shortened(table + "_" + columns, MAX_IDENTIFIER - suffix.length() - 1) + "_" + suffix;
  }

  /** Name of the index that keeps the values of a column apart, folded if they are texts. */
  public String uniqueIndex(String column, boolean folded) {
    return derived(column, folded ? "fold" : "key");
  }

  /** The names such an index may have. */
  public List<String> uniqueIndexes(String column) {
    return List.of(uniqueIndex(column, true), uniqueIndex(column, false));
  }

  public String sql() {
    return "\"" + schema + "\".\"" + table + "\"";
  }

  /** Long names keep their beginning and end in a hash, so that two of them stay two. */
  private static String shortened(String name, int limit) {
    return name.length() <= limit
        ? name
        : name.substring(0, limit - 9) + "_" + String.format("%08x", name.hashCode());
  }
}
