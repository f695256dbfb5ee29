package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.access.Caller;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The generated endpoints, as an integrator meets them. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RecordsApiTest {

  private static final String ACCOUNTS = "/api/v1/apps/ltc/forms/account/records";
  private static final String DEALS = "/api/v1/apps/ltc/forms/opportunity/records";

  @Inject TestMembers people;

  private TestMembers.Person admin;

  @BeforeEach
  void a_workspace_with_the_pack() {
    admin = people.administrator();
    as(admin).post("/api/v1/packs/ltc:install").then().statusCode(200).body("app", equalTo("ltc"));
  }

  private static RequestSpecification as(TestMembers.Person person) {
    return given()
        .header("Authorization", "Bearer " + person.token())
        .contentType(ContentType.JSON);
  }

  private String account(String name) {
    return as(admin)
        .body("{\"name\": \"" + name + "\"}")
        .post(ACCOUNTS)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Test
  void a_record_is_created_read_changed_and_deleted() {
    var location =
        as(admin)
            .body("{\"name\": \"Acme\", \"revenue\": 12.5, \"level\": \"a\"}")
            .post(ACCOUNTS)
            .then()
            .statusCode(201)
            .header("ETag", "\"1\"")
            .body("name", equalTo("Acme"))
            .body("type", equalTo("prospect"))
            .extract()
            .header("Location");
    as(admin)
        .get(location)
        .then()
        .statusCode(200)
        .body("revenue", equalTo(12.5f))
        .body("record_title", equalTo("Acme"));
    as(admin).header("If-None-Match", "\"1\"").get(location).then().statusCode(304);
    as(admin)
        .header("If-Match", "\"1\"")
        .body("{\"level\": \"b\"}")
        .patch(location)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("level", equalTo("b"))
        .body("revenue", equalTo(12.5f));
    as(admin)
        .get(location + "/changes")
        .then()
        .body("items[0].changes.level.from", equalTo("a"))
        .body("items", hasSize(2));
    as(admin).delete(location).then().statusCode(204);
    as(admin).get(location).then().statusCode(404);
    as(admin).post(location + ":restore").then().statusCode(200).body("name", equalTo("Acme"));
  }

  @Test
  void a_lost_update_is_refused() {
    var id = account("Acme");
    as(admin).body("{\"level\": \"a\"}").patch(ACCOUNTS + "/" + id).then().statusCode(200);
    as(admin)
        .header("If-Match", "\"1\"")
        .body("{\"level\": \"c\"}")
        .patch(ACCOUNTS + "/" + id)
        .then()
        .statusCode(412)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:formwork:problem:changed-meanwhile"));
  }

  @Test
  void every_mistake_is_told_at_once_with_its_path() {
    as(admin)
        .body(
            "{\"level\": \"zzz\", \"revenue\": -1, \"website\": \"nonsense\", \"phone\": \"abc\"}")
        .post(ACCOUNTS)
        .then()
        .statusCode(422)
        .body("errors.path", hasItem("/name"))
        .body("errors.path", hasItem("/level"))
        .body("errors.path", hasItem("/revenue"))
        .body("errors.path", hasItem("/website"))
        .body("errors.path", hasItem("/phone"));
    as(admin)
        .body("{\"nmae\": \"x\", \"revenue\": \"much\"}")
        .post(ACCOUNTS)
        .then()
        .statusCode(422)
        .body("errors.code", hasItem("unknown-field"))
        .body("errors.code", hasItem("number-expected"));
  }

  @Test
  void errors_speak_the_callers_language() {
    as(admin)
        .header("Accept-Language", "zh-CN")
        .body("{}")
        .post(ACCOUNTS)
        .then()
        .statusCode(422)
        .body("detail", equalTo("此项必填。"));
  }

  @Test
  void malformed_json_is_located() {
    as(admin)
        .body("{\"name\": \"x\",\n  oops}")
        .post(ACCOUNTS)
        .then()
        .statusCode(400)
        .body("detail", containsString("line 2"));
    as(admin).body("{\"name\": \"a\", \"name\": \"b\"}").post(ACCOUNTS).then().statusCode(400);
    as(admin).body("[".repeat(200) + "]".repeat(200)).post(ACCOUNTS).then().statusCode(400);
    as(admin).body("[]").post(ACCOUNTS).then().statusCode(422);
  }

  @Test
  void a_unique_value_is_taken_once() {
    account("Acme");
    as(admin)
        .body("{\"name\": \"Acme\"}")
        .post(ACCOUNTS)
        .then()
        .statusCode(409)
        .body("errors[0].path", equalTo("/name"));
    as(admin)
        .body("{\"level\": \"a\"}")
        .put(ACCOUNTS + "/by/name/Acme")
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    as(admin)
        .body("{}")
        .put(ACCOUNTS + "/by/name/Brand new")
        .then()
        .statusCode(201)
        .body("version", equalTo(1));
  }

  @Test
  void lookups_must_point_somewhere_and_carry_their_title() {
    var id = account("Acme");
    as(admin)
        .body("{\"opportunity_id\": \"D1\", \"account\": \"" + id + "\"}")
        .post(DEALS)
        .then()
        .statusCode(201)
        .body("account.title", equalTo("Acme"))
        .body("stage", equalTo("verify"));
    as(admin)
        .body("{\"account\": \"" + UUID.randomUUID() + "\"}")
        .post(DEALS)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("lookup-not-found"));
    as(admin).delete(ACCOUNTS + "/" + id + "?purge=true").then().statusCode(409);
  }

  @Test
  void a_quote_adds_up() {
    var account = account("Acme");
    var deal = as(admin).body("{\"name\": \"Deal\"}").post(DEALS).then().extract().path("id");
    var product =
        as(admin)
            .body("{\"name\": \"Pump\", \"sales_price\": 10}")
            .post("/api/v1/apps/ltc/forms/product/records")
            .then()
            .extract()
            .path("id");
    var line =
        "{\"product\": \"%s\", \"quantity\": 3, \"price\": 33.333, \"discount\": 0.1, \"tax_rate\": 0.13}"
            .formatted(product);
    var quotes = "/api/v1/apps/ltc/forms/quote/records";
    var body =
        "{\"opportunity\": \"%s\", \"account\": \"%s\", \"freight\": 5, \"lines\": [%s, %s]}";
    var location =
        as(admin)
            .body(body.formatted(deal, account, line, line))
            .post(quotes)
            .then()
            .statusCode(201)
            .body("number", containsString("Q-"))
            .body("lines[0].net", equalTo(90))
            .body("subtotal", equalTo(180))
            .body("tax_total", equalTo(23.4f))
            .body("grand_total", equalTo(208.4f))
            .extract()
            .header("Location");
    as(admin)
        .body("{\"lines\": [" + line + "]}")
        .patch(location)
        .then()
        .statusCode(200)
        .body("grand_total", equalTo(106.7f));
    as(admin)
        .get(location)
        .then()
        .body("lines", hasSize(1))
        .body("lines[0].product.title", equalTo("Pump"));
    as(admin)
        .body("{\"lines\": [{\"quantity\": 1}]}")
        .patch(location)
        .then()
        .statusCode(422)
        .body("errors.path", hasItem("/lines/0/product"));
  }

  @Test
  void a_list_is_filtered_sorted_and_paged_without_gaps_or_repeats() {
    for (int i = 0; i < 25; i++) {
      var amount = i % 5 == 0 ? "null" : String.valueOf(i % 4 * 100);
      as(admin)
          .body("{\"opportunity_id\": \"D%02d\", \"amount\": %s}".formatted(i, amount))
          .post(DEALS)
          .then()
          .statusCode(201);
    }
    for (var sort :
        new String[] {
          "amount",
          "-amount",
          "-amount,opportunity_id",
          "stage",
          "account",
          "close_date",
          "opportunity_id",
          "-created_at"
        }) {
      var seen = new ArrayList<String>();
      String cursor = null;
      do {
        var request = as(admin).queryParam("sort", sort).queryParam("limit", 4);
        var page =
            (cursor == null ? request : request.queryParam("cursor", cursor))
                .get(DEALS)
                .then()
                .statusCode(200)
                .extract();
        seen.addAll(page.path("items.opportunity_id"));
        cursor = page.path("nextCursor");
      } while (cursor != null);
      assertThat(seen).as("sorted by " + sort).hasSize(25).doesNotHaveDuplicates();
    }
    as(admin)
        .queryParam("filter", "amount >= 200 AND NOT (opportunity_id = \"D03\")")
        .queryParam("count", "exact")
        .get(DEALS)
        .then()
        .statusCode(200)
        .body("count", equalTo(9));
    as(admin).queryParam("search", "d07").get(DEALS).then().body("items", hasSize(1));
    as(admin)
        .queryParam("fields", "amount")
        .queryParam("limit", 1)
        .get(DEALS)
        .then()
        .body("items[0].containsKey('amount')", equalTo(true))
        .body("items[0].containsKey('name')", equalTo(false));
  }

  @Test
  void a_wrong_list_parameter_is_explained() {
    as(admin)
        .queryParam("filter", "amuont > 1")
        .get(DEALS)
        .then()
        .statusCode(400)
        .body("detail", containsString("Did you mean “amount”?"));
    as(admin).queryParam("filter", "amount").get(DEALS).then().statusCode(400);
    as(admin).queryParam("sort", "nothing").get(DEALS).then().statusCode(400);
    as(admin).queryParam("sort", "amount; DROP TABLE x").get(DEALS).then().statusCode(400);
    as(admin).queryParam("limit", "100000").get(DEALS).then().statusCode(400);
    as(admin).queryParam("cursor", "bm9uc2Vuc2U").get(DEALS).then().statusCode(400);
    as(admin).queryParam("fields", "nothing").get(DEALS).then().statusCode(400);
  }

  @Test
  void figures_are_grouped() {
    as(admin).body("{\"stage\": \"won\", \"amount\": 10}").post(DEALS);
    as(admin).body("{\"stage\": \"won\", \"amount\": 5.5}").post(DEALS);
    as(admin).body("{\"stage\": \"lost\"}").post(DEALS);
    as(admin)
        .body(
            "{\"groupBy\": [\"stage\"], \"measures\": [{\"aggregate\": \"count\"}, {\"aggregate\": \"sum\", \"field\": \"amount\"}]}")
        .post(DEALS + ":aggregate")
        .then()
        .statusCode(200)
        .body("groups.find { it.stage == 'won' }.figures[1]", equalTo(15.5f))
        .body("groups.find { it.stage == 'lost' }.figures[0]", equalTo(1));
    as(admin)
        .body("{\"measures\": [{\"aggregate\": \"sum\", \"field\": \"name\"}]}")
        .post(DEALS + ":aggregate")
        .then()
        .statusCode(400);
  }

  @Test
  void without_a_good_token_nobody_gets_in() {
    given()
        .get(DEALS)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer");
    given().header("Authorization", "Bearer fw_nonsense").get(DEALS).then().statusCode(401);
    var reader =
        people.in(
            admin.caller().workspace(), "reader-" + UUID.randomUUID(), Caller.Role.MEMBER, true);
    as(reader).get(DEALS).then().statusCode(200);
    as(reader).body("{}").post(DEALS).then().statusCode(403);
    var member =
        people.in(
            admin.caller().workspace(), "member-" + UUID.randomUUID(), Caller.Role.MEMBER, false);
    as(member).body("{\"name\": \"Mine\"}").post(DEALS).then().statusCode(201);
    as(member).post("/api/v1/apps/ltc/definitions/form/account/publish").then().statusCode(403);
  }

  @Test
  void a_token_of_another_workspace_sees_nothing_of_this_one() {
    var id = account("Secret");
    var stranger = people.administrator();
    as(stranger).get(ACCOUNTS + "/" + id).then().statusCode(404);
    as(stranger).post("/api/v1/packs/ltc:install").then().statusCode(200);
    as(stranger).get(ACCOUNTS + "/" + id).then().statusCode(404);
    as(stranger).get(ACCOUNTS).then().body("items", hasSize(0));
    as(stranger).body("{\"level\": \"a\"}").patch(ACCOUNTS + "/" + id).then().statusCode(404);
  }

  @Test
  void unknown_addresses_are_problem_documents() {
    as(admin)
        .get("/api/v1/nonsense")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    as(admin).get("/api/nonsense").then().statusCode(404).contentType("application/problem+json");
    as(admin)
        .get("/api/v1/apps/ltc/forms/nonsense/records")
        .then()
        .statusCode(404)
        .body("detail", containsString("nonsense"));
    as(admin).get(ACCOUNTS + "/not-an-id").then().statusCode(404);
  }

  @Test
  void the_openapi_document_describes_every_form() {
    as(admin)
        .get("/api/v1/apps/ltc/openapi.json")
        .then()
        .statusCode(200)
        .body("openapi", equalTo("3.1.0"))
        .body("paths.'/api/v1/apps/ltc/forms/quote/records'.post", notNullValue())
        .body("components.schemas.opportunity.properties.stage.enum", hasItem("negotiation"))
        .body("components.schemas.opportunity.properties.nonsense", nullValue());
  }
}
