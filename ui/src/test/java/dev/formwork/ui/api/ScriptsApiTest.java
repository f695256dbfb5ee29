package dev.formwork.ui.api;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scripts an app's people run: what they may do, as whom, and what they are kept from. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ScriptsApiTest {

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Vertx vertx;

  private TestMembers.Person admin;

  private static final String ITEM =
      form(
          "item",
          "\"recordTitle\": \"name\", \"validations\": [{\"check\": \"stock = EMPTY OR stock >= 0\", \"message\": {\"en\": \"Not below zero.\"}, \"fields\": [\"stock\"]}]",
          field("text", "name", "\"required\": true"),
          field("number", "stock", "\"scale\": 0"),
          field("computed", "double", "\"expression\": \"stock * 2\", \"scale\": 0"));

  @BeforeEach
  void an_app() {
    admin = people.administrator();
    apps.publish(admin.caller(), "shop", ITEM);
  }

  private ValidatableResponse save(String script) {
    var json = JsonMapper.builder().build().createArrayNode();
    json.addObject()
        .put("key", "tried")
        .put("script", script)
        .putObject("title")
        .put("en", "Tried");
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType(ContentType.JSON)
        .body(json.toString())
        .put("/api/v1/apps/shop/scripts")
        .then();
  }

  private static ValidatableResponse run(TestMembers.Person by, String input) {
    return given()
        .header("Authorization", "Bearer " + by.token())
        .contentType(ContentType.JSON)
        .body(input)
        .post("/api/v1/apps/shop/scripts/tried:run")
        .then();
  }

  private ValidatableResponse run(String script, String input) {
    save(script).statusCode(204);
    return run(admin, input);
  }

  private ValidatableResponse items() {
    return given()
        .header("Authorization", "Bearer " + admin.token())
        .get("/api/v1/apps/shop/forms/item/records?sort=name")
        .then()
        .statusCode(200);
  }

  @Test
  void a_script_makes_reads_changes_counts_and_removes_records() {
    run(
            """
            input => {
              for (const name of ['a', 'b', 'c']) records.create('item', { name, stock: input.stock });
              const first = records.list('item', { filter: 'stock = 5', sort: 'name', limit: 1 }).items[0];
              const changed = records.change('item', first.id, { stock: 7 }, first.version);
              records.remove('item', records.list('item', { sort: '-name' }).items[0].id);
              log('changed', changed.name);
              return { double: records.get('item', first.id).double, left: records.count('item', 'stock > 0'), gone: records.get('item', 'no') };
            }""",
            "{\"stock\": 5}")
        .statusCode(422)
        .body("detail", containsString("There is no record no"))
        .body("detail", containsString("Its 5 changes before that stay"));
    items().body("items", hasSize(2)).body("items[0].stock", equalTo(7));
    run(
            "() => ({ left: records.count('item', 'stock > 5'), none: records.get('item', '01900000-0000-7000-8000-000000000000') })",
            "{}")
        .statusCode(200)
        .body("result.left", equalTo(1))
        .body("result.none", nullValue())
        .body("changes", equalTo(0));
  }

  @Test
  void what_the_server_refuses_is_told_in_full_and_may_be_caught() {
    run("() => records.create('item', { stock: -1, color: 'red' })", "{}")
        .statusCode(422)
        .body("errors[0].code", equalTo("script-failed"))
        .body("detail", containsString("/color"));
    run(
            "() => { try { records.create('item', { name: 'x', stock: -1 }) } catch (e) { return e.message } }",
            "{}")
        .statusCode(200)
        .body("result", equalTo("/stock: Not below zero."));
    items().body("items", hasSize(0));
  }

  @Test
  void a_script_runs_with_the_rights_of_whoever_runs_it() {
    save("() => records.create('item', { name: 'x' }).created_by").statusCode(204);
    var reader = people.in(admin.caller().workspace(), "reader", Caller.Role.MEMBER, true);
    run(reader, "{}").statusCode(403).body("detail", containsString("token"));
    var member = people.in(admin.caller().workspace(), "member", Caller.Role.MEMBER, false);
    run(member, "{}")
        .statusCode(200)
        .body("result", equalTo(member.caller().memberId().toString()));
    var stranger = people.administrator();
    run(stranger, "{}").statusCode(404);
    items().body("items", hasSize(1));
  }

  @Test
  void only_designers_write_scripts_and_mistakes_have_their_place() {
    var member = people.in(admin.caller().workspace(), "other", Caller.Role.MEMBER, false);
    given()
        .header("Authorization", "Bearer " + member.token())
        .contentType(ContentType.JSON)
        .body("[]")
        .put("/api/v1/apps/shop/scripts")
        .then()
        .statusCode(403);
    given()
        .header("Authorization", "Bearer " + member.token())
        .get("/api/v1/apps/shop/scripts")
        .then()
        .statusCode(403);
    given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType(ContentType.JSON)
        .body(
            "[{\"key\": \"Bad\", \"form\": \"missing\", \"script\": \"() => {\"}, {\"key\": \"ok\", \"title\": {\"en\": \"Ok\"}, \"script\": \"42\"}]")
        .put("/api/v1/apps/shop/scripts")
        .then()
        .statusCode(422)
        .body(
            "errors.path",
            equalTo(java.util.List.of("/0/key", "/0/title", "/0/form", "/0/script", "/1/script")));
    for (var body : new String[] {"null", "[null]", "{}", "[", "[{\"more\": 1}]"}) {
      given()
          .header("Authorization", "Bearer " + admin.token())
          .contentType(ContentType.JSON)
          .body(body)
          .put("/api/v1/apps/shop/scripts")
          .then()
          .statusCode(org.hamcrest.Matchers.oneOf(400, 422));
    }
  }

  @Test
  void a_script_calls_servers_outside_and_none_inside() throws Exception {
    var seen = new AtomicReference<String>();
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          seen.set(
                              request.method()
                                  + " "
                                  + request.getHeader("Content-Type")
                                  + " "
                                  + body);
                          request.response().setStatusCode(201).end("{\"rate\": 7.1}");
                        }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    run(
            "input => { const a = fetch(input.to, { method: 'POST', body: { ask: 1 } }); return { ok: a.ok, status: a.status, rate: a.json().rate } }",
            "{\"to\": \"http://127.0.0.1:" + server.actualPort() + "/\"}")
        .statusCode(200)
        .body("result.ok", equalTo(true))
        .body("result.status", equalTo(201))
        .body("result.rate", equalTo(7.1f));
    org.assertj.core.api.Assertions.assertThat(seen).hasValue("POST application/json {\"ask\":1}");
    for (var inside :
        new String[] {"http://169.254.169.254/", "http://10.0.0.1/", "http://[::1]/"}) {
      run("input => fetch(input.to).text", "{\"to\": \"" + inside + "\"}")
          .statusCode(422)
          .body("detail", containsString("inside this network"));
    }
    server.close();
  }

  @Test
  void a_script_that_asks_without_end_is_stopped() {
    run("() => { while (true) records.count('item') }", "{}")
        .statusCode(422)
        .body("errors[0].code", equalTo("script-failed"));
    run("() => 1", "{}").statusCode(200).body("result", equalTo(1));
  }
}
