package dev.formwork.ui.api;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.ui.RestImports;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What imports make of files whose rows belong together, and how they are undone. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ImportedRecordsApiTest {

  @Inject TestMembers people;
  @Inject TestApps apps;

  private RestRecords shop;
  private RestImports imports;

  @BeforeEach
  void an_app_with_orders_and_clients() {
    var admin = people.administrator();
    apps.publish(
        admin.caller(),
        "shop",
        form(
            "order",
            "",
            field("text", "code", "\"unique\": true"),
            field("text", "memo", ""),
            field("number", "total", ""),
            field("lookup", "client", "\"form\": \"client\""),
            field(
                "subform",
                "lines",
                "\"fields\": ["
                    + field("text", "product", "\"required\": true")
                    + ", "
                    + field("number", "quantity", "\"default\": \"1\"")
                    + "]")),
        form("client", "", field("text", "name", ""), field("text", "tax_no", "\"unique\": true")));
    shop = new RestRecords(admin, "shop");
    imports = new RestImports(admin, "shop");
  }

  private String begin(String form, String csv, String plan) {
    return imports.begin(form, csv, plan);
  }

  private JsonPath over(String location) {
    return imports.over(location);
  }

  private JsonPath imported(String form, String csv, String plan) {
    return over(begin(form, csv, plan));
  }

  private String id(String code) {
    return shop.as()
        .queryParam("filter", "code = \"" + code + "\"")
        .get(shop.records("order"))
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].id");
  }

  @Test
  void rows_that_repeat_the_key_become_rows_of_one_record() {
    var run =
        imported(
            "order",
            "code,memo,lines.product,lines.quantity\nA1,first,Pump,2\nA2,,Valve,\nA1,,Hose,3\n",
            null);
    assertThat(run.getInt("created")).isEqualTo(2);
    assertThat(run.getInt("processed")).isEqualTo(3);
    shop.get("order", id("A1"))
        .body("memo", equalTo("first"))
        .body("lines.product", contains("Pump", "Hose"))
        .body("lines.quantity", contains(2, 3));
    shop.get("order", id("A2")).body("lines.quantity", contains(1));
  }

  @Test
  void one_refused_row_keeps_its_record_out_and_is_handed_back_with_all_of_it() {
    var location =
        begin(
            "order",
            "code,lines.product,lines.quantity\nA1,Pump,2\nA1,Hose,many\nA2,Valve,1\n",
            null);
    var run = over(location);
    assertThat(run.getInt("created")).isEqualTo(1);
    assertThat(run.getInt("failed")).isEqualTo(2);
    assertThat(run.getList("failures.row", Integer.class)).containsExactly(2, 3);
    assertThat(shop.as().get(location + "/failed.csv").asString()).contains("Pump", "Hose,many");
  }

  @Test
  void a_rule_of_a_row_is_told_of_its_line() {
    var run = imported("order", "code,lines.product,lines.quantity\nA1,Pump,2\nA1,,3\n", null);
    assertThat(run.getString("failures[1].column")).isEqualTo("lines.product");
    assertThat(run.getInt("failures[1].row")).isEqualTo(3);
  }

  @Test
  void rows_of_an_existing_record_take_the_place_of_those_it_has() {
    imported("order", "code,lines.product\nA1,Pump\nA1,Hose\n", null);
    var plan = "{\"match\": \"code\"}";
    var run = imported("order", "code,memo,lines.product\nA1,new,Valve\n", plan);
    assertThat(run.getInt("updated")).isEqualTo(1);
    shop.get("order", id("A1")).body("lines.product", contains("Valve"));
    imported("order", "code,memo\nA1,newer\n", plan);
    shop.get("order", id("A1")).body("lines.product", contains("Valve"));
  }

  @Test
  void records_are_looked_up_by_a_unique_field() {
    shop.made("client", "{\"name\": \"Acme\", \"tax_no\": \"DE 1\"}");
    shop.made("client", "{\"name\": \"Acme\", \"tax_no\": \"DE 2\"}");
    var run =
        imported(
            "order", "code,client\nA1,DE 2\nA2,DE 3\n", "{\"lookups\": {\"client\": \"tax_no\"}}");
    assertThat(run.getInt("created")).isEqualTo(1);
    assertThat(run.getString("failures[0].code")).isEqualTo("import-no-record-with");
    shop.get("order", id("A1")).body("client.title", equalTo("Acme"));
  }

  @Test
  void an_import_is_undone_but_for_what_was_changed_since() {
    imported("order", "code,memo,total,lines.product\nA1,old,1,Pump\n", null);
    var location =
        begin(
            "order",
            "code,memo,total,lines.product\nA1,new,2,Hose\nA2,made,3,\nA3,made,3,\n",
            "{\"match\": \"code\"}");
    assertThat(over(location).getInt("updated")).isEqualTo(1);
    var changed = id("A3");
    shop.patch("order", changed, "{\"memo\": \"by hand\"}").statusCode(200);
    shop.as()
        .post(location + ":undo")
        .then()
        .statusCode(202)
        .header("Location", containsString("/imports/"));
    var undone = over(location);
    assertThat(undone.getString("state")).isEqualTo("undone");
    assertThat(undone.getInt("undone")).isEqualTo(2);
    assertThat(undone.getList("kept.id", String.class)).containsExactly(changed);
    assertThat(undone.getString("kept[0].code")).isEqualTo("changed-meanwhile");
    shop.get("order", id("A1"))
        .body("memo", equalTo("old"))
        .body("total", equalTo(1))
        .body("lines.product", contains("Pump"));
    assertThat(id("A2")).isNull();
    shop.get("order", changed).body("memo", equalTo("by hand"));
    shop.as()
        .post(location + ":undo")
        .then()
        .statusCode(409)
        .body("errors[0].code", equalTo("import-nothing-to-undo"));
  }

  @Test
  void an_undone_import_can_be_imported_again() {
    var csv = "code,memo\nA1,x\nA2,y\n";
    var location = begin("order", csv, null);
    over(location);
    shop.as().post(location + ":undo").then().statusCode(202);
    assertThat(over(location).getInt("undone")).isEqualTo(2);
    assertThat(imported("order", csv, null).getInt("created")).isEqualTo(2);
  }

  @Test
  void records_exported_with_their_rows_come_back_unchanged() {
    imported(
        "order",
        "code,memo,lines.product,lines.quantity\nA1,\"a, b\",Pump,2\nA1,,Hose,\nA2,,,\n",
        null);
    var csv =
        shop.as()
            .body("{\"format\": \"csv\", \"fields\": [\"code\", \"memo\", \"lines\"]}")
            .post(shop.records("order") + ":export")
            .then()
            .statusCode(200)
            .header("X-Record-Count", "2")
            .extract()
            .asString();
    var run = imported("order", csv, "{\"match\": \"code\"}");
    assertThat(run.getInt("unchanged")).isEqualTo(2);
    assertThat(run.getInt("failed")).isZero();
    shop.as()
        .queryParam("fields", "code,lines")
        .queryParam("sort", "code")
        .get(shop.records("order"))
        .then()
        .body("items[0].lines.product", contains("Pump", "Hose"))
        .body("items[1].lines", hasSize(0));
  }

  @Test
  void what_is_misspelt_in_an_address_is_told() {
    shop.as()
        .queryParam("filtre", "code = \"A1\"")
        .get(shop.records("order"))
        .then()
        .statusCode(400)
        .body("errors[0].code", equalTo("parameter-unknown-near"))
        .body("errors[0].message", containsString("“filter”"));
    shop.as()
        .queryParam("dryRun", "yes")
        .contentType("multipart/form-data")
        .multiPart("file", "file.csv", "code\nA1\n".getBytes(StandardCharsets.UTF_8), "text/csv")
        .post(shop.records("order") + ":import")
        .then()
        .statusCode(400)
        .body("errors[0].code", equalTo("parameter-boolean"));
    shop.as()
        .queryParam("limit", "many")
        .get("/api/v1/tasks")
        .then()
        .statusCode(400)
        .body("errors", hasSize(1));
    shop.as()
        .body("{\"fromat\": \"csv\"}")
        .post(shop.records("order") + ":export")
        .then()
        .statusCode(422)
        .body("errors[0].message", containsString("Did you mean “format”?"));
    assertThat(id("A1")).isNull();
    shop.as().get(shop.records("order")).then().body("nextCursor", nullValue());
  }
}
