package dev.formwork.ui.process;

import static dev.formwork.core.testing.TestApp.form;
import static dev.formwork.ui.process.Office.act;
import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.flow;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.reaches;
import static dev.formwork.ui.process.Office.status;
import static dev.formwork.ui.process.Office.submit;
import static dev.formwork.ui.process.Office.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people decided is not slipped past by what they correct, start again or save late. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DecidedRecordsTest {

  /** Reps make and change requests, but are not to know of costs and counts. */
  private static final String SETS =
      """
      {"sets": [
        {"key": "reps", "title": {"en": "Reps"}, "who": {"everyone": true}, "actions": ["read", "create", "change", "history"],
         "otherFields": "write", "fields": {"cost": "hidden", "lines.count": "hidden"}},
        {"key": "managers", "title": {"en": "Managers"}, "who": {"roles": ["manager"]}, "actions": ["read", "change", "history"],
         "otherFields": "write"}]}""";

  @Inject Office office;
  @Inject Pool pool;

  private RestRecords admin;
  private RestRecords manager;
  private RestRecords rep;

  @BeforeEach
  void people() {
    admin = office.open();
    manager = office.hire(admin, "manager");
    rep = office.hire(admin);
  }

  @Test
  void what_came_back_shows_and_opens_no_more_than_the_submitter_sees_anyway() {
    admin.as().body(SETS).put("/api/v1/apps/office/permissions/request").then().statusCode(204);
    for (var corrects : new String[] {"", "\"corrects\": [\"lines\", \"amount\", \"cost\"]"}) {
      publish(admin, "buy", onSubmit("buy", approve("boss", member(manager), corrects)));
      var made = submit(rep, "{\"name\": \"A\", \"amount\": 3, \"lines\": [{\"item\": \"Pen\"}]}");
      does(manager, "return", "{\"comment\": \"Two, please\"}");
      admin
          .as()
          .body("{\"reason\": \"Costs were missing\"}")
          .post(admin.records("request") + "/" + made + "/unlock")
          .then()
          .statusCode(200);
      admin
          .patch(
              "request",
              made,
              "{\"cost\": \"secret\", \"lines\": [{\"item\": \"Pen\", \"count\": 7}]}")
          .statusCode(200);
      var task = task(rep);
      rep.as()
          .get("/api/v1/tasks/" + task)
          .then()
          .statusCode(200)
          .body("recordData", not(hasKey("cost")))
          .body("recordData.lines[0]", not(hasKey("count")));
      assertThat(rep.as().get("/api/v1/tasks/" + task).asString())
          .doesNotContain("secret")
          .doesNotContain("\"count\"");
      act(rep, task, "save", "{\"fields\": {\"cost\": \"none\"}}").statusCode(422);
      act(rep, task, "save", "{\"fields\": {\"lines\": [{\"item\": \"Pen\", \"count\": 1}]}}")
          .statusCode(422);
      act(rep, task, "resubmit", "{\"fields\": {\"amount\": 2}}").statusCode(200);
      admin
          .get("request", made)
          .body("amount", equalTo(2))
          .body("cost", equalTo("secret"))
          .body("lines[0].count", equalTo(7));
      does(manager, "reject");
    }
  }

  private void button(String more) {
    publish(
        admin,
        "buy",
        flow("buy", "{\"on\": \"button\"}", more, approve("boss", member(manager), "")));
  }

  private void pressed(String record, int status) {
    rep.as()
        .body("{\"record\": \"" + record + "\"}")
        .post("/api/v1/apps/office/flows/buy:start")
        .then()
        .statusCode(status);
  }

  @Test
  void a_button_does_not_start_again_on_what_it_decided() {
    button("");
    var made = rep.made("request", "{\"name\": \"A\"}");
    pressed(made, 201);
    task(manager);
    pressed(made, 422);
    does(manager, "approve");
    reaches(rep, made, "done");
    pressed(made, 422);
    rep.as()
        .get("/api/v1/apps/office/forms/request/records/" + made + "/locks")
        .then()
        .body("locked", equalTo(true));
  }

  @Test
  void a_run_that_is_withdrawn_leaves_what_was_decided_before() {
    button("\"rules\": {\"openTo\": [\"buy\"]},");
    var made = rep.made("request", "{\"name\": \"A\", \"amount\": 1}");
    pressed(made, 201);
    does(manager, "approve");
    reaches(rep, made, "done");
    pressed(made, 201);
    task(manager);
    rep.as()
        .body("{}")
        .post("/api/v1/instances/" + status(rep, made, "id") + ":withdraw")
        .then()
        .statusCode(200);
    reaches(rep, made, "withdrawn");
    rep.patch("request", made, "{\"amount\": 2}")
        .statusCode(422)
        .body("errors[0].code", equalTo("record-approved"));
  }

  @Test
  void a_save_does_not_come_after_the_decision() throws Exception {
    publish(
        admin,
        "buy",
        onSubmit("buy", approve("boss", member(manager), "\"fields\": {\"note\": \"edit\"}")));
    var made = submit(rep, "{\"name\": \"A\"}");
    var task = task(manager);
    var schema = admin.person().caller().workspace().schema();
    var run = UUID.fromString(status(rep, made, "id"));
    var deciding = ServiceCalls.await(() -> pool.getConnection());
    CompletableFuture<Integer> saved;
    try {
      run(deciding, "BEGIN");
      ServiceCalls.await(
          () ->
              deciding
                  .preparedQuery(
                      "SELECT 1 FROM \"%s\".flow_instance WHERE id = $1 FOR UPDATE"
                          .formatted(schema))
                  .execute(Tuple.of(run)));
      saved =
          CompletableFuture.supplyAsync(
              () ->
                  act(manager, task, "save", "{\"fields\": {\"note\": \"late\"}}")
                      .extract()
                      .statusCode());
      Eventually.holds(this::somebodyWaits);
      ServiceCalls.await(
          () ->
              deciding
                  .preparedQuery(
                      "UPDATE \"%s\".flow_task SET closed_at = now(), outcome = 'approved' WHERE id = $1"
                          .formatted(schema))
                  .execute(Tuple.of(UUID.fromString(task))));
      run(deciding, "COMMIT");
    } finally {
      ServiceCalls.await(deciding::close);
    }
    assertThat(saved.get()).isEqualTo(409);
    admin.get("request", made).body("note", nullValue());
  }

  private static void run(SqlConnection connection, String sql) {
    ServiceCalls.await(() -> connection.query(sql).execute());
  }

  private boolean somebodyWaits() {
    return ServiceCalls.await(
                () ->
                    pool.query(
                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%flow_instance%FOR UPDATE%'")
                        .execute())
            .iterator()
            .next()
            .getLong(0)
        > 0;
  }

  @Test
  void a_change_is_shown_to_whoever_decides_however_many_others_follow() {
    publish(
        admin,
        "buy",
        flow(
            "buy",
            "{\"on\": \"record.submitted\"}",
            "\"rules\": {\"open\": [\"amount\", \"helper\"]},",
            approve("boss", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\", \"amount\": 1}");
    task(manager);
    rep.patch("request", made, "{\"amount\": 2}").statusCode(200);
    var schema = admin.person().caller().workspace().schema();
    ServiceCalls.await(
        () ->
            pool.preparedQuery(
                    """
                    INSERT INTO "%s".change_log (form, record_id, version, at, by, action, changes)
                    SELECT 'request', $1, 100 + i, now(), $2, 'update', '{"helper": {"from": null, "to": null}}'
                    FROM generate_series(1, 600) i"""
                        .formatted(schema))
                .execute(Tuple.of(UUID.fromString(made), Office.id(rep).value())));
    manager
        .as()
        .get("/api/v1/tasks/" + task(manager))
        .then()
        .body("changes.path", hasItem("/amount"))
        .body("changes", not(empty()));
  }

  @Test
  void a_total_that_follows_from_other_records_is_shown_to_whoever_decides() {
    var budget = form("budget").recordTitle("name").text("name");
    Office.publishForm(admin, "budget", budget.json());
    Office.publishForm(
        admin,
        "bill",
        form("bill")
            .recordTitle("name")
            .text("name")
            .number("amount")
            .lookup("budget", "budget")
            .json());
    Office.publishForm(admin, "budget", budget.sum("spent", "bill", "budget", "amount").json());
    publish(
        admin,
        "grant",
        """
        {"key": "grant", "title": {"en": "Grant"}, "form": "budget", "trigger": {"on": "record.submitted"}, "steps": [%s]}"""
            .formatted(approve("boss", member(manager), "")));
    var made = rep.made("budget", "{\"name\": \"A\"}");
    rep.made("bill", "{\"name\": \"x\", \"amount\": 5, \"budget\": \"" + made + "\"}");
    rep.as().body("{}").post(rep.records("budget") + "/" + made + ":submit").then().statusCode(200);
    var task = task(manager);
    manager.as().get("/api/v1/tasks/" + task).then().body("changes", nullValue());
    rep.made("bill", "{\"name\": \"y\", \"amount\": 2, \"budget\": \"" + made + "\"}");
    manager
        .as()
        .get("/api/v1/tasks/" + task)
        .then()
        .body("changes.path", equalTo(List.of("/spent")))
        .body("changes[0].from", notNullValue())
        .body("changes[0].to", notNullValue());
  }
}
