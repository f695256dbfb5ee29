package dev.formwork.ui.record;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.testing.TestForm;
import dev.formwork.ui.LightRequests;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows are known by their ids, unique values by what they mean, and nothing is bent or lost. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ExactRecordsTest {

  @Inject TestMembers people;
  @Inject TestApps apps;

  private TestMembers.Person admin;
  private RestRecords rest;

  private static TestForm client() {
    return form("client").recordTitle("name").text("name");
  }

  private static TestForm deal() {
    return dealWith("open", "done");
  }

  private static TestForm dealWith(String... states) {
    return form("deal")
        .recordTitle("name")
        .text("name")
        .text("code", unique())
        .field("dateTime", "at")
        .money("amount", field -> field.put("currency", "JPY"))
        .lookup("client", "client")
        .subform(
            "lines",
            row ->
                row.text("product")
                    .money("price", field -> field.put("scale", 4))
                    .choice("state", options(states)),
            titled("Lines"));
  }

  @BeforeEach
  void an_app() {
    admin = people.administrator();
    apps.publish(admin.caller(), "crm", client().json(), deal().json());
    rest = new RestRecords(admin, "crm");
  }

  private String deal(String body) {
    return rest.made("deal", body);
  }

  private ValidatableResponse put(String path, String body) {
    return rest.as().body(body).put(rest.records("deal") + path).then();
  }

  private static final String TWO_LINES =
      "{\"name\": \"A\", \"lines\": [{\"product\": \"a\", \"price\": 1}, {\"product\": \"b\", \"price\": 2}]}";

  @Test
  void rows_keep_their_ids_through_changes_of_others() {
    var id = deal(TWO_LINES);
    List<String> rows = rest.get("deal", id).extract().path("lines.id");
    assertThat(rows).hasSize(2).doesNotHaveDuplicates().doesNotContainNull();
    rest.patch(
            "deal",
            id,
            """
            {"lines": {"change": [{"id": "%s", "price": 5}], "add": [{"product": "c"}]}}"""
                .formatted(rows.get(1)))
        .statusCode(200)
        .body("lines.product", contains("a", "b", "c"))
        .body("lines[1].price", equalTo(5))
        .body("lines[0].id", equalTo(rows.get(0)))
        .body("lines[1].id", equalTo(rows.get(1)))
        .body("lines[2].id", notNullValue());
    rest.patch(
            "deal",
            id,
            """
            {"lines": [{"id": "%s"}, {"product": "d"}]}"""
                .formatted(rows.get(1)))
        .statusCode(200)
        .body("lines.product", contains("b", "d"))
        .body("lines[0].price", equalTo(5));
    rest.as()
        .get(rest.records("deal") + "/" + id + "/changes")
        .then()
        .body("items[0].changes.lines.to[0].id", equalTo(rows.get(1)));
  }

  @Test
  void a_row_of_another_record_is_none_of_this_one() {
    var other = deal(TWO_LINES);
    String row = rest.get("deal", other).extract().path("lines[0].id");
    var id = deal(TWO_LINES);
    rest.patch("deal", id, "{\"lines\": [{\"id\": \"%s\", \"price\": 9}]}".formatted(row))
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines/0/id"))
        .body("errors[0].code", equalTo("row-not-found"));
    rest.patch("deal", id, "{\"lines\": {\"remove\": [\"%s\"]}}".formatted(row))
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines/remove/0"));
  }

  @Test
  void a_mistake_in_a_changed_row_is_told_where_it_was_sent() {
    var id = deal(TWO_LINES);
    String row = rest.get("deal", id).extract().path("lines[1].id");
    rest.patch(
            "deal",
            id,
            "{\"lines\": {\"change\": [{\"id\": \"%s\", \"state\": \"gone\"}]}}".formatted(row))
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines/change/0/state"));
  }

  @Test
  void the_same_put_twice_changes_nothing() {
    var id = deal(TWO_LINES);
    List<String> rows = rest.get("deal", id).extract().path("lines.id");
    put("/" + id, TWO_LINES)
        .statusCode(200)
        .body("version", equalTo(1))
        .body("lines.id", equalTo(rows));
  }

  @Test
  void a_list_has_rows_when_they_are_asked_for() {
    deal(TWO_LINES);
    rest.as()
        .queryParam("fields", "lines")
        .get(rest.records("deal"))
        .then()
        .statusCode(200)
        .body("items[0].lines", hasSize(2))
        .body("items[0].lines[0].id", notNullValue());
    rest.as().get(rest.records("deal")).then().body("items[0].lines", nullValue());
  }

  @Test
  void unique_values_are_the_same_in_any_case_width_and_form() {
    deal("{\"code\": \"Ａbc-é\"}");
    for (var same : List.of("abc-é", "ABC-E\u0301", "ａｂｃ－é")) {
      rest.create("deal", "{\"code\": \"" + same + "\"}")
          .statusCode(409)
          .body("errors[0].path", equalTo("/code"))
          .body("errors[0].code", equalTo("not-unique"));
    }
    put("/by/code/abc-É", "{\"name\": \"found\"}")
        .statusCode(200)
        .body("name", equalTo("found"))
        .body("code", equalTo("Ａbc-é"));
  }

  @Test
  void twelve_upserts_at_once_make_one_record() throws Exception {
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newFixedThreadPool(12)) {
      var calls =
          IntStream.range(0, 12)
              .<Callable<Integer>>mapToObj(
                  i ->
                      () ->
                          put("/by/code/RACE-1", "{\"name\": \"n" + i + "\"}")
                              .extract()
                              .statusCode())
              .toList();
      for (var answer : threads.invokeAll(calls)) {
        statuses.add(answer.get());
      }
    }
    assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201).hasSize(12);
    rest.as()
        .queryParam("count", "exact")
        .get(rest.records("deal"))
        .then()
        .body("count", equalTo(1));
  }

  @Test
  void an_upsert_says_what_it_is_about() {
    rest.as()
        .urlEncodingEnabled(false)
        .body("{}")
        .put(rest.records("deal") + "/by/code/%20")
        .then()
        .statusCode(400)
        .body("errors[0].code", equalTo("key-blank"));
    put("/by/code/A", "{\"code\": \"B\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("key-not-same"));
    put("/by/code/A", "{\"code\": \"a\"}").statusCode(201).body("code", equalTo("a"));
    rest.as()
        .header("If-Match", "*")
        .body("{}")
        .put(rest.records("deal") + "/by/code/none")
        .then()
        .statusCode(412);
  }

  @Test
  void what_shall_be_new_overwrites_nothing() {
    var id = deal("{\"name\": \"A\", \"code\": \"A\"}");
    for (var path : List.of("/" + id, "/by/code/a")) {
      rest.as()
          .header("If-None-Match", "*")
          .body("{\"name\": \"B\"}")
          .put(rest.records("deal") + path)
          .then()
          .statusCode(412);
    }
    rest.get("deal", id).body("name", equalTo("A"));
  }

  @Test
  void records_that_collide_are_named_before_a_field_becomes_unique() {
    deal("{\"name\": \"Acme-1\"}");
    deal("{\"name\": \"ＡＣＭＥ-1\"}");
    var draft = "/api/v1/apps/crm/definitions/form/deal";
    var unique =
        form("deal").recordTitle("name").text("name", unique()).text("code", unique()).json();
    rest.as().body(unique).put(draft + "/draft").then().statusCode(204);
    rest.as()
        .post(draft + "/publish")
        .then()
        .statusCode(409)
        .body("errors[0].path", equalTo("/fields/0"))
        .body("errors[0].code", equalTo("unique-collision"))
        .body("errors[0].message", containsString("ＡＣＭＥ-1"));
    put("/by/code/none", "{\"name\": \"acme-1\"}").statusCode(201);
  }

  @Test
  void names_sort_as_people_sort_them() {
    for (var name :
        List.of("Item 10", "item 9", "banana", "Apple", "张伟", "李娜", "王芳", "Éclair", "Zoe")) {
      deal("{\"name\": \"" + name + "\"}");
    }
    var sorted = List.of("Apple", "banana", "Éclair", "item 9", "Item 10", "Zoe", "李娜", "王芳", "张伟");
    for (var key : List.of("name", "record_title")) {
      rest.as()
          .queryParam("sort", key)
          .get(rest.records("deal"))
          .then()
          .body("items.name", equalTo(sorted));
      rest.as()
          .queryParam("sort", "-" + key)
          .get(rest.records("deal"))
          .then()
          .body("items.name", equalTo(sorted.reversed()));
    }
    var paged = new ArrayList<String>();
    String cursor = null;
    do {
      var request = rest.as().queryParam("sort", "name").queryParam("limit", 2);
      var page =
          (cursor == null ? request : request.queryParam("cursor", cursor))
              .get(rest.records("deal"))
              .jsonPath();
      paged.addAll(page.getList("items.name"));
      cursor = page.getString("nextCursor");
    } while (cursor != null);
    assertThat(paged).isEqualTo(sorted);
  }

  @Test
  void money_has_the_digits_of_its_currency_and_unit_prices_more() {
    var id = deal("{\"amount\": 1234.5, \"lines\": [{\"price\": 0.1234}]}");
    rest.get("deal", id).body("amount", equalTo(1235)).body("lines[0].price", equalTo(0.1234f));
  }

  @Test
  void moments_have_seconds() {
    var id = deal("{\"at\": \"2026-03-05T14:00+08:00\"}");
    rest.get("deal", id).body("at", equalTo("2026-03-05T06:00:00Z"));
  }

  @Test
  void tens_of_thousands_of_unknown_keys_are_answered_with_the_first_hundred_at_once() {
    var body = new StringBuilder("{\"k0\": 0");
    for (int i = 1; i < 60_000; i++) {
      body.append(", \"k").append(i).append("\": 0");
    }
    var answer =
        new LightRequests(admin.token())
            .answer("POST", rest.records("deal"), body.append("}").toString());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(JsonPath.from(answer.body()).getList("errors")).hasSize(100);
  }

  @Test
  void what_no_text_holds_and_what_no_machine_runs_is_refused() {
    rest.as()
        .urlEncodingEnabled(false)
        .get(rest.records("deal") + "?filter=name%20%3D%20%22a%00%22")
        .then()
        .statusCode(400);
    rest.as()
        .urlEncodingEnabled(false)
        .body("{}")
        .put(rest.records("deal") + "/by/code/a%00")
        .then()
        .statusCode(400);
    rest.as()
        .queryParam("filter", "REGEXMATCH(name, \"((a{1,1000}){1,1000}){1,1000}\")")
        .get(rest.records("deal"))
        .then()
        .statusCode(400);
    rest.as()
        .body("{\"filter\": \"name = \\\"\\u0000\\\"\"}")
        .post(rest.records("deal") + ":export")
        .then()
        .statusCode(400);
  }

  @Test
  void who_points_to_a_removed_record_may_go_on_doing_so() {
    var client = rest.made("client", "{\"name\": \"Acme\"}");
    var id = deal("{\"name\": \"A\", \"client\": \"" + client + "\"}");
    rest.as()
        .get(rest.records("client") + "/" + client + "/references")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].form", equalTo("deal"))
        .body("items[0].field", equalTo("client"))
        .body("items[0].count", equalTo(1))
        .body("items[0].names", contains("A"));
    rest.as().delete(rest.records("client") + "/" + client).then().statusCode(204);
    rest.patch("deal", id, "{\"name\": \"B\", \"client\": \"" + client + "\"}")
        .statusCode(200)
        .body("client.title", equalTo("Acme"));
    rest.create("deal", "{\"client\": \"" + client + "\"}").statusCode(422);
  }

  @Test
  void a_choice_in_use_is_not_removed_from_rows() {
    deal("{\"name\": \"A\", \"lines\": [{\"state\": \"done\"}]}");
    var draft = "/api/v1/apps/crm/definitions/form/deal";
    rest.as().body(dealWith("open").json()).put(draft + "/draft").then().statusCode(204);
    rest.as()
        .post(draft + "/publish")
        .then()
        .statusCode(422)
        .body("errors[0].path", equalTo("/fields/5/fields/2"))
        .body("errors[0].code", equalTo("option-in-use"))
        .body("errors[0].message", containsString("A"));
  }

  @Test
  void a_change_of_type_says_which_values_do_not_convert_and_keeps_them() {
    var strange = deal("{\"name\": \"$5\"}");
    var known = deal("{\"name\": \"Open\"}");
    var draft = "/api/v1/apps/crm/definitions/form/deal";
    var changed =
        form("deal")
            .recordTitle("code")
            .choice(
                "name",
                field -> {
                  var option = field.putArray("options").addObject().put("key", "open");
                  option.putObject("title").put("en", "Open");
                })
            .text("code", unique())
            .text("note")
            .json();
    rest.as().body(changed).put(draft + "/draft").then().statusCode(204);
    rest.as()
        .post(draft + "/publish")
        .then()
        .statusCode(409)
        .body("errors[0].code", equalTo("values-not-converted"))
        .body("errors[0].message", containsString("$5"))
        .body("errors[0].message", not(containsString("“Open”")));
    rest.as().post(draft + "/publish?acceptLoss=true").then().statusCode(200);
    rest.get("deal", known).body("name", equalTo("open"));
    rest.patch("deal", strange, "{\"note\": \"x\"}").statusCode(200).body("name", equalTo("$5"));
    rest.patch("deal", strange, "{\"name\": \"$5\"}").statusCode(200);
    rest.patch("deal", strange, "{\"name\": \"$6\"}").statusCode(422);
  }

  @Test
  void a_formula_overwrites_what_was_typed_only_when_told_so() {
    deal("{\"name\": \"A\", \"code\": \"typed\"}");
    var draft = "/api/v1/apps/crm/definitions/form/deal";
    var changed =
        form("deal").recordTitle("name").text("name").computed("code", "UPPER(name)").json();
    rest.as().body(changed).put(draft + "/draft").then().statusCode(204);
    rest.as()
        .post(draft + "/publish")
        .then()
        .statusCode(409)
        .body("errors[0].code", equalTo("values-overwritten"))
        .body("errors[0].message", containsString("typed"));
  }

  @Test
  void the_description_of_a_change_demands_nothing_and_lookups_are_references() {
    var schemas = "components.schemas.";
    rest.as()
        .get("/api/v1/apps/crm/openapi.json")
        .then()
        .statusCode(200)
        .body(schemas + "'deal.change'.required", nullValue())
        .body(schemas + "deal.properties.client.$ref", equalTo("#/components/schemas/Reference"))
        .body(schemas + "'deal.lines.row'.properties.id.format", equalTo("uuid"));
  }
}
