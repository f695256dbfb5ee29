package dev.formwork.ui.process;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that are made and sent on their way at once. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SubmittingTest {

  @Inject Office office;
  @Inject TestApps apps;
  @Inject Pool pool;
  @Inject CompiledForms forms;

  private RestRecords admin;

  @BeforeEach
  void people() {
    admin = office.open();
  }

  @Test
  void a_new_record_is_made_and_sent_in_one() {
    publish(admin, "ask", onSubmit("ask", approve("boss", member(admin), "")));
    var made = send("request", "{\"name\": \"A\", \"amount\": \"5\"}").statusCode(201);
    String id = made.extract().path("id");
    assertThat(status(admin, id, "status")).isEqualTo("running");
    admin
        .as()
        .get(admin.records("request") + "/" + id + "/changes")
        .then()
        .statusCode(200)
        .body("items.action", contains("submit"))
        .body("items.version", contains(1));
  }

  @Test
  void flows_that_start_with_a_new_record_start_too() {
    var mark = "{\"type\": \"update\", \"key\": \"m\", \"set\": {\"note\": \"\\\"seen\\\"\"}}";
    publish(admin, "made", Office.flow("made", "{\"on\": \"record.created\"}", "", mark));
    String id = send("request", "{\"name\": \"A\"}").statusCode(201).extract().path("id");
    Office.reaches(admin, id, "done");
    admin.get("request", id).body("note", equalTo("seen"));
  }

  @Test
  void what_may_not_be_sent_yet_is_not_made_either() {
    apps.publish(
        admin.person().caller(),
        "office",
        form(
            "claim",
            """
            "recordTitle": "name", "validations": [{"check": "amount > 0", "on": "submit",
              "fields": ["amount"], "message": {"en": "How much?"}}]""",
            field("text", "name", ""),
            field("number", "amount", "")));
    send("claim", "{\"name\": \"A\"}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/amount"))
        .body("errors[0].message", equalTo("How much?"));
    admin.as().get(admin.records("claim")).then().body("items", hasSize(0));
    send("claim", "{\"name\": \"A\", \"amount\": 3}").statusCode(201);
  }

  /** The flow asks another form, which cannot be read just then. */
  @Test
  void a_flow_that_cannot_begin_keeps_nobody_from_sending() {
    publish(
        admin,
        "ask",
        onSubmit(
            "ask",
            """
            {"type": "branch", "key": "many", "cases": [{"when": "%s", "steps": [%s]}]}"""
                .formatted(
                    "COUNTRECORDS(\\\"purchase\\\", amount >= 0) = 0",
                    approve("boss", member(admin), ""))));
    var table = table("purchase");
    sql("ALTER TABLE " + table + " RENAME TO away");
    String id = send("request", "{\"name\": \"A\"}").statusCode(201).extract().path("id");
    assertThat(status(admin, id, "status")).isEqualTo("running");
    assertThat(Office.todo(admin)).isEmpty();
    sql("ALTER TABLE " + table.replaceFirst("[^.]+$", "away") + " RENAME TO " + name(table));
    Office.does(admin, "approve");
    Office.reaches(admin, id, "done");
  }

  private String table(String form) {
    return ServiceCalls.await(() -> forms.form(admin.person().caller().workspace(), "office", form))
        .table()
        .sql();
  }

  private static String name(String table) {
    return table.substring(table.lastIndexOf('.') + 1);
  }

  private void sql(String statement) {
    ServiceCalls.await(() -> pool.query(statement).execute());
  }

  private io.restassured.response.ValidatableResponse send(String form, String values) {
    return admin.as().body(values).post(admin.records(form) + "?submit=true").then();
  }
}
