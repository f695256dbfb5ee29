package dev.formwork.bench.handler;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Items, as a developer would serve them who knows the table: SQL, binding and JSON by hand. */
@Path("/items")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ItemResource {

  private final Pool pool;
  private final String read;
  private final String list;
  private final String create;
  private final String change;

  /**
   * @param table with its schema, quoted as SQL wants it
   */
  ItemResource(Pool pool, @ConfigProperty(name = "bench.table") String table) {
    this.pool = pool;
    read = "SELECT * FROM %s WHERE id = $1".formatted(table);
    list = "SELECT * FROM %s WHERE n1 > $1 ORDER BY n0 LIMIT 50".formatted(table);
    create =
        """
        INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text, t0, t1, n0, n1)
        VALUES ($1, 1, now(), now(), $2, $2, $2, $3, $4, $5)"""
            .formatted(table);
    change =
        """
        UPDATE %s SET n1 = $2, updated_at = now(), version = version + 1 WHERE id = $1 RETURNING *"""
            .formatted(table);
  }

  @GET
  @Path("/{id}")
  public Uni<String> read(@PathParam("id") UUID id) {
    return pool.preparedQuery(read)
        .execute(Tuple.of(id))
        .map(rows -> json(rows.iterator().next()).encode());
  }

  @GET
  public Uni<String> list(@QueryParam("above") int above) {
    return pool.preparedQuery(list)
        .execute(Tuple.of(above))
        .map(
            rows -> {
              var items = new JsonArray();
              rows.forEach(row -> items.add(json(row)));
              return items.encode();
            });
  }

  @POST
  public Uni<String> create(String body) {
    var json = new JsonObject(body);
    return pool.preparedQuery(create)
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
  public Uni<String> change(@PathParam("id") UUID id, String body) {
    var json = new JsonObject(body);
    return pool.preparedQuery(change)
        .execute(Tuple.of(id, json.getInteger("n1")))
        .map(rows -> json(rows.iterator().next()).encode());
  }

  private static JsonObject json(Row row) {
    var json = new JsonObject();
    for (int i = 0; i < row.size(); i++) {
      var value = row.getValue(i);
      json.put(
          row.getColumnName(i),
          value == null || value instanceof Number || value instanceof Boolean
              ? value
              : value.toString());
    }
    return json;
  }
}
