package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.formwork.core.access.Caller;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flows made and published by script, next to the forms they run on. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class FlowDefinitionsApiTest {

  private static final String FLOWS = "/api/v1/apps/ltc/definitions/flow";
  private static final String MINE = FLOWS + "/big_deals";
  private static final String OPPORTUNITY = "/api/v1/apps/ltc/definitions/form/opportunity";

  private static final String FLOW =
      """
      {"key": "big_deals", "title": {"en": "Big deals", "zh": "大单"}, "form": "opportunity", "trigger": {"on": "record.created", "when": "amount > 1000"},
       "steps": [{"type": "notify", "key": "tell", "to": [{"role": "sales_manager"}], "message": {"en": "Next: {{ next_step }}", "zh": "下一步：{{ next_step }}"}}]}
      """;

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

  private void published() {
    as(admin).body(FLOW).put(MINE + "/draft").then().statusCode(204).header("ETag", "\"1\"");
    as(admin).post(MINE + "/publish").then().statusCode(200).body("version", equalTo(1));
  }

  @Test
  void a_pack_brings_its_flows_published_and_the_roles_they_ask() {
    as(admin)
        .get(FLOWS)
        .then()
        .statusCode(200)
        .body("items", hasSize(18))
        .body("items.key", hasItems("quote_approval", "lead_claim"))
        .body("items.title", hasItem("Discount approval"))
        .body("items.version", everyItem(equalTo(1)));
    as(admin).get("/api/v1/organization").then().body("roles.key", hasItems("sales", "legal"));
  }

  @Test
  void a_draft_is_saved_checked_and_published_and_versions_are_kept() {
    published();
    as(admin).get(MINE + "/draft").then().statusCode(200).body("title.zh", equalTo("大单"));
    as(admin).header("If-Match", "\"1\"").body(FLOW).put(MINE + "/draft").then().statusCode(412);
    as(admin).body(FLOW).put(MINE + "/draft").then().statusCode(204);
    as(admin).post(MINE + "/publish").then().body("version", equalTo(2));
    as(admin)
        .get(MINE + "/versions")
        .then()
        .body("items.version", equalTo(java.util.List.of(2, 1)));
  }

  @Test
  void mistakes_are_told_with_their_place_and_keep_it_from_being_published() {
    var wrong = FLOW.replace("amount > 1000", "amuont > 1000");
    as(admin)
        .body(wrong)
        .post(MINE + "/validate")
        .then()
        .statusCode(200)
        .body("problems[0].path", equalTo("/trigger/when"))
        .body("problems[0].message", containsString("amuont"));
    as(admin)
        .body(FLOW.replace("\"notify\"", "\"dance\""))
        .put(MINE + "/draft")
        .then()
        .statusCode(422);
    as(admin).body(wrong).put(MINE + "/draft").then().statusCode(204);
    as(admin).post(MINE + "/publish").then().statusCode(422);
    as(admin).get(FLOWS + "/nothing/draft").then().statusCode(404);
  }

  @Test
  void a_field_that_a_published_flow_uses_stays() {
    published();
    var draft = as(admin).get(OPPORTUNITY + "/draft").then().extract().asString();
    var without =
        draft.replaceFirst(
            "\\{[^{}]*\"key\"\\s*:\\s*\"next_step\"[^{}]*\\{[^{}]*\\}[^{}]*\\},?", "");
    as(admin)
        .body(without)
        .post(OPPORTUNITY + "/validate")
        .then()
        .body("problems[0].code", equalTo("breaks-flow"))
        .body("problems[0].message", containsString("Big deals"));
    as(admin).body(without).put(OPPORTUNITY + "/draft").then().statusCode(204);
    as(admin).post(OPPORTUNITY + "/publish").then().statusCode(422);
  }

  @Test
  void a_flow_is_drawn_as_bpmn_and_svg_that_run_nothing() {
    as(admin)
        .get(FLOWS + "/quote_approval/bpmn")
        .then()
        .statusCode(200)
        .contentType(containsString("application/xml"))
        .body(containsString("inclusiveGateway"));
    as(admin)
        .get(FLOWS + "/quote_approval/svg")
        .then()
        .statusCode(200)
        .contentType(containsString("image/svg+xml"))
        .header("Content-Security-Policy", containsString("sandbox"))
        .header("Content-Disposition", containsString("attachment"))
        .body(containsString("Sales director"));
  }

  @Test
  void only_designers_see_and_change_flows() {
    var user =
        people.in(admin.caller().workspace(), "u-" + admin.login(), Caller.Role.MEMBER, false);
    as(user).get(FLOWS).then().statusCode(403);
    as(user).get(FLOWS + "/quote_approval/svg").then().statusCode(403);
    as(user).body(FLOW).put(MINE + "/draft").then().statusCode(403);
    as(user).post(FLOWS + "/quote_approval/publish").then().statusCode(403);
    var reader =
        people.in(
            admin.caller().workspace(), "r-" + admin.login(), Caller.Role.ADMINISTRATOR, true);
    as(reader).get(FLOWS).then().statusCode(200);
    as(reader).body(FLOW).put(MINE + "/draft").then().statusCode(403);
  }
}
