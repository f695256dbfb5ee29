package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Imports through the API: good files, bad files, and the same file twice. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ImportApiTest {

  private static final String FORMS = "/api/v1/apps/ltc/forms/";

  @Inject TestMembers people;

  private TestMembers.Person admin;

  @BeforeEach
  void a_workspace_with_the_pack() {
    admin = people.administrator();
    call().contentType(ContentType.JSON).post("/api/v1/packs/ltc:install").then().statusCode(200);
  }

  private RequestSpecification call() {
    return given().header("Authorization", "Bearer " + admin.token());
  }

  private RequestSpecification upload(byte[] content, String plan) {
    var request = call().multiPart("file", "file.csv", content, "text/csv");
    return plan == null ? request : request.multiPart("plan", plan);
  }

  private JsonPath imported(String form, byte[] content, String plan) {
    var location =
        upload(content, plan)
            .post(FORMS + form + "/records:import")
            .then()
            .statusCode(202)
            .extract()
            .header("Location");
    Eventually.holds(
        Duration.ofSeconds(60), () -> !run(location).getString("state").equals("running"));
    return run(location);
  }

  private JsonPath run(String location) {
    return call().get(location).then().statusCode(200).extract().jsonPath();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_form_without_a_unique_field_takes_every_row_as_new() {
    imported("account", utf8("name\nAcme\n"), null);
    var first = imported("contact", utf8("name,account\nAnn,Acme\nBob,Acme\n"), null);
    assertThat(first.getInt("created")).isEqualTo(2);
    assertThat(imported("contact", utf8("name,account\nAnn,Acme\n"), null).getInt("created"))
        .isEqualTo(1);
  }

  @Test
  void real_deals_come_in_whole_and_add_up() throws Exception {
    var data = Path.of(System.getProperty("formwork.shared"), "data", "crm-sales-opportunities");
    Assumptions.assumeTrue(Files.isDirectory(data), "the real data is not beside this checkout");
    assertThat(
            imported("account", Files.readAllBytes(data.resolve("accounts.csv")), null)
                .getInt("created"))
        .isEqualTo(85);
    imported("product", Files.readAllBytes(data.resolve("products.csv")), null);
    imported("sales_rep", Files.readAllBytes(data.resolve("sales_teams.csv")), null);
    var deals = Files.readAllBytes(data.resolve("sales_pipeline.csv"));
    var plan =
        """
        {"match": "opportunity_id",
         "columns": {"opportunity_id": "opportunity_id", "sales_agent": "sales_rep", "product": "product", "account": "account",
           "deal_stage": "stage", "engage_date": "engage_date", "close_date": "close_date", "close_value": "amount"},
         "values": {"product": {"GTXPro": "GTX Pro"}, "stage": {"Prospecting": "verify", "Engaging": "needs"}}}""";
    var first = imported("opportunity", deals, plan);
    assertThat(first.getInt("created")).isEqualTo(8_800);
    assertThat(first.getInt("failed")).isZero();
    var again = imported("opportunity", deals, plan);
    assertThat(again.getInt("unchanged")).isEqualTo(8_800);
    assertThat(again.getInt("created")).isZero();
    call()
        .contentType(ContentType.JSON)
        .body(
            "{\"filter\": \"stage = \\\"won\\\"\", \"measures\": [{\"aggregate\": \"count\"}, {\"aggregate\": \"sum\", \"field\": \"amount\"}]}")
        .post(FORMS + "opportunity/records:aggregate")
        .then()
        .body("groups[0].figures[0]", equalTo(4_238))
        .body("groups[0].figures[1].intValue()", equalTo(10_005_534));
    call()
        .queryParam("filter", "account = EMPTY")
        .queryParam("count", "exact")
        .queryParam("limit", 1)
        .get(FORMS + "opportunity/records")
        .then()
        .body("count", equalTo(1_425));
  }

  @Test
  void rows_that_fail_are_listed_mended_and_imported_again() {
    imported("account", utf8("name\nAcme\n"), null);
    var file =
        "opportunity_id,account,amount,close_date\nA1,Acme,100,2026-01-31\nA2,Nobody,1,2026-01-31\nA3,Acme,much,31st of May\nA4,Acme,\"1,234.50\",2026/3/5\n";
    var run = imported("opportunity", utf8(file), null);
    assertThat(run.getInt("created")).isEqualTo(2);
    assertThat(run.getInt("failed")).isEqualTo(2);
    assertThat(run.getList("failures.row")).containsExactlyInAnyOrder(3, 4, 4);
    assertThat(run.getList("failures.code"))
        .contains("import-no-such-record", "import-not-a-number", "import-not-a-date");
    var failed =
        call()
            .get("/api/v1/apps/ltc/imports/" + run.getString("id") + "/failed.csv")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(failed).contains("A2,Nobody").contains("A3,Acme").doesNotContain("A1,");
    var mended =
        failed.replace("Nobody", "Acme").replace("much", "2").replace("31st of May", "2026-05-31");
    assertThat(imported("opportunity", utf8(mended), null).getInt("created")).isEqualTo(2);
  }

  @Test
  void a_name_twice_in_one_file_changes_the_record_it_made() {
    var run = imported("account", utf8("name,level\nAcme,a\nBest,b\nAcme,c\n"), null);
    assertThat(run.getInt("created")).isEqualTo(2);
    assertThat(run.getInt("updated")).isEqualTo(1);
    call()
        .queryParam("filter", "name = \"Acme\"")
        .get(FORMS + "account/records")
        .then()
        .body("items[0].level", equalTo("c"));
  }

  @Test
  void a_broken_uniqueness_fails_its_row_alone() {
    var run = imported("account", utf8("name,tax_id\nAcme,1\nBest,1\nCosy,2\n"), null);
    assertThat(run.getInt("created")).isEqualTo(2);
    assertThat(run.getList("failures.code")).containsExactly("not-unique");
  }

  @Test
  void a_row_may_name_a_record_further_down() {
    assertThat(
            imported("account", utf8("name,subsidiary_of\nChild,Parent\nParent,\n"), null)
                .getInt("created"))
        .isEqualTo(2);
  }

  @Test
  void chinese_files_are_read_as_spreadsheets_write_them() {
    imported("account", "客户名称;级别\n华辰自动化;A\n".getBytes(Charset.forName("GB18030")), null);
    call()
        .get(FORMS + "account/records")
        .then()
        .body("items.name", hasItem("华辰自动化"))
        .body("items.level", hasItem("a"));
  }

  @Test
  void a_formula_is_kept_as_text_and_handed_back_harmless() {
    var run =
        imported("account", utf8("name,level\n\"=HYPERLINK(\"\"http://evil\"\")\",z\n"), null);
    var failed =
        call().get("/api/v1/apps/ltc/imports/" + run.getString("id") + "/failed.csv").asString();
    assertThat(failed).contains("'=HYPERLINK");
    assertThat(imported("account", utf8(failed.replace(",z,", ",a,")), null).getInt("created"))
        .isEqualTo(1);
    call()
        .get(FORMS + "account/records")
        .then()
        .body("items[0].name", equalTo("=HYPERLINK(\"http://evil\")"));
  }

  @Test
  void hostile_files_are_refused_with_a_reason() {
    var url = FORMS + "account/records:import";
    upload(new byte[0], null)
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("file-empty"));
    upload(new byte[] {'a', 0, 'b'}, null)
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("file-not-text"));
    upload(new byte[] {'n', (byte) 0xFF, (byte) 0xFF, '\n'}, null)
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("file-encoding"));
    upload(utf8("name,name\na,b\n"), null)
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("file-duplicate-column"));
    upload(utf8("a,".repeat(400) + "\n"), null)
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("file-too-many-columns"));
    upload(utf8("nothing\nx\n"), null)
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("plan-no-columns"));
    upload(utf8("name\nx\n"), "{\"columns\": {\"nmae\": \"name\"}}")
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("plan-unknown-column"));
    upload(utf8("name\nx\n"), "{not json")
        .post(url)
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("plan-unreadable"));
    upload(new byte[21 * 1024 * 1024], null).post(url).then().statusCode(413);
    upload(new byte[30 * 1024 * 1024], null).post(url).then().statusCode(413);
    given()
        .contentType("application/json")
        .body(new byte[30 * 1024 * 1024])
        .post(url)
        .then()
        .statusCode(413)
        .body("errors[0].code", equalTo("body-too-large"));
    var wide = imported("account", utf8("name\nOK\n" + "x,".repeat(100) + "\n"), null);
    assertThat(wide.getInt("created")).isEqualTo(1);
    assertThat(wide.getList("failures.code")).containsExactly("import-too-many-cells");
  }
}
