package dev.formwork.ui.record;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestForm;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publishing looks at the values there are: nothing is bent, overwritten or lost unasked. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PublishedValuesTest {

  private static final String DRAFT = "/api/v1/apps/crm/definitions/form/deal";

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Pool pool;

  private TestMembers.Person admin;
  private RestRecords rest;

  @BeforeEach
  void an_administrator() {
    admin = people.administrator();
    rest = new RestRecords(admin, "crm");
  }

  private static TestForm deal(UnaryOperator<TestForm> fields) {
    return fields.apply(form("deal").recordTitle("name").text("name"));
  }

  private void publishes(UnaryOperator<TestForm> fields) {
    apps.publish(
        admin.caller(),
        "crm",
        form("client").recordTitle("name").text("name").json(),
        form("person").recordTitle("name").text("name").json(),
        deal(fields).json());
  }

  private void drafts(UnaryOperator<TestForm> fields) {
    rest.as().body(deal(fields).json()).put(DRAFT + "/draft").then().statusCode(204);
  }

  /** What validate says is what publish says. */
  private ValidatableResponse refused(UnaryOperator<TestForm> fields, int status, String code) {
    rest.as()
        .body(deal(fields).json())
        .post(DRAFT + "/validate")
        .then()
        .statusCode(200)
        .body("problems.code", contains(code));
    drafts(fields);
    return rest.as()
        .post(DRAFT + "/publish")
        .then()
        .statusCode(status)
        .body("errors.code", contains(code));
  }

  private void republishes(UnaryOperator<TestForm> fields) {
    drafts(fields);
    rest.as().post(DRAFT + "/publish?acceptLoss=true").then().statusCode(200);
  }

  private String made(String body) {
    return rest.made("deal", body);
  }

  private static FieldSetting named(String... keys) {
    return field -> {
      var options = field.putArray("options");
      for (var key : keys) {
        var option = options.addObject().put("key", key);
        option.putObject("title").put("en", "The " + key).put("zh", key + "项");
      }
    };
  }

  @Test
  void options_in_use_are_not_removed_from_several_choices_rows_or_the_bin() {
    UnaryOperator<TestForm> all =
        deal ->
            deal.field("choices", "tags", options("a", "b"))
                .choice("kind", options("a", "b"))
                .subform(
                    "lines",
                    row ->
                        row.field("choices", "marks", options("a", "b"))
                            .choice("state", options("a", "b")),
                    titled("Lines"));
    publishes(all);
    var tagged = made("{\"name\": \"Tagged\", \"tags\": [\"a\", \"b\"]}");
    made("{\"name\": \"Marked\", \"lines\": [{\"marks\": [\"b\"]}]}");
    made("{\"name\": \"Stated\", \"lines\": [{\"state\": \"b\"}]}");
    var binned = made("{\"name\": \"Binned\", \"kind\": \"b\"}");
    for (var id : List.of(tagged, binned)) {
      rest.as().delete(rest.records("deal") + "/" + id).then().statusCode(204);
    }
    drafts(
        deal ->
            deal.field("choices", "tags", options("a"))
                .choice("kind", options("a"))
                .subform(
                    "lines",
                    row ->
                        row.field("choices", "marks", options("a")).choice("state", options("a")),
                    titled("Lines")));
    rest.as()
        .post(DRAFT + "/publish")
        .then()
        .statusCode(422)
        .body(
            "errors.path",
            contains("/fields/1", "/fields/2", "/fields/3/fields/0", "/fields/3/fields/1"))
        .body("errors[0].message", containsString("Tagged"))
        .body("errors[1].message", containsString("Binned"))
        .body("errors[2].message", containsString("Marked"))
        .body("errors[3].message", containsString("Stated"));
    rest.as().body(deal(all).json()).post(DRAFT + "/validate").then().body("problems", empty());
  }

  @Test
  void each_of_thousands_of_values_is_looked_at() {
    publishes(deal -> deal.text("state"));
    made("{\"name\": \"Last\", \"state\": \"the ZZZ\"}");
    insert(2_500);
    UnaryOperator<TestForm> listed = deal -> deal.choice("state", named("open", "zzz"));
    refused(listed, 409, "values-not-converted")
        .body("errors[0].message", containsString("1 records convert, 2,500 do not"));
    republishes(listed);
    rest.as()
        .queryParam("filter", "state = \"zzz\"")
        .queryParam("count", "exact")
        .get(rest.records("deal"))
        .then()
        .body("count", equalTo(1));
  }

  private void insert(int records) {
    var table = "\"" + admin.caller().workspace().schema() + "\".crm_deal";
    var sql =
        """
        INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text, name, state)
        SELECT gen_random_uuid(), 1, now(), now(), 'r' || i, '', 'r' || i, 'a ' || i
        FROM generate_series(1, %d) i"""
            .formatted(table, records);
    ServiceCalls.await(() -> pool.query(sql).execute());
  }

  @Test
  void a_field_that_was_removed_and_comes_back_keeps_what_was_typed() {
    publishes(deal -> deal.text("code"));
    made("{\"name\": \"A\", \"code\": \"typed\"}");
    republishes(deal -> deal);
    refused(deal -> deal.computed("code", "UPPER(name)"), 409, "values-overwritten")
        .body("errors[0].message", containsString("typed"));
    refused(deal -> deal.choice("code", named("open")), 409, "values-not-converted")
        .body("errors[0].message", containsString("typed"));
    republishes(deal -> deal.text("code"));
    rest.as().get(rest.records("deal")).then().body("items[0].code", equalTo("typed"));
  }

  @Test
  void digits_that_a_field_no_longer_keeps_are_told_and_stay() {
    publishes(deal -> deal.number("amount", scale(4)).text("note"));
    var id = made("{\"name\": \"A\", \"amount\": 1.2345}");
    made("{\"name\": \"B\", \"amount\": 1.25}");
    UnaryOperator<TestForm> fewer = deal -> deal.number("amount", scale(2)).text("note");
    refused(fewer, 409, "values-not-fitting")
        .body("errors[0].message", containsString("1 records fit, 1 do not: “1.2345”"))
        .body("errors[0].message", containsString("fewer digits"));
    republishes(fewer);
    rest.patch("deal", id, "{\"note\": \"x\"}").statusCode(200).body("amount", equalTo(1.2345f));
    refused(deal -> deal.field("rating", "amount").text("note"), 409, "values-not-fitting")
        .body("errors[0].message", containsString("2 do not"));
  }

  @Test
  void an_amount_that_becomes_a_number_keeps_every_digit() {
    publishes(deal -> deal.money("amount"));
    var id = made("{\"name\": \"A\", \"amount\": 1.5}");
    republishes(deal -> deal.number("amount", scale(6)));
    rest.get("deal", id).body("amount", equalTo(1.5f));
    rest.patch("deal", id, "{\"amount\": 1234567890123456789.123456}").statusCode(200);
    assertThat(rest.get("deal", id).extract().asString()).contains("1234567890123456789.123456");
  }

  @Test
  void options_become_their_titles_and_texts_options_with_all_that_rests_on_them()
      throws Exception {
    publishes(deal -> deal.choice("state", named("open")).computed("note", "state & \"!\""));
    var id = made("{\"name\": \"A\", \"state\": \"open\"}");
    republishes(deal -> deal.text("state").computed("note", "state & \"!\""));
    rest.get("deal", id).body("state", equalTo("The open"));
    Eventually.holds(() -> note(id).equals("The open!"));
    republishes(
        deal ->
            deal.choice("state", named("open"))
                .computed("note", "IF(state = \"open\", \"yes\", \"no\")"));
    rest.get("deal", id).body("state", equalTo("open"));
    Eventually.holds(() -> note(id).equals("yes"));
  }

  private String note(String id) {
    return String.valueOf(rest.get("deal", id).extract().<Object>path("note"));
  }

  @Test
  void results_of_a_formula_that_are_no_options_are_told() {
    publishes(deal -> deal.computed("state", "UPPER(name)"));
    made("{\"name\": \"a\"}");
    refused(deal -> deal.choice("state", named("open")), 409, "values-not-converted")
        .body("errors[0].message", containsString("“A”"));
  }

  @Test
  void what_cannot_be_read_another_way_is_refused_in_plain_words() {
    publishes(deal -> deal.text("x").lookup("client", "client").member("owner"));
    refused(
            deal -> deal.text("x").lookup("client", "client").number("owner"),
            422,
            "field-type-changed")
        .body("errors[0].path", equalTo("/fields/3"))
        .body("errors[0].message", not(containsString("numeric")));
    refused(
            deal -> deal.text("x").lookup("client", "person").member("owner"),
            422,
            "lookup-target-changed")
        .body("errors[0].path", equalTo("/fields/2"));
    refused(
            deal -> deal.text("x").lookup("client", "client").lookup("owner", "client"),
            422,
            "field-type-changed")
        .body("errors[0].path", equalTo("/fields/3"));
  }

  @Test
  void what_is_not_unique_is_told_by_validate_as_well() {
    publishes(deal -> deal.text("code"));
    made("{\"name\": \"A\", \"code\": \"x\"}");
    made("{\"name\": \"B\", \"code\": \"Ｘ\"}");
    refused(deal -> deal.text("code", FieldSetting.unique()), 409, "unique-collision")
        .body("errors[0].message", containsString("Ｘ"));
  }

  /** Nobody has to say yes to it, as nothing is lost. */
  private void converts(UnaryOperator<TestForm> fields) {
    rest.as().body(deal(fields).json()).post(DRAFT + "/validate").then().body("problems", empty());
    drafts(fields);
    rest.as().post(DRAFT + "/publish").then().statusCode(200);
  }

  private Object x(String id) {
    return rest.get("deal", id).extract().path("x");
  }

  /** Asked of many connections, which all have read the records as they were. */
  private void allRead(String id, Object x) {
    for (int i = 0; i < 40; i++) {
      assertThat(x(id)).isEqualTo(x);
    }
    rest.as().get(rest.records("deal")).then().statusCode(200);
  }

  @Test
  void texts_become_numbers_and_texts_again_with_all_that_rests_on_them() {
    UnaryOperator<TestForm> text = deal -> deal.text("x").computed("note", "x & \"!\"");
    publishes(text);
    var id = made("{\"name\": \"A\", \"x\": \"1,234.50\"}");
    var none = made("{\"name\": \"B\"}");
    allRead(id, "1,234.50");
    converts(deal -> deal.number("x", scale(4)).computed("note", "x & \"!\""));
    allRead(id, 1234.5f);
    assertThat(x(none)).isNull();
    Eventually.holds(() -> note(id).equals("1234.5!"));
    rest.as()
        .queryParam("filter", "x > 1000")
        .get(rest.records("deal"))
        .then()
        .body("items.name", contains("A"));
    rest.patch("deal", id, "{\"x\": 12345678901234567890.1234}").statusCode(200);
    rest.as()
        .get(rest.records("deal") + "/" + id + "/changes")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(2));
    converts(text);
    allRead(id, "12345678901234567890.1234");
    rest.patch("deal", id, "{\"x\": \"any\"}").statusCode(200);
    rest.as().get(rest.records("deal") + "/" + id + "/changes").then().statusCode(200);
  }

  @Test
  void what_does_not_convert_is_told_with_its_reason_and_never_lost() {
    publishes(deal -> deal.text("x").text("note"));
    made("{\"name\": \"Fine\", \"x\": \"7\"}");
    var id = made("{\"name\": \"Comma\", \"x\": \"1,12\"}");
    UnaryOperator<TestForm> number = deal -> deal.number("x").text("note");
    refused(number, 409, "values-not-readable")
        .body("errors[0].path", equalTo("/fields/1"))
        .body("errors[0].message", containsString("1 records convert, 1 do not"))
        .body("errors[0].message", containsString("“1,12” (1, Comma)"))
        .body("errors[0].message", containsString("is not a number"));
    rest.as()
        .post(DRAFT + "/publish?acceptLoss=true")
        .then()
        .statusCode(422)
        .body("errors.code", contains("values-not-readable"));
    assertThat(x(id)).isEqualTo("1,12");
    rest.patch("deal", id, "{\"x\": \"1.12\"}").statusCode(200);
    converts(number);
    assertThat(x(id)).isEqualTo(1.12f);
  }

  @Test
  void days_become_moments_and_only_midnights_days_again() {
    publishes(deal -> deal.text("x"));
    var id = made("{\"name\": \"A\", \"x\": \"2026-03-05\"}");
    converts(deal -> deal.date("x"));
    allRead(id, "2026-03-05");
    converts(deal -> deal.field("dateTime", "x"));
    var midnight = String.valueOf(x(id));
    converts(deal -> deal.date("x"));
    allRead(id, "2026-03-05");
    converts(deal -> deal.field("dateTime", "x"));
    assertThat(x(id)).isEqualTo(midnight);
    rest.patch("deal", id, "{\"x\": \"2026-03-05T09:30:00.5Z\"}").statusCode(200);
    refused(deal -> deal.date("x"), 409, "values-not-readable")
        .body("errors[0].message", containsString("beginning of a day"));
  }

  @Test
  void one_option_becomes_a_list_and_a_list_of_one_an_option() {
    publishes(deal -> deal.choice("x", named("open", "shut")));
    var id = made("{\"name\": \"A\", \"x\": \"open\"}");
    var other = made("{\"name\": \"B\", \"x\": \"shut\"}");
    converts(deal -> deal.field("choices", "x", named("open", "shut")));
    allRead(id, List.of("open"));
    rest.patch("deal", other, "{\"x\": [\"open\", \"shut\"]}").statusCode(200);
    refused(deal -> deal.choice("x", named("open", "shut")), 409, "values-not-readable")
        .body("errors[0].message", containsString("“The open, The shut” (1, B)"));
    rest.patch("deal", other, "{\"x\": []}").statusCode(200);
    converts(deal -> deal.choice("x", named("open", "shut")));
    allRead(id, "open");
    assertThat(x(other)).isNull();
    converts(deal -> deal.field("choices", "x", named("open", "shut")));
    converts(deal -> deal.text("x"));
    allRead(id, "The open");
  }

  @Test
  void values_of_rows_convert_like_those_of_records() {
    UnaryOperator<TestForm> texts =
        deal -> deal.subform("lines", row -> row.text("x"), titled("Lines"));
    UnaryOperator<TestForm> numbers =
        deal -> deal.subform("lines", row -> row.number("x"), titled("Lines"));
    publishes(texts);
    var id = made("{\"name\": \"A\", \"lines\": [{\"x\": \"1\"}, {\"x\": \"two\"}, {}]}");
    refused(numbers, 409, "values-not-readable")
        .body("errors[0].path", equalTo("/fields/1/fields/0"))
        .body("errors[0].message", containsString("“two” (1, A)"));
    rest.patch("deal", id, "{\"lines\": [{\"x\": \"1\"}, {\"x\": \"2\"}, {}]}").statusCode(200);
    converts(numbers);
    rest.get("deal", id).body("lines.x", contains(1, 2, null));
    rest.as().get(rest.records("deal") + "/" + id + "/changes").then().statusCode(200);
    converts(texts);
    rest.get("deal", id).body("lines.x", contains("1", "2", null));
  }

  @Test
  void a_removed_field_comes_back_as_another_type_with_what_it_held() {
    publishes(deal -> deal.text("x"));
    var id = made("{\"name\": \"A\", \"x\": \"12\"}");
    republishes(deal -> deal);
    converts(deal -> deal.money("x"));
    allRead(id, 12);
    republishes(deal -> deal);
    rest.patch("deal", id, "{\"name\": \"B\"}").statusCode(200);
    refused(deal -> deal.field("boolean", "x"), 409, "values-not-readable")
        .body("errors[0].message", containsString("“12” (1, B)"));
    converts(deal -> deal.text("x"));
    allRead(id, "12");
  }

  @Test
  void texts_that_become_the_same_number_keep_it_from_being_unique() {
    publishes(deal -> deal.text("x", FieldSetting.unique()));
    made("{\"name\": \"A\", \"x\": \"1\"}");
    var other = made("{\"name\": \"B\", \"x\": \"1.0\"}");
    UnaryOperator<TestForm> number = deal -> deal.number("x", FieldSetting.unique());
    refused(number, 409, "unique-collision")
        .body("errors[0].message", containsString("“1” (1, A), “1.0” (1, B)"));
    rest.patch("deal", other, "{\"x\": \"2\"}").statusCode(200);
    converts(number);
    rest.as()
        .body("{\"name\": \"C\", \"x\": 2}")
        .post(rest.records("deal"))
        .then()
        .body("errors[0].path", equalTo("/x"));
  }

  @Test
  void a_formula_takes_the_place_of_another_type_only_when_told() {
    publishes(deal -> deal.text("x").computed("note", "name & \"!\""));
    var id = made("{\"name\": \"A\", \"x\": \"typed\"}");
    UnaryOperator<TestForm> formulas = deal -> deal.computed("x", "1 + 1").computed("note", "7");
    refused(formulas, 409, "values-overwritten").body("errors[0].message", containsString("typed"));
    assertThat(x(id)).isEqualTo("typed");
    republishes(formulas);
    Eventually.holds(() -> Integer.valueOf(2).equals(x(id)));
    Eventually.holds(() -> note(id).equals("7"));
    converts(deal -> deal.text("x").computed("note", "7"));
    allRead(id, "2");
  }

  @Test
  void thousands_of_values_become_others_at_once() {
    publishes(deal -> deal.text("state"));
    insert(12_000);
    ServiceCalls.await(
        () ->
            pool.query(
                    "UPDATE \"%s\".crm_deal SET state = substr(state, 3)"
                        .formatted(admin.caller().workspace().schema()))
                .execute());
    converts(deal -> deal.number("state"));
    rest.as()
        .queryParam("filter", "state >= 1 AND state <= 12000")
        .queryParam("count", "exact")
        .get(rest.records("deal"))
        .then()
        .body("count", equalTo(12_000));
  }

  @Test
  void a_formula_elsewhere_that_has_another_type_by_that_follows() {
    publishes(deal -> deal.text("x"));
    apps.publish(
        admin.caller(),
        "crm",
        form("visit")
            .recordTitle("name")
            .text("name")
            .lookup("deal", "deal")
            .computed("copy", "deal.x")
            .json());
    var id = made("{\"name\": \"A\", \"x\": \"12\"}");
    var visit = rest.made("visit", "{\"name\": \"V\", \"deal\": \"%s\"}".formatted(id));
    rest.get("visit", visit).body("copy", equalTo("12"));
    converts(deal -> deal.number("x"));
    Eventually.holds(
        () -> Integer.valueOf(12).equals(rest.get("visit", visit).extract().<Object>path("copy")));
  }
}
