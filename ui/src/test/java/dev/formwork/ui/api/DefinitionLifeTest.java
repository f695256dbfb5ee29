package dev.formwork.ui.api;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Definitions of every kind go through the same life. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DefinitionLifeTest {

  private static final String DEFINITIONS = "/api/v1/apps/shop/definitions/";

  private static final String LEVEL = field("number", "level", "\"scale\": 0");
  private static final String STOCK = form("stock", "", field("text", "name", ""), LEVEL);

  private static final String DELIVERY =
      form(
          "delivery",
          "",
          field("lookup", "stock", "\"form\": \"stock\""),
          field("computed", "left", "\"expression\": \"stock.level\""));

  private static final String FLOW =
      "{\"key\": \"restock\", \"title\": {\"en\": \"Restock\"}, \"form\": \"stock\", \"trigger\": {\"on\": \"button\", \"when\": \"level < 1\"}, \"steps\": []}";

  private static final String CALLER =
      "{\"key\": \"caller\", \"title\": {\"en\": \"Caller\"}, \"form\": \"stock\", \"trigger\": {\"on\": \"button\"}, \"steps\": [{\"type\": \"call\", \"key\": \"call\", \"flow\": \"restock\"}]}";

  private static final String SETS =
      "{\"form\": \"stock\", \"sets\": [{\"key\": \"all\", \"title\": {\"en\": \"All\"}, \"who\": {\"everyone\": true}, \"actions\": [\"read\"], \"rows\": \"level > 0\"}]}";

  private static final String APP =
      "{\"key\": \"shop\", \"title\": {\"en\": \"Shop\"}, \"forms\": [\"stock\", \"delivery\"]}";

  private static final String FUNCTIONS =
      "[{\"name\": \"TWICE\", \"parameters\": [{\"name\": \"n\", \"type\": \"number\"}], \"result\": \"number\", \"script\": \"n => n * 2\"}]";

  private static final String SCRIPTS =
      "[{\"key\": \"one\", \"title\": {\"en\": \"One\"}, \"form\": \"stock\", \"script\": \"() => 1\"}]";

  /**
   * A definition and how it changes.
   *
   * @param wrong it with a mistake
   * @param problem code of that mistake
   * @param part that differs between the first and the second
   * @param change of it
   * @param uses key of a definition in the app that uses it; null: none does
   */
  private record Life(
      String key,
      String first,
      String second,
      String wrong,
      String problem,
      String part,
      String change,
      String uses) {

    static Life of(DefinitionKind kind) {
      return switch (kind) {
        case FORM ->
            new Life(
                "stock",
                STOCK,
                STOCK.replace(LEVEL, LEVEL + ", " + field("text", "place", "")),
                STOCK.replace(
                    LEVEL,
                    LEVEL + ", " + field("computed", "x", "\"expression\": \"nothing + 1\"")),
                "expression-unknown-field",
                "field",
                "added",
                "delivery");
        case FLOW ->
            new Life(
                "restock",
                FLOW,
                FLOW.replace("level < 1", "level < 5"),
                FLOW.replace("level < 1", "nothing < 1"),
                "expression-unknown-field",
                "trigger",
                "changed",
                "caller");
        case PERMISSIONS ->
            new Life(
                "stock",
                SETS,
                SETS.replace("level > 0", "level > 5"),
                SETS.replace("\"all\"", "\"X\""),
                "permission-key",
                "set",
                "changed",
                null);
        case ACCESS ->
            new Life(
                "shop",
                "{\"app\": \"shop\", \"grants\": [{\"who\": {\"everyone\": true}, \"as\": \"user\"}]}",
                "{\"app\": \"shop\"}",
                "{\"grants\": [{\"who\": {\"everyone\": true}}]}",
                "permission-app-role",
                "grant",
                "removed",
                null);
        case APP ->
            new Life(
                "shop",
                APP,
                APP.replace("\"Shop\"", "\"Store\""),
                APP.replace("\"delivery\"", "\"nothing\""),
                "script-form",
                "app",
                "changed",
                null);
        case FUNCTIONS ->
            new Life(
                "shop",
                FUNCTIONS,
                FUNCTIONS.replace("n * 2", "n + n"),
                FUNCTIONS.replace("TWICE", "SUM"),
                "function-taken",
                "function",
                "changed",
                "double");
        case SCRIPTS ->
            new Life(
                "shop",
                SCRIPTS,
                SCRIPTS.replace("One", "First"),
                SCRIPTS.replace("stock", "nothing"),
                "script-form",
                "script",
                "changed",
                null);
      };
    }
  }

  @Inject TestMembers people;
  @Inject TestApps apps;

  private TestMembers.Person admin;

  @BeforeEach
  void an_app() {
    admin = people.administrator();
    apps.publish(admin.caller(), "shop", STOCK, DELIVERY);
  }

  private RequestSpecification as() {
    return given().header("Authorization", "Bearer " + admin.token()).contentType(ContentType.JSON);
  }

  private static String at(DefinitionKind kind, String key) {
    return DEFINITIONS + kind.json() + "/" + key;
  }

  private JsonNode draft(String at) {
    try {
      return DefinitionJson.tree(
          as().get(at + "/draft").then().statusCode(200).extract().asString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private int published(String at, String definition) {
    as().body(definition).put(at + "/draft").then().statusCode(204);
    return as().post(at + "/publish").then().statusCode(200).extract().path("version");
  }

  @ParameterizedTest
  @EnumSource
  void a_definition_is_drafted_checked_published_compared_and_rolled_back(DefinitionKind kind) {
    var life = Life.of(kind);
    var at = at(kind, life.key);
    as().body(life.wrong)
        .post(at + "/validate")
        .then()
        .statusCode(200)
        .body("problems.code", hasItem(life.problem));
    as().body(life.first).post(at + "/validate").then().body("problems", empty());
    int first = published(at, life.first);
    var firstDraft = draft(at);
    as().get(at + "/differences").then().statusCode(200).body("items", empty());

    as().body(life.wrong).put(at + "/draft").then().statusCode(204);
    as().post(at + "/publish").then().statusCode(422);

    as().body(life.second).put(at + "/draft").then().statusCode(204);
    as().get(at + "/differences")
        .then()
        .body("items.part", equalTo(List.of(life.part)))
        .body("items.change", equalTo(List.of(life.change)));
    int second = as().post(at + "/publish").then().statusCode(200).extract().path("version");
    assertThat(second).isEqualTo(first + 1);
    as().get(at + "/versions").then().body("items.version[0, 1]", equalTo(List.of(second, first)));
    as().get(at + "/differences?from=" + first + "&to=" + second)
        .then()
        .body("items.part", equalTo(List.of(life.part)));

    as().header("If-Match", "\"999\"")
        .post(at + "/versions/" + first + ":rollback")
        .then()
        .statusCode(412);
    as().post(at + "/versions/" + first + ":rollback")
        .then()
        .statusCode(200)
        .body("version", equalTo(second + 1));
    assertThat(draft(at)).isEqualTo(firstDraft);
    as().get(at + "/differences?from=" + first + "&to=" + (second + 1))
        .then()
        .body("items", empty());
    as().get(at + "/versions/99").then().statusCode(404);
    as().post(at + "/versions/99:rollback").then().statusCode(404);
  }

  @ParameterizedTest
  @EnumSource
  void a_definition_tells_where_it_is_used(DefinitionKind kind) {
    var life = Life.of(kind);
    published(at(kind, life.key), life.first);
    published(at(DefinitionKind.FLOW, "restock"), FLOW);
    published(at(DefinitionKind.FLOW, "caller"), CALLER);
    if (kind == DefinitionKind.FUNCTIONS) {
      published(
          at(DefinitionKind.FORM, "double"),
          form(
              "double",
              "",
              field("number", "n", ""),
              field("computed", "twice", "\"expression\": \"TWICE(n)\"")));
    }
    var keys = as().get(at(kind, life.key) + "/uses").then().statusCode(200);
    if (life.uses == null) {
      keys.body("items", empty());
    } else {
      keys.body("items.key", hasItem(life.uses));
    }
  }

  @Test
  void a_field_tells_every_place_that_uses_it() {
    published(at(DefinitionKind.FLOW, "restock"), FLOW);
    published(at(DefinitionKind.PERMISSIONS, "stock"), SETS);
    var uses = as().get(at(DefinitionKind.FORM, "stock") + "/uses?part=level").jsonPath();
    assertThat(uses.getList("items.kind", String.class))
        .containsExactlyInAnyOrder("form", "permissions", "flow");
    assertThat(uses.getList("items.path", String.class))
        .containsExactlyInAnyOrder("/fields/1/expression", "/sets/0/rows", "/trigger/when");
  }

  @Test
  void a_part_of_an_app_is_published_alone_and_leaves_drafts_of_other_parts_as_they_are() {
    var app = at(DefinitionKind.APP, "shop");
    as().body(APP.replace("\"Shop\"", "\"Store\"")).put(app + "/draft").then().statusCode(204);
    published(at(DefinitionKind.SCRIPTS, "shop"), SCRIPTS);
    as().get(app + "/draft")
        .then()
        .body("title.en", equalTo("Store"))
        .body("scripts.key", equalTo(List.of("one")));
    as().get(app + "/differences")
        .then()
        .body("items.message", equalTo(List.of("Changed: app (title, start)")));
    as().get("/api/v1/apps/shop/scripts").then().body("key", equalTo(List.of("one")));
  }

  @Test
  void a_new_app_begins_with_its_definition_alone() {
    var path = "/api/v1/apps/store/definitions/app/store";
    as().body("{\"key\": \"store\", \"title\": {\"en\": \"Store\"}, \"forms\": [\"item\"]}")
        .put(path + "/draft")
        .then()
        .statusCode(204);
    as().post(path + "/publish").then().statusCode(422);
    as().body("{\"key\": \"store\", \"title\": {\"en\": \"Store\"}}")
        .put(path + "/draft")
        .then()
        .statusCode(204);
    as().post(path + "/publish").then().statusCode(200).body("version", equalTo(1));
    var item = "/api/v1/apps/store/definitions/form/item";
    as().body(form("item", "", field("text", "name", "")))
        .put(item + "/draft")
        .then()
        .statusCode(204);
    as().post(item + "/publish").then().statusCode(200);
    as().body("{\"name\": \"x\"}")
        .post("/api/v1/apps/store/forms/item/records")
        .then()
        .statusCode(201);
  }

  @Test
  void definitions_of_a_kind_are_listed() {
    published(at(DefinitionKind.FLOW, "restock"), FLOW);
    as().get(DEFINITIONS + "form")
        .then()
        .body("items.key", equalTo(List.of("delivery", "stock")))
        .body("items.version", equalTo(Arrays.asList(1, 1)));
    as().get(DEFINITIONS + "flow").then().body("items.title", equalTo(List.of("Restock")));
    as().get(DEFINITIONS + "nothing").then().statusCode(404);
  }
}
