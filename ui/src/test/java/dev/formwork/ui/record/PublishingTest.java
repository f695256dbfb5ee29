package dev.formwork.ui.record;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.designer.pack.AppPublisher;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publishing while there are records, other forms, and other designers. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PublishingTest {

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject CompiledForms forms;
  @Inject AppPublisher publisher;

  private TestMembers.Person admin;

  private static final String STOCK =
      form(
          "stock",
          "\"recordTitle\": \"name\"",
          field("text", "name", ""),
          field("number", "level", "\"scale\": 0"));

  @BeforeEach
  void someone() {
    admin = people.administrator();
  }

  private io.restassured.specification.RequestSpecification as() {
    return given().header("Authorization", "Bearer " + admin.token()).contentType(ContentType.JSON);
  }

  @Test
  void records_that_break_a_new_invariant_are_named_and_stay_until_they_are_mended()
      throws Exception {
    apps.publish(admin.caller(), "shop", STOCK);
    var records = "/api/v1/apps/shop/forms/stock/records";
    String low =
        as().body("{\"name\": \"low\", \"level\": -3}").post(records).then().extract().path("id");
    as().body("{\"name\": \"high\", \"level\": 3}").post(records).then().statusCode(201);
    apps.republish(
        admin.caller(),
        "shop",
        STOCK.replace(
            "\"recordTitle\"",
            "\"invariants\": [{\"check\": \"level >= 0\", \"message\": {\"en\": \"Never below zero.\"}}], \"recordTitle\""));
    var state = "/api/v1/apps/shop/definitions/form/stock/recomputation";
    Eventually.holds(() -> !as().get(state).then().extract().jsonPath().getBoolean("running"));
    as().get(state)
        .then()
        .body("done", equalTo(2))
        .body("broken", equalTo(1))
        .body("first.title", equalTo(List.of("low")))
        .body("first[0].message.en", equalTo("Never below zero."));
    as().body("{\"name\": \"lower\"}").patch(records + "/" + low).then().statusCode(409);
    as().body("{\"level\": 0}").patch(records + "/" + low).then().statusCode(200);
  }

  @Test
  void an_app_comes_with_functions_its_forms_call() throws Exception {
    var app =
        DefinitionJson.read(
            DefinitionJson.tree(
                """
                {"key": "shop", "title": {"en": "Shop"}, "forms": ["stock"], "functions": [
                  {"name": "TWICE", "parameters": [{"name": "n", "type": "number"}], "result": "number", "script": "n => n * 2"}]}"""),
            AppDefinition.class);
    var stock =
        TestApps.form(
            STOCK.replace(
                "\"fields\": [",
                "\"fields\": ["
                    + field("computed", "double", "\"expression\": \"TWICE(level)\"")
                    + ", "));
    ServiceCalls.await(() -> publisher.publish(admin.caller(), app, List.of(stock), List.of()));
    as().body("{\"level\": 21}")
        .post("/api/v1/apps/shop/forms/stock/records")
        .then()
        .statusCode(201)
        .body("double", equalTo(42));
  }

  /** One takes a field away while the other begins to read it: only one of them may succeed. */
  @Test
  void two_publishes_that_do_not_go_together_never_both_succeed() throws Exception {
    var reading =
        form(
            "delivery",
            "",
            field("lookup", "stock", "\"form\": \"stock\""),
            field("computed", "level", "\"expression\": \"stock.level\""));
    var plain = form("delivery", "", field("lookup", "stock", "\"form\": \"stock\""));
    var without = form("stock", "\"recordTitle\": \"name\"", field("text", "name", ""));
    try (var both = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 5; i++) {
        var app = "shop" + i;
        apps.publish(admin.caller(), app, STOCK, plain);
        Callable<Boolean> removing = () -> succeeds(app, without);
        Callable<Boolean> using = () -> succeeds(app, reading);
        var outcomes =
            both.invokeAll(List.of(removing, using)).stream().map(one -> one.resultNow()).toList();
        assertThat(outcomes).contains(true, false);
        ServiceCalls.await(forms::changed);
        assertThat(
                ServiceCalls.await(() -> forms.forms(admin.caller().workspace(), new AppKey(app))))
            .hasSize(2);
      }
    }
  }

  /** Both are kept with the app: whoever comes second works on what the first one made. */
  @Test
  void functions_and_scripts_saved_at_once_are_both_there() throws Exception {
    apps.publish(admin.caller(), "shop", STOCK);
    var functions =
        "[{\"name\": \"TWICE\", \"parameters\": [{\"name\": \"n\", \"type\": \"number\"}], \"result\": \"number\", \"script\": \"n => n * 2\"}]";
    var scripts = "[{\"key\": \"one\", \"title\": {\"en\": \"One\"}, \"script\": \"() => 1\"}]";
    try (var both = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 5; i++) {
        put("functions", "[]");
        put("scripts", "[]");
        Callable<Integer> one = () -> put("functions", functions);
        Callable<Integer> other = () -> put("scripts", scripts);
        assertThat(both.invokeAll(List.of(one, other)).stream().map(done -> done.resultNow()))
            .containsOnly(204);
        as().get("/api/v1/apps/shop/functions").then().body("name", equalTo(List.of("TWICE")));
        as().get("/api/v1/apps/shop/scripts").then().body("key", equalTo(List.of("one")));
      }
    }
  }

  private int put(String what, String body) {
    return as().body(body).put("/api/v1/apps/shop/" + what).then().extract().statusCode();
  }

  @Test
  void the_same_form_published_twice_at_once_is_told_so_and_nothing_breaks() throws Exception {
    apps.publish(admin.caller(), "shop", STOCK);
    var more =
        STOCK.replace(
            "\"fields\": [", "\"fields\": [" + field("text", "code", "\"unique\": true") + ", ");
    try (var both = Executors.newFixedThreadPool(2)) {
      Callable<Boolean> publishing = () -> succeeds("shop", more);
      var outcomes =
          both.invokeAll(List.of(publishing, publishing)).stream()
              .map(one -> one.resultNow())
              .toList();
      assertThat(outcomes).contains(true);
    }
    as().body("{\"name\": \"x\", \"code\": \"1\"}")
        .post("/api/v1/apps/shop/forms/stock/records")
        .then()
        .statusCode(201);
  }

  private boolean succeeds(String app, String definition) {
    try {
      apps.republish(admin.caller(), app, definition);
      return true;
    } catch (dev.formwork.core.problem.Refusal refusal) {
      return false;
    }
  }
}
