package dev.formwork.ui.bench;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * A built Formwork on a database of its own, with the Lead-to-Cash pack and, in that app, the form
 * under load and its records.
 */
final class BuiltFormwork implements AutoCloseable {

  static final String APP = "/api/v1/apps/ltc";

  private final String name;
  private final ServerProcess server;
  private final BenchDatabase database;
  private final String databaseAddress;
  private final String token = "fw_" + UUID.randomUUID() + UUID.randomUUID();

  private BuiltFormwork(
      String name, ServerProcess server, BenchDatabase database, String databaseAddress) {
    this.name = name;
    this.server = server;
    this.database = database;
    this.databaseAddress = databaseAddress;
  }

  /**
   * @param name in the report, and of its database and folder
   * @param jar its quarkus-run.jar
   */
  static BuiltFormwork start(String name, Path jar, BenchDatabase database, Path folder)
      throws Exception {
    var address = database.create(name);
    int port = ServerProcess.freePort();
    var server =
        ServerProcess.start(
            jar,
            port,
            List.of(
                "-Dformwork.limit.token-requests-per-second=0",
                "-Dformwork.limit.bad-tokens-per-second=0"),
            List.of(
                "--port",
                Integer.toString(port),
                "--data",
                folder.resolve(name).toString(),
                "--database",
                "postgresql://postgres:postgres@" + address),
            folder.resolve(name + ".log"));
    var formwork = new BuiltFormwork(name, server, database, address);
    formwork.prepare();
    return formwork;
  }

  private void prepare() throws SQLException {
    database.run(
        name,
        """
        INSERT INTO formwork.api_token (id, workspace_id, member_id, name, hash, hint, read_only, created_at)
        SELECT gen_random_uuid(), workspace_id, member_id, 'bench', encode(sha256('%s'), 'hex'), 'x', false, now()
        FROM formwork.membership"""
            .formatted(token));
    call().contentType(ContentType.JSON).post("/api/v1/packs/ltc:install").then().statusCode(200);
    publish(ItemForm.KEY, ItemForm.definition());
    publish(StockForm.KEY, StockForm.definition());
    database.run(name, ItemForm.filling(itemTable()));
  }

  private void publish(String key, String definition) {
    var form = APP + "/definitions/form/" + key;
    call()
        .contentType(ContentType.JSON)
        .body(definition)
        .put(form + "/draft")
        .then()
        .statusCode(204);
    call().contentType(ContentType.JSON).body("{}").post(form + "/publish").then().statusCode(200);
  }

  /** A request of the administrator. */
  RequestSpecification call() {
    return RestAssured.given().baseUri(server.address()).header("Authorization", "Bearer " + token);
  }

  /** Of its database as well. */
  String name() {
    return name;
  }

  ServerProcess server() {
    return server;
  }

  String databaseAddress() {
    return databaseAddress;
  }

  String itemTable() throws SQLException {
    var schema = database.texts(name, "SELECT schema_name FROM formwork.workspace");
    return "\"%s\".ltc_%s".formatted(schema.getFirst(), ItemForm.KEY);
  }

  Subject endpoints() throws Exception {
    var ids = Files.createTempFile(name, ".ids");
    Files.write(ids, database.texts(name, ItemForm.drivenIds(itemTable())));
    ids.toFile().deleteOnExit();
    return new Subject(
        name,
        server,
        server.address() + APP + "/forms/" + ItemForm.KEY + "/records",
        "?filter=n1%20%3E%2050&sort=n0&limit=50",
        token,
        ids);
  }

  @Override
  public void close() {
    server.close();
  }
}
