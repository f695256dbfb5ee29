package dev.formwork.core.compile;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;

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
