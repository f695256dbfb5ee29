package dev.formwork.ui.bench;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;

/**
 * What a developer would write by hand for the table of the benchmark: no permissions, no change
 * log, no metadata.
 */
@Path("/hand")
@Produces("application/json")
public class HandWritten {

  static final String TABLE = "\"%s\".\"bench_item\"";
  static String schema = "";

  private final Pool pool;

  HandWritten(Pool pool) {
    this.pool = pool;
  }

  private static String table() {
    return String.format(TABLE, schema);
  }

  @GET
  @Path("/{id}")
  public Uni<String> read(@PathParam("id") UUID id) {
    return pool.preparedQuery("SELECT * FROM " + table() + " WHERE id = $1")
        .execute(Tuple.of(id))
        .map(rows -> json(rows.iterator().next()).encode());
  }

  @GET
  public Uni<String> page() {
    return pool.preparedQuery("SELECT * FROM " + table() + " WHERE n1 > $1 ORDER BY n0 LIMIT 50")
        .execute(Tuple.of(50))
        .map(
            rows -> {
              var items = new JsonArray();
              rows.forEach(row -> items.add(json(row)));
              return items.encode();
            });
  }

  @POST
  @Consumes("application/json")
  public Uni<String> create(String body) {
    var json = new JsonObject(body);
    return pool.preparedQuery(
            "INSERT INTO "
                + table()
                + " (id, version, created_at, updated_at, record_title, search_text, t0, t1, n0, n1) VALUES ($1, 1, now(), now(), $2, $2, $2, $3, $4, $5)")
        .execute(
            Tuple.of(
                UUID.randomUUID(),
                json.getString("t0"),
                json.getString("t1"),
                json.getInteger("n0"),
                json.getInteger("n1")))
        .map(_ -> body);
  }

  @PATCH
  @Path("/{id}")
  @Consumes("application/json")
  public Uni<String> change(@PathParam("id") UUID id, String body) {
    var json = new JsonObject(body);
    return pool.preparedQuery(
            "UPDATE "
                + table()
                + " SET n1 = $2, updated_at = now(), version = version + 1 WHERE id = $1 RETURNING *")
        .execute(Tuple.of(id, json.getInteger("n1")))
        .map(rows -> json(rows.iterator().next()).encode());
  }

  private static JsonObject json(Row row) {
    var json = new JsonObject();
    for (int i = 0; i < row.size(); i++) {
      var value = row.getValue(i);
      json.put(
          row.getColumnName(i),
          value == null
              ? null
              : value instanceof Number || value instanceof Boolean ? value : value.toString());
    }
    return json;
  }
}
