package dev.formwork.designer.form;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads what a workspace's schema really has, rather than trusting what it should have. */
@ApplicationScoped
class SchemaReader {

  private final Pool pool;

  SchemaReader(Pool pool) {
    this.pool = pool;
  }

  Uni<ActualSchema> read(String schema) {
    return columns(schema)
        .chain(
            columns ->
                names(
                        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND i.indisvalid",
                        schema)
                    .chain(
                        indexes ->
                            names(
                                    "SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = $1",
                                    schema)
                                .map(
                                    constraints ->
                                        new ActualSchema(columns, indexes, constraints))));
  }

  private Uni<Map<String, Map<String, String>>> columns(String schema) {
    return pool.preparedQuery(
            """
            SELECT table_name::text, column_name::text,
              CASE WHEN udt_name = 'numeric' AND numeric_precision IS NOT NULL
                THEN format('numeric(%s,%s)', numeric_precision, numeric_scale) ELSE udt_name::text END
            FROM information_schema.columns WHERE table_schema = $1""")
        .execute(Tuple.of(schema))
        .map(
            rows -> {
              var tables = new HashMap<String, Map<String, String>>();
              rows.forEach(
                  row ->
                      tables
                          .computeIfAbsent(row.getString(0), _ -> new HashMap<>())
                          .put(row.getString(1), row.getString(2)));
              return tables;
            });
  }

  private Uni<Set<String>> names(String sql, String schema) {
    return pool.preparedQuery(sql.replaceFirst("SELECT (\\S+)", "SELECT $1::text"))
        .execute(Tuple.of(schema))
        .map(
            rows -> {
              var names = new HashSet<String>();
              rows.forEach(row -> names.add(row.getString(0)));
              return names;
            });
  }
}
