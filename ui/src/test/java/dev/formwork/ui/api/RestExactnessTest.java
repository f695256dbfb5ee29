package dev.formwork.ui.api;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs send is taken exactly or refused with its place; figures are right. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RestExactnessTest {

  private static final String ID = "01900000-0000-7000-8000-000000000001";

  @Inject TestMembers people;
  @Inject TestApps apps;

  private RestRecords rest;

  @BeforeEach
  void an_app() {
    var admin = people.administrator();
    apps.publish(
        admin.caller(),
        "crm",
        form("account").recordTitle("name").text("name").text("city").json(),
        form("deal")
            .recordTitle("name")
            .text("name")
            .text("code", unique())
            .field("date", "closed")
            .field("dateTime", "at")
            .money("amount")
            .choice("stage", options("open", "won", "lost"))
            .lookup("account", "account")
            .subform("lines", row -> row.text("product"), titled("Lines"))
            .json());
    rest = new RestRecords(admin, "crm");
  }

  private ValidatableResponse post(String path, String body) {
    return rest.as().body(body).post(rest.records("deal") + path).then();
  }

  private void deal(String name, String closed, String stage, String account, int amount) {
    rest.made(
        "deal",
        """
        {"name": "%s", "closed": "%s", "at": "%sT18:30:00Z", "stage": "%s", "amount": %d, "account": "%s"}"""
            .formatted(name, closed, closed, stage, amount, account));
  }

  private void deals() {
    var acme = rest.made("account", "{\"name\": \"Acme\", \"city\": \"Berlin\"}");
    var bolt = rest.made("account", "{\"name\": \"bolt\", \"city\": \"Berlin\"}");
    deal("a", "2026-01-05", "won", acme, 10);
    deal("b", "2026-01-31", "won", bolt, 20);
    deal("c", "2026-02-01", "lost", acme, 30);
    deal("d", "2027-02-01", "open", acme, 40);
    rest.made("deal", "{\"name\": \"e\", \"amount\": 5}");
  }

  @Test
  void figures_are_by_pieces_of_the_calendar() {
    deals();
    by("month").body("groups.closed", contains("2026-01", "2026-02", "2027-02", null));
    by("month").body("groups.total", contains(30f, 30f, 40f, 5f));
    by("quarter").body("groups.closed", contains("2026-Q1", "2027-Q1", null));
    by("year").body("groups.total", contains(60f, 40f, 5f));
    by("week").body("groups[0].closed", equalTo("2026-W02"));
    by("day").body("groups[0].closed", equalTo("2026-01-05"));
  }

  private ValidatableResponse by(String unit) {
    return post(
            ":aggregate",
            """
            {"groupBy": [{"field": "closed", "by": "%s"}],
             "measures": [{"aggregate": "sum", "field": "amount", "as": "total"}]}"""
                .formatted(unit))
        .statusCode(200);
  }

  @Test
  void moments_are_in_the_months_of_the_workspace() {
    rest.as().body("{\"zone\": \"Asia/Shanghai\"}").put("/api/v1/calendar/zone").then();
    deals();
    post(
            ":aggregate",
            "{\"groupBy\": [{\"field\": \"at\", \"by\": \"month\", \"as\": \"month\"}], \"filter\": \"name = \\\"b\\\"\"}")
        .statusCode(200)
        .body("groups.month", contains("2026-02"));
    post(":aggregate", "{\"groupBy\": [\"at\"], \"filter\": \"name = \\\"b\\\"\"}")
        .body("groups[0].at", equalTo("2026-01-31T18:30:00Z"));
  }

  @Test
  void figures_go_through_lookups_and_conditions_on_groups() {
    deals();
    post(
            ":aggregate",
            """
            {"groupBy": ["account.name"],
             "measures": [{"aggregate": "count"}, {"aggregate": "sum", "field": "amount", "as": "total"}],
             "having": "total > 15", "sort": ["-total"]}""")
        .statusCode(200)
        .body("groups.'account.name'", contains("Acme", "bolt"))
        .body("groups.total", contains(80f, 20f))
        .body("groups[0].figures", contains(3, 80f))
        .body("more", equalTo(false));
    post(
            ":aggregate",
            "{\"groupBy\": [\"account.city\"], \"measures\": [{\"aggregate\": \"count\", \"field\": \"account\", \"distinct\": true, \"as\": \"n\"}]}")
        .body("groups.n", contains(2, 0));
    post(":aggregate", "{\"groupBy\": [\"stage\"]}")
        .body("groups.stage", contains("open", "won", "lost", null));
    post(":aggregate", "{\"groupBy\": [\"stage\"], \"limit\": 2}")
        .body("groups", hasSize(2))
        .body("more", equalTo(true));
    post(":aggregate", "{\"groupBy\": [\"stage\"], \"having\": \"stage = \\\"won\\\"\"}")
        .body("groups.stage", contains("won"));
    post(
            ":aggregate",
            "{\"measures\": [{\"aggregate\": \"max\", \"field\": \"closed\"}, {\"aggregate\": \"min\", \"field\": \"at\"}, {\"aggregate\": \"sum\", \"field\": \"amount * 2\"}]}")
        .body("groups[0].figures[0]", equalTo("2027-02-01"))
        .body("groups[0].figures[1]", equalTo("2026-01-05T18:30:00Z"))
        .body("groups[0].figures[2]", equalTo(210f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'groupBy': ['nix']}                                                        | 400 | /groupBy/0       | expression-unknown-field
          {'groupBy': ['lines']}                                                      | 400 | /groupBy/0       | expression-rows-need-column
          {'groupBy': [{'field': 'name', 'by': 'month'}]}                             | 400 | /groupBy/0       | aggregate-not-a-day
          {'groupBy': ['stage', 'stage']}                                             | 400 | /groupBy/1       | aggregate-name-taken
          {'measures': [{'aggregate': 'sum', 'field': 'name'}]}                       | 400 | /measures/0/field| not-a-number
          {'measures': [{'aggregate': 'sum'}]}                                        | 400 | /measures/0/field| aggregate-field-missing
          {'measures': [{'aggregate': 'max', 'field': 'account'}]}                    | 400 | /measures/0/field| aggregate-unordered
          {'groupBy': ['stage'], 'having': 'total > 1'}                               | 400 | /having          | expression-unknown-field
          {'groupBy': ['stage'], 'having': '5'}                                       | 400 | /having          | filter-not-boolean
          {'groupBy': ['stage'], 'sort': ['total']}                                   | 400 | /sort/0          | aggregate-unknown-name
          {'groupBy': ['stage'], 'limit': 0}                                          | 400 | /limit           | bad-limit
          {'measures': [{'aggregate': 'sum', 'field': 'amount', 'as': 'figures'}]}    | 400 | /measures/0      | aggregate-name-taken
          {}                                                                          | 400 | ''               | bad-aggregation
          {'filtre': 'TRUE'}                                                          | 422 | ''               | json-unknown-member-near
          """)
  void figures_that_make_no_sense_are_refused(String body, int status, String path, String code) {
    post(":aggregate", body.replace('\'', '"'))
        .statusCode(status)
        .body("errors[0].path", equalTo(path))
        .body("errors[0].code", equalTo(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/tokens",
        "/api/v1/audit",
        "/api/v1/organization",
        "/api/v1/packs",
        "/api/v1/calendar",
        "/api/v1/calendar/zone",
        "/api/v1/tasks",
        "/api/v1/tasks/events",
        "/api/v1/delegations",
        "/api/v1/schemas/form",
        "/api/v1/apps/crm/openapi.json",
        "/api/v1/apps/crm/functions",
        "/api/v1/apps/crm/scripts",
        "/api/v1/apps/crm/access",
        "/api/v1/apps/crm/flows",
        "/api/v1/apps/crm/permissions/deal",
        "/api/v1/apps/crm/definitions/form",
        "/api/v1/apps/crm/definitions/form/deal/draft",
        "/api/v1/apps/crm/definitions/form/deal/versions",
        "/api/v1/apps/crm/definitions/form/deal/differences",
        "/api/v1/apps/crm/definitions/form/deal/recomputation",
        "/api/v1/apps/crm/forms/deal/records",
        "/api/v1/apps/crm/forms/deal/events",
        "/api/v1/apps/crm/forms/deal/links"
      })
  void no_address_leaves_a_parameter_out_without_a_word(String path) {
    rest.as()
        .get(path + "?fitler=1")
        .then()
        .statusCode(400)
        .body("errors[0].code", containsString("parameter-"))
        .body("detail", containsString("fitler"));
  }

  @Test
  void a_blank_where_leaving_out_means_something_is_refused() {
    for (var blank : List.of("limit=", "count=", "limit=%20")) {
      rest.as()
          .urlEncodingEnabled(false)
          .get(rest.records("deal") + "?" + blank)
          .then()
          .statusCode(400)
          .body("errors[0].code", equalTo("parameter-blank"));
    }
    rest.as().get(rest.records("deal") + "?filter=").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | crm/forms/deal/records:export  | {"fromat": "csv"}                       | 422 | ''        | json-unknown-member-near
          POST | crm/forms/deal/records:export  | {"fields": ["nmae"]}                    | 400 | /fields/0 | unknown-field-near
          POST | crm/forms/deal/records:export  | {"fields": [null]}                      | 422 | /fields/0 | text-expected
          POST | crm/forms/deal/records:export  | {"sort": [null]}                        | 422 | /sort/0   | text-expected
          POST | crm/forms/deal/records:bulk    | {"ids": ["%s"], "detele": true, "restore": true} | 422 | '' | json-unknown-member-near
          POST | crm/forms/deal/records:bulk    | {"ids": ["%s"], "delete": true, "restore": true} | 422 | '' | bulk-one-deed
          POST | crm/forms/deal/records:bulk    | {"ids": ["%s"], "delete": "true"}       | 422 | /delete   | boolean-expected
          POST | crm/forms/deal/records:bulk    | {"ids": ["%s"], "delete": false}        | 422 | ''        | bulk-one-deed
          POST | crm/forms/deal/records:bulk    | {"ids": ["x"], "delete": true}          | 422 | /ids/0    | id-expected
          POST | crm/forms/deal/links           | {"kind": "form", "setings": {}}         | 422 | ''        | json-unknown-member-near
          POST | crm/forms/deal/links           | {"kind": "form", "password": 5}         | 422 | /password | text-expected
          PUT  | crm/functions                  | {"a": 1}                                | 422 | ''        | list-expected
          PUT  | crm/functions                  | [null]                                  | 422 | /0        | object-expected
          """)
  void bodies_are_read_exactly(
      String verb, String path, String body, int status, String place, String code) {
    rest.as()
        .body(body.replace("%s", ID))
        .request(verb, "/api/v1/apps/" + path)
        .then()
        .statusCode(status)
        .body("errors[0].path", equalTo(place))
        .body("errors[0].code", equalTo(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | tokens               | {"name": "x", "days": 0}                    | /days   | token-days
          POST | tokens               | {"name": "x", "days": 2147483647}           | /days   | token-days
          POST | tokens               | {"name": "x", "days": 1.5}                  | /days   | number-expected
          POST | tokens               | {"name": 5}                                 | /name   | text-expected
          PUT  | calendar             | [{"day": "2026-10-01", "work": false}]      | /0      | json-unknown-member-near
          PUT  | calendar             | [{"day": "2026-10-01"}]                     | /0/works| boolean-expected
          PUT  | calendar/zone        | {"zne": "UTC"}                              | ''      | json-unknown-member-near
          POST | organization/services| {"nmae": "x"}                               | ''      | json-unknown-member-near
          POST | tasks:batch          | {"tsaks": []}                               | ''      | json-unknown-member-near
          POST | delegations          | {"too": "x"}                                | ''      | json-unknown-member-near
          """)
  void bodies_of_the_workspace_are_read_exactly(
      String verb, String path, String body, String place, String code) {
    rest.as()
        .body(body)
        .request(verb, "/api/v1/" + path)
        .then()
        .statusCode(422)
        .body("errors[0].path", equalTo(place))
        .body("errors[0].code", equalTo(code));
  }

  @Test
  void no_text_has_nul_or_half_a_character() {
    post("", "{\"name\": \"a\\u0000b\"}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/name"))
        .body("errors[0].code", equalTo("text-nul"));
    post("", "{\"name\": \"a\\ud83d\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("text-broken"));
    post("", "{\"lines\": [{\"product\": \"\\u0000\"}]}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines/0/product"));
    rest.as()
        .body("{\"name\": \"Müller\"}".getBytes(StandardCharsets.ISO_8859_1))
        .post(rest.records("deal"))
        .then()
        .statusCode(400)
        .body("errors[0].code", equalTo("text-broken"));
    rest.as().body("{\"name\": \"a\\u0000\"}").post("/api/v1/tokens").then().statusCode(400);
    for (var path : List.of("/a%00b", "?filter=name%20%3D%20%22%00%22", "/by/code/a%00")) {
      rest.as()
          .urlEncodingEnabled(false)
          .get(rest.records("deal") + path)
          .then()
          .statusCode(400)
          .body("errors[0].code", equalTo("text-nul"));
    }
  }

  @Test
  void a_key_that_nobody_sees_is_blank() {
    for (var blank : List.of("%20", "%E3%80%80", "%C2%A0", "%E2%80%8B")) {
      rest.as()
          .urlEncodingEnabled(false)
          .body("{}")
          .put(rest.records("deal") + "/by/code/" + blank)
          .then()
          .statusCode(400)
          .body("errors[0].code", equalTo("key-blank"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!;;q=x", "*", "", "de-DE,zh;q=0.5", ";", "en;q=9"})
  void any_language_asked_for_is_answered(String language) {
    rest.as()
        .header("Accept-Language", language)
        .get(rest.records("deal") + "?limit=1")
        .then()
        .statusCode(200);
    rest.as().header("Accept-Language", language).get("/api/v1/nix").then().statusCode(404);
  }

  @Test
  void a_million_names_are_more_than_a_body_may_have() {
    var answer =
        new LightRequests(rest.person().token())
            .answer("POST", rest.records("deal"), named(1_000_000));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  @Timeout(60)
  void a_hundred_thousand_names_are_refused_at_once_wherever_json_is_read() {
    var body = named(100_000);
    assertThat(refusal("POST", rest.records("deal"), body)).hasSizeLessThanOrEqualTo(100);
    refusal("POST", rest.records("deal"), "{\"name\":\"a\"," + body.substring(1));
    for (var path : List.of(":aggregate", ":export", ":bulk")) {
      refusal("POST", rest.records("deal") + path, body);
    }
    assertThat(refusal("PUT", "/api/v1/apps/crm/definitions/form/deal/draft", body))
        .containsExactly("json-too-much");
    refusal("PUT", "/api/v1/apps/crm/permissions/deal", body);
  }

  private static String named(int names) {
    return IntStream.range(0, names)
        .mapToObj(i -> "\"k" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The codes of what is told. */
  private List<String> refusal(String method, String path, String body) {
    var answer = new LightRequests(rest.person().token()).answer(method, path, body);
    assertThat(answer.statusCode()).as(path).isEqualTo(422);
    return JsonPath.from(answer.body()).getList("errors.code");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1,1000}){1,1000}){1,1000}",
        "(?:(?:a{1,255}){1,255}){1,255}",
        "a{99999}",
        "[a",
        "*",
        "[[:foo:]]"
      })
  void a_pattern_that_would_take_for_ever_is_refused(String pattern) {
    rest.as()
        .queryParam("filter", "REGEXMATCH(name, \"" + pattern + "\")")
        .get(rest.records("deal"))
        .then()
        .statusCode(400);
  }

  @Test
  void no_answer_speaks_of_how_it_was_made() {
    for (var body :
        List.of("{\"groupBy\": {}}", "{\"limit\": 1e999999999}", "[]", "{\"sort\": [{}]}")) {
      for (var path : List.of(":aggregate", ":export", ":bulk", "")) {
        var answer = post(path, body).extract();
        assertThat(answer.statusCode()).as(path + body).isIn(400, 422);
        assertThat(answer.asString()).doesNotContain("java", "jackson", "dev.formwork", "ERROR");
      }
    }
  }
}
