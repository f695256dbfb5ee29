package dev.formwork.ui.record;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestForm;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publishing looks at the values there are: nothing is bent, overwritten or lost unasked. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PublishedValuesTest extends PublishedDeals {

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
}
