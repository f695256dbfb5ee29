package dev.formwork.ui.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.formwork.ui.LightRequests;
import dev.formwork.ui.RestImports;
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
import java.util.List;
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
    var imports = new RestImports(admin, "ltc");
    return imports.over(imports.begin(form, "file.csv", content, plan));
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
  void a_name_twice_in_one_file_fails_every_row_that_has_it() {
    var run = imported("account", utf8("name,level\nAcme,a\nBest,b\nAcme,c\n"), null);
    assertThat(run.getInt("created")).isEqualTo(1);
    assertThat(run.getList("failures.row")).containsExactly(2, 4);
    assertThat(run.getList("failures.code"))
        .containsExactly("import-key-twice", "import-key-twice");
    assertThat(run.getString("failures[0].message")).contains("2, 4");
  }

  @Test
  void a_broken_uniqueness_fails_its_row_alone() {
    imported("account", utf8("name,tax_id\nAcme,1\n"), null);
    var run = imported("account", utf8("name,tax_id\nBest,1\nCosy,2\n"), null);
    assertThat(run.getInt("created")).isEqualTo(1);
    assertThat(run.getList("failures.code")).containsExactly("not-unique");
  }

  @Test
  void records_are_updated_only_when_the_plan_says_by_what() {
    imported("account", utf8("name,level\nAcme,a\n"), null);
    assertThat(imported("account", utf8("name,level\nAcme,b\n"), null).getList("failures.code"))
        .containsExactly("not-unique");
    assertThat(
            imported("account", utf8("name,level\nAcme,b\n"), "{\"match\": \"name\"}")
                .getInt("updated"))
        .isEqualTo(1);
  }

  @Test
  void a_missing_cell_and_an_empty_one_leave_what_is_stored_unless_the_plan_empties() {
    imported("account", utf8("name,tax_id,level\nAcme,T1,a\nBest,T2,b\n"), null);
    var match = "\"match\": \"name\"";
    var untouched = utf8("name,level,tax_id\nAcme,c,\nBest,c\n");
    assertThat(imported("account", untouched, "{" + match + "}").getInt("updated")).isEqualTo(2);
    assertThat(account("Acme").getString("items[0].tax_id")).isEqualTo("T1");
    var emptying = "{" + match + ", \"formats\": {\"tax_id\": {\"empties\": true}}}";
    assertThat(imported("account", untouched, emptying).getInt("updated")).isEqualTo(1);
    assertThat(account("Acme").getString("items[0].tax_id")).isNull();
    assertThat(account("Best").getString("items[0].tax_id")).isEqualTo("T2");
  }

  private JsonPath account(String name) {
    return call()
        .queryParam("filter", "name = \"" + name + "\"")
        .get(FORMS + "account/records")
        .jsonPath();
  }

  @Test
  void defaults_hold_for_new_rows_with_empty_cells() {
    imported(
        "opportunity",
        utf8("opportunity_id,stage,amount\nN1,,5\nN2\n"),
        "{\"match\": \"opportunity_id\", \"formats\": {\"stage\": {\"empties\": true}}}");
    call()
        .queryParam("sort", "opportunity_id")
        .get(FORMS + "opportunity/records")
        .then()
        .body("items.stage", equalTo(List.of("verify", "verify")));
  }

  @Test
  void what_the_file_does_not_tell_is_asked() {
    var file =
        utf8("opportunity_id;close_date;amount\nQ1;03/04/2026;1,5\nQ2;05/06/2026;2.345,50\n");
    var url = FORMS + "opportunity/records:import";
    upload(file, null)
        .post(url)
        .then()
        .statusCode(422)
        .body("errors.code", equalTo(List.of("import-ask-date-order")))
        .body("errors[0].path", equalTo("/plan/formats/close_date/dateOrder"));
    var preview =
        upload(file, null).post(url + "?dryRun=true").then().statusCode(200).extract().jsonPath();
    assertThat(preview.getString("plan.separator")).isEqualTo(";");
    assertThat(preview.getString("plan.formats.amount.decimal")).isEqualTo(",");
    assertThat(preview.getList("questions.answer"))
        .containsExactly("/plan/formats/close_date/dateOrder");
    assertThat(preview.getDouble("rows[1].values.amount")).isEqualTo(2345.5);
    assertThat(preview.getString("rows[0].values.close_date")).isNull();
    var answered = "{\"formats\": {\"close_date\": {\"dateOrder\": \"dmy\"}}}";
    assertThat(
            upload(file, answered)
                .post(url + "?dryRun=true")
                .jsonPath()
                .getString("rows[0].values.close_date"))
        .isEqualTo("2026-04-03");
    call().get(FORMS + "opportunity/records").then().body("items.size()", equalTo(0));
    assertThat(imported("opportunity", file, answered).getInt("created")).isEqualTo(2);
    call()
        .queryParam("sort", "opportunity_id")
        .get(FORMS + "opportunity/records")
        .then()
        .body("items.close_date", equalTo(List.of("2026-04-03", "2026-06-05")));
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
    var large = new LightRequests(admin.token()).answer("POST", url, " ".repeat(30 * 1024 * 1024));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("body-too-large");
    var wide = imported("account", utf8("name\nOK\n" + "x,".repeat(100) + "\n"), null);
    assertThat(wide.getInt("created")).isEqualTo(1);
    assertThat(wide.getList("failures.code")).containsExactly("import-too-many-cells");
  }
}
