package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changing a form while it is in use, by script. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DesignApiTest {

  private static final String DESIGN = "/api/v1/apps/ltc/definitions/form/opportunity";
  private static final String DEALS = "/api/v1/apps/ltc/forms/opportunity/records";

  @Inject TestMembers people;

  private TestMembers.Person admin;

  @BeforeEach
  void a_workspace_with_the_pack() {
    admin = people.administrator();
    as(admin).post("/api/v1/packs/ltc:install").then().statusCode(200);
  }

  private static RequestSpecification as(TestMembers.Person person) {
    return given()
        .header("Authorization", "Bearer " + person.token())
        .contentType(ContentType.JSON);
  }

  private String draft() {
    return as(admin).get(DESIGN + "/draft").then().statusCode(200).extract().asString();
  }

  private void publish(String draft) {
    as(admin).body(draft).put(DESIGN + "/draft").then().statusCode(204);
    as(admin).post(DESIGN + "/publish").then().statusCode(200).body("version", equalTo(2));
  }

  /** Old records are worked out behind the publishing, by a job. */
  private void untilWorkedOut(String record, String field) {
    Eventually.holds(() -> as(admin).get(record).path(field) != null);
  }

  private static String withField(String draft, String field) {
    return draft.replaceFirst(
        "\"fields\"\\s*:\\s*\\[",
        "\"fields\": [" + field.replace("\\", "\\\\").replace("$", "\\$") + ", ");
  }

  @Test
  void a_new_field_and_stage_are_there_at_once_with_the_records_in_place() {
    var id =
        as(admin)
            .body("{\"name\": \"Old deal\", \"amount\": 100}")
            .post(DEALS)
            .then()
            .extract()
            .path("id");
    var competitor =
        "{\"type\": \"choice\", \"key\": \"competitor\", \"title\": {\"en\": \"Competitor\"}, \"options\": [{\"key\": \"rival\", \"title\": {\"en\": \"Rival\"}}]}";
    var stage =
        "{\"key\": \"legal_review\", \"title\": {\"en\": \"Legal review\"}, \"probability\": 80, \"category\": \"open\"}, ";
    var draft = withField(draft(), competitor);
    int won = draft.indexOf("\"won\"", draft.indexOf("\"stages\""));
    int open = draft.lastIndexOf("{", draft.lastIndexOf("\"key\"", won) == -1 ? won : won - 1);
    publish(draft.substring(0, open) + stage + draft.substring(open));
    as(admin)
        .get(DEALS + "/" + id)
        .then()
        .body("name", equalTo("Old deal"))
        .body("containsKey('competitor')", equalTo(true));
    as(admin)
        .body("{\"competitor\": \"rival\", \"stage\": \"legal_review\"}")
        .patch(DEALS + "/" + id)
        .then()
        .statusCode(200)
        .body("competitor", equalTo("rival"))
        .body("stage", equalTo("legal_review"));
    as(admin)
        .queryParam("filter", "competitor = \"rival\"")
        .get(DEALS)
        .then()
        .body("items", hasSize(1));
    as(admin)
        .get("/api/v1/apps/ltc/openapi.json")
        .then()
        .body("components.schemas.opportunity.properties.competitor", notNullValue())
        .body("components.schemas.opportunity.properties.stage.enum", hasItem("legal_review"));
    as(admin).get(DESIGN + "/versions").then().body("items", hasSize(2));
  }

  @Test
  void a_new_formula_is_worked_out_for_old_records() {
    var id =
        as(admin)
            .body("{\"name\": \"Old deal\", \"amount\": 100}")
            .post(DEALS)
            .then()
            .extract()
            .path("id");
    publish(
        withField(
            draft(),
            "{\"type\": \"computed\", \"key\": \"doubled\", \"title\": {\"en\": \"Doubled\"}, \"expression\": \"amount * 2\"}"));
    untilWorkedOut(DEALS + "/" + id, "doubled");
    as(admin)
        .get(DEALS + "/" + id)
        .then()
        .body("doubled", equalTo(200))
        .body("version", equalTo(1));
  }

  @Test
  void a_stage_in_use_cannot_be_removed() {
    as(admin).body("{\"stage\": \"negotiation\"}").post(DEALS).then().statusCode(201);
    var unnamed = without("商务谈判").replace("\\\"negotiation\\\", 0.75, ", "");
    as(admin).body(unnamed).put(DESIGN + "/draft").then().statusCode(204);
    as(admin)
        .post(DESIGN + "/publish")
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("option-in-use"));
  }

  @Test
  void a_stage_that_formulas_name_cannot_be_removed() {
    as(admin).body(without("无效")).put(DESIGN + "/draft").then().statusCode(204);
    as(admin)
        .post(DESIGN + "/publish")
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("expression-no-such-option"))
        .body("errors[0].path", startsWith("/"));
  }

  private String without(String stage) {
    return draft().replaceAll(",\\s*\\{[^{}]*\\{[^{}]*" + stage + "[^{}]*\\}[^{}]*\\}", "");
  }

  @Test
  void a_wrong_definition_is_refused_with_all_its_problems() {
    var twice = "{\"type\": \"text\", \"key\": \"amount\", \"title\": {\"en\": \"Again\"}}";
    as(admin)
        .body(withField(draft(), twice))
        .post(DESIGN + "/validate")
        .then()
        .body("problems.code", hasItem("duplicate-key"));
    var a =
        "{\"type\": \"computed\", \"key\": \"a\", \"title\": {\"en\": \"A\"}, \"expression\": \"b + 1\"}";
    var b =
        "{\"type\": \"computed\", \"key\": \"b\", \"title\": {\"en\": \"B\"}, \"expression\": \"a + 1\"}";
    as(admin)
        .body(withField(withField(draft(), a), b))
        .post(DESIGN + "/validate")
        .then()
        .body("problems[0].code", equalTo("computed-cycle"))
        .body("problems[0].message", containsString("→"));
    as(admin)
        .body(
            withField(
                draft(), "{\"type\": \"text\", \"key\": \"Bad Key\", \"title\": {\"en\": \"x\"}}"))
        .post(DESIGN + "/validate")
        .then()
        .body("problems", hasSize(org.hamcrest.Matchers.greaterThan(0)));
    as(admin)
        .body(
            withField(draft(), "{\"type\": \"text\", \"key\": \"id\", \"title\": {\"en\": \"x\"}}"))
        .post(DESIGN + "/validate")
        .then()
        .body("problems.code", hasItem("reserved-key"));
    as(admin)
        .body(
            withField(
                draft(),
                "{\"type\": \"text\", \"key\": \"x\", \"title\": {\"en\": \"x\"}, \"lenght\": 3}"))
        .put(DESIGN + "/draft")
        .then()
        .statusCode(422);
    as(admin).body("{").put(DESIGN + "/draft").then().statusCode(400);
  }

  @Test
  void two_designers_do_not_overwrite_each_other() {
    as(admin)
        .header("If-Match", "\"99\"")
        .body(draft())
        .put(DESIGN + "/draft")
        .then()
        .statusCode(412);
  }

  @Test
  void the_schemas_are_published() {
    given()
        .get("/api/v1/schemas/form")
        .then()
        .statusCode(200)
        .body("title", containsString("form"));
    given().get("/api/v1/schemas/app").then().statusCode(200);
    given().get("/api/v1/schemas/nonsense").then().statusCode(404);
  }

  @Test
  void a_pack_is_installed_once() {
    as(admin).post("/api/v1/packs/ltc:install").then().statusCode(409);
    as(admin).post("/api/v1/packs/nonsense:install").then().statusCode(404);
    as(admin).get("/api/v1/packs").then().body("items[0].installed", equalTo(true));
  }

  @Test
  void a_pack_brings_its_sample_records() {
    var newcomer = people.administrator();
    as(newcomer).post("/api/v1/packs/ltc:install?samples=true").then().statusCode(200);
    Map.of("account", 12, "contact", 12, "product", 8, "sales_rep", 5, "opportunity", 60)
        .forEach(
            (form, count) ->
                as(newcomer)
                    .get("/api/v1/apps/ltc/forms/" + form + "/records?count=exact&limit=1")
                    .then()
                    .body("count", equalTo(count)));
  }
}
