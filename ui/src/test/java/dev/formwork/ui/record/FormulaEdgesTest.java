package dev.formwork.ui.record;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where formulas and rules meet in ways their authors did not think of. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class FormulaEdgesTest {

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject RecordService service;
  @Inject RecordPreviews previews;
  @Inject Pool pool;

  private TestMembers.Person admin;
  private RestRecords rest;
  private Map<String, CompiledForm> forms;

  private static final String ACCOUNT =
      form(
          "account",
          "\"recordTitle\": \"name\"",
          field("text", "name", ""),
          field("text", "region", ""),
          field("dateTime", "since", ""),
          field("computed", "hour", "\"expression\": \"HOUR(since)\", \"scale\": 0"),
          field("number", "rate", "\"scale\": 4"));

  private static final String CONTRACT =
      form(
          "contract",
          "\"recordTitle\": \"name\"",
          field("text", "name", ""),
          field("lookup", "account", "\"form\": \"account\""));

  private static final String DELIVERY =
      form(
          "delivery",
          "",
          field("lookup", "order", "\"form\": \"order\""),
          field("lookup", "product", "\"form\": \"account\""),
          field("number", "quantity", "\"scale\": 0"));

  private static final String ORDER =
      form(
          "order",
          "\"recordTitle\": \"\\\"O \\\" & account\"",
          field("lookup", "contract", "\"form\": \"contract\""),
          field(
              "lookup",
              "account",
              "\"form\": \"account\", \"onDelete\": \"clear\", \"default\": \"contract.account\""),
          field("computed", "region", "\"expression\": \"account.region\""),
          field(
              "subform",
              "lines",
              "\"fields\": ["
                  + field(
                      "lookup",
                      "product",
                      "\"form\": \"account\", \"filter\": \"region = THIS.region\"")
                  + ", "
                  + field("number", "price", "\"scale\": 2, \"readOnlyWhen\": \"price > 100\"")
                  + ", "
                  + field("computed", "net", "\"expression\": \"price * rate\", \"scale\": 4")
                  + ", "
                  + field(
                      "rollup",
                      "delivered",
                      "\"from\": \"delivery\", \"via\": \"order\", \"match\": {\"product\": \"product\"}, \"aggregate\": \"sum\", \"value\": \"quantity\", \"scale\": 0")
                  + "]"),
          field("computed", "rate", "\"expression\": \"account.rate\", \"scale\": 4"),
          field("computed", "total", "\"expression\": \"SUM(lines.net)\", \"scale\": 4"));

  @BeforeEach
  void an_app() {
    admin = people.administrator();
    rest = new RestRecords(admin, "shop");
    forms = apps.publish(admin.caller(), "shop", ACCOUNT, CONTRACT, ORDER, DELIVERY);
  }

  private String account() {
    return rest.made("account", "{\"name\": \"Acme\", \"region\": \"north\", \"rate\": 0.5}");
  }

  @Test
  void a_row_s_formula_follows_a_formula_of_the_record() {
    var account = account();
    var order =
        rest.made(
            "order",
            "{\"account\": \"%s\", \"lines\": [{\"price\": 10}, {\"price\": 4}]}"
                .formatted(account));
    rest.get("order", order).body("lines.net", equalTo(List.of(5, 2))).body("total", equalTo(7));
    rest.patch("account", account, "{\"rate\": 2}").statusCode(200);
    rest.get("order", order).body("lines.net", equalTo(List.of(20, 8))).body("total", equalTo(28));
  }

  @Test
  void a_default_s_record_is_known_to_formulas_and_to_the_title() {
    var contract =
        rest.made("contract", "{\"name\": \"C\", \"account\": \"%s\"}".formatted(account()));
    rest.create("order", "{\"contract\": \"%s\"}".formatted(contract))
        .statusCode(201)
        .body("account.title", equalTo("Acme"))
        .body("region", equalTo("north"))
        .body("rate", equalTo(0.5f))
        .body("record_title", equalTo("O Acme"));
  }

  @Test
  void a_default_that_points_to_the_recycle_bin_gives_nothing() {
    var account = account();
    var contract =
        rest.made("contract", "{\"name\": \"C\", \"account\": \"%s\"}".formatted(account));
    rest.as().delete(rest.records("account") + "/" + account).then().statusCode(204);
    rest.create("order", "{\"contract\": \"%s\"}".formatted(contract))
        .statusCode(201)
        .body("account", nullValue())
        .body("region", nullValue());
    var order = forms.get("order");
    var typed =
        RecordInput.empty(order.slots())
            .with(
                order.column("contract").orElseThrow().slot(),
                new RecordRef(UUID.fromString(contract), "C"));
    var recordPreview =
        ServiceCalls.await(() -> previews.preview(admin.caller(), order, null, typed));
    assertThat(recordPreview.data().get(order.column("account").orElseThrow().slot())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E300000000", "1E-300000000", "-1E100000", "9E99999999"})
  void a_number_with_a_vast_exponent_is_refused_at_once(String number) {
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofMinutes(1),
        () ->
            rest.create(
                    "order",
                    "{\"account\": \"%s\", \"lines\": [{\"price\": %s}]}"
                        .formatted(account(), number))
                .statusCode(422)
                .body("errors[0].path", equalTo("/lines/0/price"))
                .body("errors[0].code", equalTo("number-too-large")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"min\": 1E300000000", "\"max\": 1E-300000000"})
  void a_definition_with_a_vast_number_is_refused_at_once(String setting) {
    var item = form("item", "", field("number", "n", setting));
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofMinutes(1),
        () ->
            rest.as()
                .body(item)
                .post("/api/v1/apps/shop/definitions/form/item/validate")
                .then()
                .statusCode(200)
                .body("problems", hasSize(1)));
  }

  @Test
  void rows_show_what_was_delivered_while_someone_types() {
    var account = account();
    var order =
        rest.made(
            "order",
            "{\"account\": \"%s\", \"lines\": [{\"product\": \"%s\", \"price\": 10}]}"
                .formatted(account, account));
    rest.made(
        "delivery",
        "{\"order\": \"%s\", \"product\": \"%s\", \"quantity\": 3}".formatted(order, account));
    var compiled = forms.get("order");
    var stored =
        ServiceCalls.await(
            () -> service.get(admin.caller(), compiled, new RecordId(UUID.fromString(order))));
    int lines = compiled.subforms().getFirst().slot();
    var typed = RecordInput.empty(compiled.slots()).with(lines, stored.data().copy().rows(lines));
    var recordPreview =
        ServiceCalls.await(() -> previews.preview(admin.caller(), compiled, stored, typed));
    assertThat((BigDecimal) recordPreview.data().rows(lines).getFirst().get(3))
        .isEqualByComparingTo("3");
  }

  @Test
  void what_a_row_locks_neither_changes_nor_goes() {
    var order =
        rest.made(
            "order",
            "{\"account\": \"%s\", \"lines\": [{\"price\": 500}, {\"price\": 5}]}"
                .formatted(account()));
    rest.patch("order", order, "{\"lines\": [{\"price\": 400}, {\"price\": 5}]}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines/0/price"))
        .body("errors[0].code", equalTo("read-only-now"));
    rest.patch("order", order, "{\"lines\": [{\"price\": 5}]}").statusCode(422);
    rest.patch("order", order, "{\"lines\": [{\"price\": 6}, {\"price\": 7}, {\"price\": 500}]}")
        .statusCode(200);
  }

  @Test
  void a_choice_is_checked_again_when_what_it_hangs_on_changes() {
    var here = account();
    var there = rest.made("account", "{\"name\": \"Other\", \"region\": \"south\", \"rate\": 1}");
    var order =
        rest.made(
            "order",
            "{\"account\": \"%s\", \"lines\": [{\"product\": \"%s\", \"price\": 1}]}"
                .formatted(here, here));
    rest.patch("order", order, "{\"account\": \"%s\"}".formatted(there))
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines/0/product"))
        .body("errors[0].code", equalTo("lookup-not-allowed"));
    rest.patch("order", order, "{\"contract\": null}").statusCode(200);
  }

  @Test
  void formulas_follow_when_a_record_is_gone_for_good() {
    var account = account();
    var order = rest.made("order", "{\"account\": \"%s\"}".formatted(account));
    rest.get("order", order).body("region", equalTo("north"));
    rest.as().delete(rest.records("account") + "/" + account).then().statusCode(204);
    rest.as()
        .delete(rest.records("account") + "/" + account + "?purge=true")
        .then()
        .statusCode(204);
    rest.get("order", order)
        .body("account", nullValue())
        .body("region", nullValue())
        .body("record_title", equalTo("O"));
  }

  @Test
  void a_title_never_takes_a_key_from_its_field() {
    apps.republish(
        admin.caller(),
        "shop",
        ACCOUNT.replace(
            "\"fields\": [",
            "\"fields\": [{\"type\": \"number\", \"key\": \"other\", \"title\": {\"en\": \"rate\"}}, "
                + field("computed", "twice", "\"expression\": \"rate * 2\"")
                + ", "));
    rest.create("account", "{\"name\": \"x\", \"rate\": 3, \"other\": 100}")
        .statusCode(201)
        .body("twice", equalTo(6));
  }

  @Test
  void a_record_is_found_by_what_its_lookup_is_called_whichever_side_it_stands() {
    var order = rest.made("order", "{\"account\": \"%s\"}".formatted(account()));
    rest.made("order", "{}");
    for (var filter :
        new String[] {
          "\"Acme\" = account", "account <> \"Nobody\"", "account IN (\"Acme\", \"Nobody\")"
        }) {
      rest.as()
          .queryParam("filter", filter)
          .get(rest.records("order"))
          .then()
          .statusCode(200)
          .body("items", hasSize(1))
          .body("items[0].id", equalTo(order));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SUMRECORDS(\"delivery\", product = THIS.lines.product, quantity)|expression-this-rows",
        "COUNTRECORDS(\"delivery\", quantity ^ 2 > 4)|expression-question-without-sql",
        "COUNTRECORDS(\"account\", PROPER(name) = \"X\")|expression-question-without-sql",
        "MAXRECORDS(\"delivery\", quantity > 0, quantity > 1)|expression-question-value",
        "UUID()|computed-random"
      })
  void what_could_not_work_is_not_published(String formula, String code) {
    var changed =
        ORDER.replace(
            "\"fields\": [{\"type\": \"lookup\", \"key\": \"contract\"",
            "\"fields\": ["
                + field(
                    "computed",
                    "added",
                    "\"expression\": \"" + formula.replace("\"", "\\\"") + "\"")
                + ", {\"type\": \"lookup\", \"key\": \"contract\"");
    assertThatThrownBy(() -> apps.republish(admin.caller(), "shop", changed))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems())
                    .extracting(Problem::code, Problem::path)
                    .contains(org.assertj.core.groups.Tuple.tuple(code, "/fields/0/expression")));
  }

  @Test
  void a_mistake_in_a_rollup_is_told_at_its_place() {
    var changed = ORDER.replace("\"value\": \"quantity\"", "\"value\": \"quantty\"");
    assertThatThrownBy(() -> apps.republish(admin.caller(), "shop", changed))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems().getFirst().path())
                    .isEqualTo("/fields/3/fields/3/value"));
  }

  @Test
  void a_filter_tells_all_its_mistakes() {
    rest.as()
        .queryParam("filter", "regin = \"x\" AND acount = \"y\"")
        .get(rest.records("order"))
        .then()
        .statusCode(400)
        .body("errors", hasSize(2));
  }

  @Test
  void days_are_those_of_the_workspace_whoever_asks() throws Exception {
    rest.as()
        .body("{\"zone\": \"Mars/Olympus\"}")
        .put("/api/v1/calendar/zone")
        .then()
        .statusCode(422)
        .body("errors[0].message", containsString("Asia/Shanghai"));
    var account = rest.made("account", "{\"name\": \"x\", \"since\": \"2026-01-01T00:00:00Z\"}");
    rest.as()
        .body("{\"zone\": \"Pacific/Kiritimati\"}")
        .put("/api/v1/calendar/zone")
        .then()
        .statusCode(204);
    rest.as().get("/api/v1/calendar/zone").then().body("zone", equalTo("Pacific/Kiritimati"));
    Eventually.holds(() -> hour(account) == 14);
    assertThat(hour(account)).isEqualTo(14);
    rest.create("account", "{\"name\": \"y\", \"since\": \"2026-01-01T00:00:00Z\"}")
        .body("hour", equalTo(14));
  }

  private int hour(String account) {
    return rest.get("account", account).extract().path("hour");
  }

  @Test
  void a_calendar_can_be_empty() {
    rest.as().body("[]").put("/api/v1/calendar").then().statusCode(204);
    rest.as().get("/api/v1/calendar").then().body("", hasSize(0));
  }

  @Test
  void no_statement_of_a_request_runs_for_ever() {
    var limit =
        ServiceCalls.await(
            () ->
                pool.query("SHOW statement_timeout")
                    .execute()
                    .map(rows -> rows.iterator().next().getString(0)));
    assertThat(limit).isEqualTo("1min");
  }
}
