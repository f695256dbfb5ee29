package dev.formwork.ui.record;

import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.core.access.Caller;
import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestForm;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A field gets another type: its values are read as that type, exactly, or it is refused. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ChangedTypesTest extends PublishedDeals {

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

  @Test
  void what_the_history_tells_of_the_type_before_is_masked_as_well() {
    publishes(deal -> deal.number("x", scale(0)));
    var id = made("{\"name\": \"A\", \"x\": 13800138000}");
    converts(deal -> deal.text("x"));
    rest.as()
        .body(
            """
            {"sets": [{"key": "all", "title": {"en": "All"}, "who": {"everyone": true},
              "actions": ["read", "history"], "fields": {"x": "masked"}}]}""")
        .put("/api/v1/apps/crm/permissions/deal")
        .then()
        .statusCode(204);
    var member =
        new RestRecords(
            people.in(admin.caller().workspace(), "reader-" + id, Caller.Role.MEMBER, false),
            "crm");
    member
        .as()
        .get(member.records("deal") + "/" + id + "/changes")
        .then()
        .statusCode(200)
        .body("items[0].changes.x.to", equalTo("138****8000"));
  }
}
