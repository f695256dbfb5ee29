package dev.formwork.ui.record;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Formulas over several forms, and rules of fields, rows and records, as the server holds them. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RulesTest {

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Recomputations recomputations;
  @Inject Pool pool;

  private TestMembers.Person admin;
  private RestRecords rest;
  private Map<String, CompiledForm> forms;

  private static final String REGION =
      form(
          "region",
          "\"recordTitle\": \"name\"",
          field("text", "name", ""),
          field("number", "rate", "\"scale\": 4"));

  private static final String CUSTOMER =
      form(
          "customer",
          "\"recordTitle\": \"name\"",
          field("text", "name", ""),
          field("text", "level", ""),
          field("lookup", "region", "\"form\": \"region\""),
          field("computed", "rate", "\"expression\": \"region.rate\", \"scale\": 4"),
          field(
              "rollup",
              "total",
              "\"from\": \"deal\", \"via\": \"customer\", \"aggregate\": \"sum\", \"value\": \"gross\""),
          field(
              "rollup",
              "latest",
              "\"from\": \"deal\", \"via\": \"customer\", \"aggregate\": \"last\", \"value\": \"name\""),
          field(
              "computed",
              "open_deals",
              "\"expression\": \"COUNTRECORDS(\\\"deal\\\", customer = RECORDID() AND status = \\\"open\\\")\", \"scale\": 0"));

  private static final String DEAL =
      form(
          "deal",
          "\"recordTitle\": \"name & \\\" / \\\" & customer\", \"validations\": ["
              + "{\"check\": \"amount = EMPTY OR amount >= 0\", \"message\": {\"en\": \"Not below zero.\", \"zh\": \"不能为负。\"}, \"fields\": [\"amount\"]},"
              + "{\"check\": \"due <> EMPTY\", \"message\": {\"en\": \"Say when it is due.\"}, \"fields\": [\"due\"], \"on\": \"submit\"},"
              + "{\"check\": \"quantity = EMPTY OR quantity <= 10\", \"message\": {\"en\": \"Ten at most.\"}, \"rows\": \"parts\", \"fields\": [\"quantity\"]}]",
          field("text", "name", ""),
          field(
              "choice",
              "status",
              "\"default\": \"\\\"open\\\"\", \"options\": [{\"key\": \"open\", \"title\": {\"en\": \"Open\"}}, {\"key\": \"closed\", \"title\": {\"en\": \"Closed\"}}]"),
          field("lookup", "customer", "\"form\": \"customer\""),
          field("money", "amount", "\"readOnlyWhen\": \"status = \\\"closed\\\"\""),
          field(
              "computed",
              "gross",
              "\"expression\": \"ROUND(amount * (1 + DEFAULT(customer.rate, 0)), 2)\""),
          field("date", "due", ""),
          field("computed", "is_late", "\"expression\": \"due < TODAY()\""),
          field(
              "text",
              "reason",
              "\"visibleWhen\": \"status = \\\"closed\\\"\", \"requiredWhen\": \"amount > 1000\""),
          field(
              "number",
              "list_rate",
              "\"default\": \"LOOKUP(\\\"region\\\", name = \\\"North\\\", rate)\", \"scale\": 4"),
          field(
              "subform",
              "parts",
              "\"fields\": ["
                  + field("text", "part", "\"required\": true")
                  + ", "
                  + field("number", "quantity", "\"default\": \"1\", \"scale\": 0")
                  + ", "
                  + field("text", "why", "\"requiredWhen\": \"quantity > 5\"")
                  + "]"));

  @BeforeEach
  void an_app_of_three_forms() {
    admin = people.administrator();
    rest = new RestRecords(admin, "shop");
    forms = apps.publish(admin.caller(), "shop", REGION, CUSTOMER, DEAL);
  }

  @Test
  void a_change_travels_through_lookups_and_rollups_in_one_transaction() {
    var region = rest.made("region", "{\"name\": \"North\", \"rate\": 0.1}");
    var customer = rest.made("customer", "{\"name\": \"Acme\", \"region\": \"" + region + "\"}");
    var deal =
        rest.made(
            "deal", "{\"name\": \"One\", \"amount\": 100, \"customer\": \"" + customer + "\"}");
    rest.made("deal", "{\"name\": \"Two\", \"amount\": 50, \"customer\": \"" + customer + "\"}");
    rest.get("customer", customer)
        .body("total", equalTo(165))
        .body("latest", equalTo("Two"))
        .body("open_deals", equalTo(2));
    rest.patch("region", region, "{\"rate\": 0.2}").statusCode(200);
    rest.get("customer", customer).body("rate", equalTo(0.2f)).body("total", equalTo(180));
    rest.get("deal", deal).body("gross", equalTo(120));
    rest.as()
        .get(rest.records("customer") + "/" + customer + "/changes")
        .then()
        .body("items.action", hasItem("recompute"));
    rest.patch("customer", customer, "{\"name\": \"Acme Ltd\"}").statusCode(200);
    rest.get("deal", deal).body("record_title", equalTo("One / Acme Ltd"));
    rest.as().delete(rest.records("deal") + "/" + deal).then().statusCode(204);
    rest.get("customer", customer).body("total", equalTo(60)).body("open_deals", equalTo(1));
    rest.as().post(rest.records("deal") + "/" + deal + ":restore").then().statusCode(200);
    rest.get("customer", customer).body("total", equalTo(180));
    var other = rest.made("customer", "{\"name\": \"Other\"}");
    rest.patch("deal", deal, "{\"customer\": \"" + other + "\"}").statusCode(200);
    rest.get("customer", customer).body("total", equalTo(60));
    rest.get("customer", other).body("total", equalTo(100)).body("rate", nullValue());
  }

  @Test
  void what_depends_on_the_time_is_worked_out_when_read_and_can_be_filtered_by() {
    var yesterday = LocalDate.now(admin.caller().zone()).minusDays(1);
    rest.made("deal", "{\"name\": \"Late\", \"due\": \"" + yesterday + "\"}");
    rest.made("deal", "{\"name\": \"Early\", \"due\": \"2999-01-01\"}");
    rest.as()
        .queryParam("filter", "is_late")
        .get(rest.records("deal"))
        .then()
        .body("items.name", contains("Late"))
        .body("items[0].is_late", equalTo(true));
    rest.as().queryParam("sort", "is_late").get(rest.records("deal")).then().statusCode(400);
  }

  @Test
  void rules_hold_for_the_api_as_on_the_screen() {
    rest.create("deal", "{\"name\": \"x\", \"amount\": -1}")
        .statusCode(422)
        .body("errors", hasSize(1))
        .body("errors[0].path", equalTo("/amount"))
        .body("errors[0].message", equalTo("Not below zero."));
    var deal = rest.made("deal", "{\"name\": \"x\", \"amount\": 2000}");
    rest.patch("deal", deal, "{\"status\": \"closed\"}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/reason"));
    rest.patch("deal", deal, "{\"status\": \"closed\", \"reason\": \"won\"}").statusCode(200);
    rest.patch("deal", deal, "{\"amount\": 3000}")
        .statusCode(422)
        .body("errors[0].code", equalTo("read-only-now"));
    rest.patch("deal", deal, "{\"name\": \"y\", \"amount\": 2000}").statusCode(200);
  }

  @Test
  void rows_have_defaults_and_rules_of_their_own() {
    rest.create(
            "deal",
            "{\"name\": \"x\", \"parts\": [{\"part\": \"a\"}, {\"part\": \"b\", \"quantity\": null}]}")
        .statusCode(201)
        .body("parts[0].quantity", equalTo(1))
        .body("parts[1].quantity", nullValue());
    rest.create(
            "deal",
            "{\"name\": \"x\", \"parts\": [{\"part\": \"a\", \"quantity\": 20}, {\"quantity\": 6}]}")
        .statusCode(422)
        .body("errors.path", hasItem("/parts/0/quantity"))
        .body("errors.path", hasItem("/parts/0/why"))
        .body("errors.path", hasItem("/parts/1/part"))
        .body("errors.path", hasItem("/parts/1/why"));
  }

  @Test
  void some_things_may_be_open_until_a_record_is_submitted() {
    var deal = rest.made("deal", "{\"name\": \"x\", \"amount\": 1}");
    rest.as()
        .post(rest.records("deal") + "/" + deal + ":submit")
        .then()
        .statusCode(422)
        .body("errors[0].path", equalTo("/due"));
    rest.as()
        .body("{\"due\": \"2026-12-01\"}")
        .post(rest.records("deal") + "/" + deal + ":submit")
        .then()
        .statusCode(200);
    rest.as()
        .get(rest.records("deal") + "/" + deal + "/changes")
        .then()
        .body("items[0].action", equalTo("submit"));
  }

  @Test
  void a_default_may_come_from_another_form() {
    rest.made("region", "{\"name\": \"South\", \"rate\": 0.3}");
    rest.made("region", "{\"name\": \"North\", \"rate\": 0.15}");
    rest.create("deal", "{\"name\": \"x\"}").body("list_rate", equalTo(0.15f));
    rest.create("deal", "{\"name\": \"x\", \"list_rate\": 0.5}").body("list_rate", equalTo(0.5f));
  }

  @Test
  void values_of_rollups_and_formulas_cannot_be_sent_in() {
    var customer = rest.made("customer", "{\"name\": \"Acme\", \"total\": 999}");
    rest.get("customer", customer).body("total", equalTo(0));
    rest.as()
        .body("{\"name\": \"Acme\", \"total\": 5}")
        .put(rest.records("customer") + "/" + customer)
        .then()
        .statusCode(200)
        .body("total", equalTo(0));
  }

  private String refusal(String definition) {
    try {
      apps.republish(admin.caller(), "shop", definition);
      return "";
    } catch (Refusal refusal) {
      return refusal.problems().stream()
          .map(problem -> problem.message(Locale.ENGLISH))
          .reduce("", (one, other) -> one + "\n" + other);
    }
  }

  @Test
  void a_field_that_others_use_stays_and_the_places_are_named() {
    assertThat(
            refusal(
                REGION.replace(
                    field("number", "rate", "\"scale\": 4"), field("number", "share", ""))))
        .contains("customer uses this")
        .contains("region.rate");
    assertThat(
            refusal(
                DEAL.replace(
                    "\"key\": \"amount\", \"title\": {\"en\": \"amount\"}",
                    "\"key\": \"sum\", \"title\": {\"en\": \"sum\"}")))
        .contains("amount");
  }

  @Test
  void a_ring_through_three_forms_is_refused_by_its_name() {
    var ring =
        REGION.replace(
            field("number", "rate", "\"scale\": 4"),
            field(
                "rollup",
                "rate",
                "\"from\": \"customer\", \"via\": \"region\", \"aggregate\": \"sum\", \"value\": \"total\", \"scale\": 4"));
    assertThat(refusal(ring))
        .contains("region.rate")
        .contains("customer.total")
        .contains("deal.gross")
        .contains("→");
  }

  @Test
  void a_wrong_rule_is_refused_with_its_place_in_both_languages() {
    var wrong = DEAL.replace("amount = EMPTY OR amount >= 0", "amount + name");
    assertThatThrownBy(() -> apps.republish(admin.caller(), "shop", wrong))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              Problem problem = refusal.problems().getFirst();
              assertThat(problem.path()).isEqualTo("/validations/0/check");
              assertThat(problem.message(Locale.ENGLISH))
                  .contains("character 10")
                  .contains("number");
              assertThat(problem.message(Locale.CHINESE)).contains("数字");
            });
  }

  @Test
  void a_new_formula_reaches_old_records_while_the_form_stays_in_use() throws Exception {
    ServiceCalls.await(
        () ->
            pool.query(
                    """
                    INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text, name, rate)
                    SELECT gen_random_uuid(), 1, now(), now(), 'r', 'r', 'r' || i, i FROM generate_series(1, 3000) i"""
                        .formatted(forms.get("region").table().sql()))
                .execute());
    var heldBack = new HeldBackChanges(pool, forms.get("region").table());
    apps.republish(
        admin.caller(),
        "shop",
        REGION.replace(
            "\"fields\": [",
            "\"fields\": [" + field("computed", "doubled", "\"expression\": \"rate * 2\"") + ", "));
    int writes = 0;
    var running =
        ServiceCalls.await(() -> recomputations.running(admin.caller().workspace(), "shop"));
    assertThat(running).isNotEmpty();
    assertThat(running.getFirst().total()).isEqualTo(3_000);
    while (!ServiceCalls.await(() -> recomputations.running(admin.caller().workspace(), "shop"))
        .isEmpty()) {
      rest.create("region", "{\"name\": \"new\", \"rate\": 7}")
          .statusCode(201)
          .body("doubled", equalTo(14));
      writes++;
      if (writes == 1) {
        heldBack.release();
      }
    }
    assertThat(writes).isPositive();
    rest.as()
        .queryParam("filter", "doubled <> rate * 2 OR doubled = EMPTY")
        .queryParam("count", "exact")
        .get(rest.records("region"))
        .then()
        .body("count", equalTo(0));
  }

  @Test
  void a_filter_that_the_database_cannot_work_out_is_refused_with_a_sentence() {
    rest.as()
        .queryParam("filter", "PROPER(name) = \"X\"")
        .get(rest.records("deal"))
        .then()
        .statusCode(400)
        .body("errors[0].message", containsString("PROPER"));
  }

  @Test
  void the_work_calendar_is_the_workspace_s_own() throws Exception {
    rest.as().get("/api/v1/calendar").then().body("name", hasItem("国庆节"));
    rest.as()
        .queryParam("filter", "ISWORKDAY(DATE(\"2026-10-05\"))")
        .queryParam("count", "exact")
        .get(rest.records("deal"))
        .then()
        .statusCode(200);
    rest.made("deal", "{\"name\": \"x\"}");
    assertThat(matches("ISWORKDAY(DATE(\"2026-10-05\"))")).isFalse();
    assertThat(matches("ISWORKDAY(DATE(\"2026-10-10\"))")).isTrue();
    rest.as()
        .body("[{\"day\": \"2026-11-24\", \"works\": false, \"name\": \"Founders' day\"}]")
        .put("/api/v1/calendar")
        .then()
        .statusCode(204);
    Eventually.holds(() -> !matches("ISWORKDAY(DATE(\"2026-11-24\"))"));
    assertThat(matches("ISWORKDAY(DATE(\"2026-10-05\"))")).isTrue();
  }

  @Test
  void stored_results_follow_the_work_calendar_and_the_app_s_own_functions() throws Exception {
    functions("(n) => n * 2");
    apps.republish(
        admin.caller(),
        "shop",
        REGION.replace(
            "\"fields\": [",
            "\"fields\": ["
                + field(
                    "computed",
                    "days",
                    "\"expression\": \"NETWORKDAYS(DATE(\\\"2026-11-23\\\"), DATE(\\\"2026-11-27\\\"))\"")
                + ", "
                + field("computed", "twice", "\"expression\": \"TIMES_TWO(rate)\"")
                + ", "));
    var region = rest.made("region", "{\"name\": \"North\", \"rate\": 3}");
    rest.as()
        .get(rest.records("region") + "/" + region)
        .then()
        .body("days", equalTo(5))
        .body("twice", equalTo(6));
    functions("(n) => n * 2 + 1");
    rest.as()
        .body("[{\"day\": \"2026-11-24\", \"works\": false, \"name\": \"Founders' day\"}]")
        .put("/api/v1/calendar")
        .then()
        .statusCode(204);
    Eventually.holds(
        () -> {
          var answer =
              rest.as().get(rest.records("region") + "/" + region).then().extract().jsonPath();
          return answer.getInt("days") == 4 && answer.getInt("twice") == 7;
        });
  }

  @Test
  void a_change_that_too_many_records_would_follow_is_refused_and_nothing_changes() {
    var region = rest.made("region", "{\"name\": \"North\", \"rate\": 0.1}");
    ServiceCalls.await(
        () ->
            pool.query(
                    """
                    INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text, name, region)
                    SELECT gen_random_uuid(), 1, now(), now(), 'c', 'c', 'c' || i, '%s' FROM generate_series(1, 50001) i"""
                        .formatted(forms.get("customer").table().sql(), region))
                .execute());
    rest.as()
        .body("{\"rate\": 0.2}")
        .patch(rest.records("region") + "/" + region)
        .then()
        .statusCode(409)
        .body("errors[0].code", equalTo("too-many-follow"));
    rest.as().get(rest.records("region") + "/" + region).then().body("rate", equalTo(0.1f));
    rest.as()
        .body("{\"name\": \"Far north\"}")
        .patch(rest.records("region") + "/" + region)
        .then()
        .statusCode(200);
  }

  private void functions(String script) {
    rest.as()
        .body(
            "[{\"name\": \"TIMES_TWO\", \"parameters\": [{\"name\": \"n\", \"type\": \"number\"}], \"result\": \"number\", \"script\": \"%s\"}]"
                .formatted(script))
        .put("/api/v1/apps/shop/functions")
        .then()
        .statusCode(204);
  }

  private boolean matches(String filter) {
    return !rest.as()
        .queryParam("filter", filter)
        .get(rest.records("deal"))
        .then()
        .extract()
        .jsonPath()
        .getList("items")
        .isEmpty();
  }
}
