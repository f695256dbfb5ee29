package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.formwork.core.credential.SecretHashes;
import dev.formwork.ui.Eventually;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A little of everything that a backup must bring back, and whether all of it is there. */
record DrillWorld(String address) {

  private static final String TOKEN = "fw_the-token-of-the-restore-drill-0123456789abcdef";
  private static final byte[] FILE =
      "A contract\0 with \\. odd\tbytes\n".getBytes(StandardCharsets.UTF_8);
  private static final String NAME = "海涛 \\N 'quoted' \"twice\"";
  private static final String FORM_AT = "/api/v1/apps/ltc/forms/drill";
  private static final String RECORDS = FORM_AT + "/records";

  private static final String FORM =
      """
      {"key": "drill", "title": {"en": "Drill"}, "fields": [
        {"type": "text", "key": "name", "title": {"en": "Name"}, "unique": true},
        {"type": "serial", "key": "number", "title": {"en": "Number"}, "prefix": "D-", "digits": 4},
        {"type": "number", "key": "price", "title": {"en": "Price"}, "scale": 2},
        {"type": "computed", "key": "twice", "title": {"en": "Twice"}, "expression": "price * 2"},
        {"type": "subform", "key": "lines", "title": {"en": "Lines"}, "fields": [
          {"type": "text", "key": "item", "title": {"en": "Item"}}]}]}\
      """;

  private static final String FLOW =
      """
      {"key": "drill", "title": {"en": "Drill"}, "form": "drill", "trigger": {"on": "record.created"}, "steps": [
        {"type": "approve", "key": "look", "assign": [{"member": "%s"}]}]}\
      """;

  /** Gives an administrator the token that is in every backup of this world. */
  static void token(Connection database) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(
          """
          INSERT INTO formwork.api_token (id, workspace_id, member_id, name, hash, hint, read_only, created_at)
          SELECT gen_random_uuid(), s.workspace_id, s.member_id, 'drill', '%s', 'x', false, now() FROM formwork.membership s LIMIT 1\
          """
              .formatted(SecretHashes.sha256(TOKEN)));
    }
  }

  private RequestSpecification as() {
    return RestAssured.given()
        .baseUri(address)
        .header("Authorization", "Bearer " + TOKEN)
        .contentType(ContentType.JSON);
  }

  void make() {
    as().post("/api/v1/packs/ltc:install").then().statusCode(200);
    publish("form", FORM);
    var name = create(NAME, "1234.50");
    as().body(Map.of("price", 2345.60)).patch(RECORDS + "/" + name).then().statusCode(200);
    as().delete(RECORDS + "/" + create("Gone", "1")).then().statusCode(204);
    as().body(Map.of("kind", "form", "settings", Map.of("fields", List.of("name"))))
        .post(FORM_AT + "/links")
        .then()
        .statusCode(201);
    String me = as().get("/api/v1/organization").then().extract().path("members[0].id");
    publish("flow", FLOW.formatted(me));
    comment(create("In approval", "2"));
  }

  private void publish(String kind, String definition) {
    var at = "/api/v1/apps/ltc/definitions/" + kind + "/drill";
    as().body(definition).put(at + "/draft").then().statusCode(204);
    as().body("{}").post(at + "/publish").then().statusCode(200);
  }

  /** Its id. */
  String create(String name, String price) {
    return as().body(
            Map.of(
                "name",
                name,
                "price",
                Double.valueOf(price),
                "lines",
                List.of(Map.of("item", "first of " + name), Map.of("item", "second"))))
        .post(RECORDS)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String instance(String record) {
    return as().get("/api/v1/apps/ltc/forms/drill/records/" + record + "/flows")
        .then()
        .extract()
        .path("items[0].id");
  }

  private void comment(String record) {
    Eventually.holds(() -> instance(record) != null);
    String file =
        as().contentType(ContentType.BINARY)
            .body(FILE)
            .queryParam("name", "contract.txt")
            .post("/api/v1/attachments")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    as().body(Map.of("comment", "See the contract", "files", List.of(file)))
        .post("/api/v1/instances/" + instance(record) + ":comment")
        .then()
        .statusCode(200);
  }

  private String where(String filter) {
    return as().queryParam("filter", filter)
        .get(RECORDS)
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].id");
  }

  /** All that {@link #make} made is there, as it was. */
  void isWhole() {
    var records = as().queryParam("sort", "number").get(RECORDS).then().statusCode(200);
    records.body("items.name", hasItem(NAME));
    records.body("items.name", hasItem("In approval"));
    var name = where("number = \"D-0001\"");
    as().get(RECORDS + "/" + name)
        .then()
        .body("number", equalTo("D-0001"))
        .body("price", equalTo(2345.6f))
        .body("twice", equalTo(4691.2f))
        .body("lines.item", contains("first of " + NAME, "second"));
    as().get(RECORDS + "/" + name + "/changes").then().body("items", hasSize(2));
    as().get(FORM_AT + "/links")
        .then()
        .statusCode(200)
        .body("items[0].address", containsString("/p/"));
    filesAreThere();
  }

  private void filesAreThere() {
    var instance = "/api/v1/instances/" + instance(where("name = \"In approval\""));
    String file =
        as().get(instance + "/history")
            .then()
            .body("items.comment", hasItem("See the contract"))
            .extract()
            .path("items.find { it.comment == 'See the contract' }.detail.files[0].id");
    assertThat(as().get(instance + "/attachments/" + file).asByteArray()).isEqualTo(FILE);
    as().get("/api/v1/tasks").then().body("items.size()", equalTo(1));
  }

  /** It is not only there to be looked at. */
  void goesOn() {
    var next = create("Next", "3");
    as().get(RECORDS + "/" + next).then().body("number", equalTo("D-0004"));
    Eventually.holds(() -> instance(next) != null);
    String task = as().get("/api/v1/tasks").then().extract().path("items[0].id");
    as().body("{}").post("/api/v1/tasks/" + task + ":approve").then().statusCode(200);
    publish("form", FORM.replace("\"Price\"", "\"Price in all\""));
  }
}
