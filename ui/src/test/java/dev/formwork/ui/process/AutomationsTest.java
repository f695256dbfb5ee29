package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.flow;
import static dev.formwork.ui.process.Office.history;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.reaches;
import static dev.formwork.ui.process.Office.status;
import static dev.formwork.ui.process.Office.submit;
import static dev.formwork.ui.process.Office.todo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flows in which nobody has anything to do, and steps that work by themselves. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AutomationsTest {

  @Inject Office office;

  private RestRecords admin;
  private RestRecords rep;

  @BeforeEach
  void people() {
    admin = office.open();
    rep = office.hire(admin);
  }

  private List<String> purchases() {
    return rep.as().get(rep.records("purchase")).then().extract().path("items.name");
  }

  @Test
  void a_created_record_makes_another_and_changes_itself() {
    publish(
        admin,
        "order",
        flow(
            "order",
            "{\"on\": \"record.created\", \"when\": \"amount > 5\"}",
            "",
            """
            {"type": "create", "key": "make", "form": "purchase", "set": {"name": "name & \\" order\\"", "amount": "amount * 2", "request": "RECORDID()"}},
            {"type": "update", "key": "mark", "set": {"status": "\\"ordered\\""}}"""));
    var small = rep.made("request", "{\"name\": \"A\", \"amount\": 1}");
    var large = rep.made("request", "{\"name\": \"B\", \"amount\": 10}");
    reaches(rep, large, "done");
    rep.get("request", large).body("status", equalTo("ordered"));
    assertThat(purchases()).containsExactly("B order");
    assertThat(status(rep, small, "id")).isEqualTo("null");
  }

  @Test
  void a_change_of_a_field_from_one_value_to_another_starts_it() {
    publish(
        admin,
        "watch",
        flow(
            "watch",
            "{\"on\": \"record.changed\", \"fields\": [\"status\"], \"from\": \"\\\"open\\\"\", \"to\": \"\\\"closed\\\"\"}",
            "",
            "{\"type\": \"update\", \"key\": \"note\", \"set\": {\"note\": \"\\\"seen\\\"\"}}"));
    var made = rep.made("request", "{\"name\": \"A\", \"status\": \"open\"}");
    rep.patch("request", made, "{\"name\": \"B\"}").statusCode(200);
    rep.patch("request", made, "{\"status\": \"held\"}").statusCode(200);
    assertThat(status(rep, made, "id")).isEqualTo("null");
    rep.patch("request", made, "{\"status\": \"open\"}").statusCode(200);
    rep.patch("request", made, "{\"status\": \"closed\"}").statusCode(200);
    reaches(rep, made, "done");
    rep.get("request", made).body("note", equalTo("seen"));
  }

  @Test
  void every_row_and_every_record_gets_its_turn() {
    publish(
        admin,
        "rows",
        onSubmit(
            "rows",
            """
            {"type": "forEach", "key": "lines", "rows": "lines", "steps": [
              {"type": "create", "key": "make", "form": "purchase", "set": {"name": "item", "amount": "count"}}]},
            {"type": "forEach", "key": "all", "form": "purchase", "where": "amount > 1", "steps": [
              {"type": "update", "key": "double", "set": {"amount": "amount * 10"}}]}"""));
    var made =
        submit(
            rep,
            "{\"name\": \"A\", \"lines\": [{\"item\": \"x\", \"count\": 1}, {\"item\": \"y\", \"count\": 2}]}");
    reaches(rep, made, "done");
    assertThat(
            rep.as()
                .get(rep.records("purchase") + "?sort=name")
                .then()
                .extract()
                .<List<Number>>path("items.amount"))
        .extracting(Number::intValue)
        .containsExactly(1, 20);
  }

  @Test
  void parallel_lanes_join_when_enough_are_done() {
    var one = office.hire(admin);
    var two = office.hire(admin);
    publish(
        admin,
        "lanes",
        onSubmit(
            "lanes",
            "{\"type\": \"parallel\", \"key\": \"both\", \"join\": \"any\", \"lanes\": [[%s], [%s]]}, %s"
                .formatted(
                    approve("left", member(one), ""),
                    approve("right", member(two), ""),
                    "{\"type\": \"update\", \"key\": \"done\", \"set\": {\"status\": \"\\\"joined\\\"\"}}")));
    var made = submit(rep, "{\"name\": \"A\"}");
    assertThat(todo(one)).containsExactly("left");
    does(two, "approve");
    reaches(rep, made, "done");
    assertThat(todo(one)).isEmpty();
    rep.get("request", made).body("status", equalTo("joined"));
  }

  @Test
  void a_failed_step_is_told_and_goes_on_once_it_was_mended() {
    publish(
        admin,
        "bad",
        onSubmit(
            "bad",
            "{\"type\": \"update\", \"key\": \"set\", \"set\": {\"amount\": \"amount / 0 + 99999999999999999999\"}}"));
    publish(
        admin,
        "fails",
        flow(
            "fails",
            "{\"on\": \"button\"}",
            "",
            "{\"type\": \"delete\", \"key\": \"gone\", \"form\": \"request\", \"where\": \"name = \\\"A\\\"\"}, {\"type\": \"update\", \"key\": \"set\", \"set\": {\"note\": \"\\\"x\\\"\"}}"));
    var made = rep.made("request", "{\"name\": \"A\"}");
    var instance =
        admin
            .as()
            .body("{\"record\": \"" + made + "\"}")
            .post("/api/v1/apps/office/flows/fails:start")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    failed(instance);
    admin
        .as()
        .body("{}")
        .post(admin.records("request") + "/" + made + ":restore")
        .then()
        .statusCode(200);
    admin.as().body("{}").post("/api/v1/instances/" + instance + ":retry").then().statusCode(204);
    reaches(admin, made, "done");
    admin.get("request", made).body("note", equalTo("x"));
  }

  private void failed(String instance) {
    try {
      Eventually.holds(
          () ->
              admin
                  .as()
                  .get("/api/v1/instances/" + instance)
                  .then()
                  .extract()
                  .<String>path("status")
                  .equals("failed"));
    } catch (Exception e) {
      throw new AssertionError("It did not fail", e);
    }
  }

  @Test
  void a_wait_ends_with_its_time_or_with_what_it_waits_for() throws Exception {
    publish(
        admin,
        "waits",
        onSubmit(
            "waits",
            """
            {"type": "wait", "key": "day", "for": "P1D"},
            {"type": "wait", "key": "order", "event": {"form": "purchase", "where": "request = RECORDID()"}},
            {"type": "update", "key": "done", "set": {"status": "\\"arrived\\""}}"""));
    var made = submit(rep, "{\"name\": \"A\"}");
    Eventually.holds(() -> status(rep, made, "standing").equals("[day]"));
    office.timePasses(admin, "25 hours");
    Eventually.holds(() -> status(rep, made, "standing").equals("[order]"));
    rep.made("purchase", "{\"name\": \"other\"}");
    rep.made("purchase", "{\"name\": \"mine\", \"request\": \"" + made + "\"}");
    reaches(rep, made, "done");
  }

  @Test
  void flows_that_start_each_other_are_stopped_and_told() throws Exception {
    publish(
        admin,
        "ring",
        flow(
            "ring",
            "{\"on\": \"record.changed\", \"fields\": [\"amount\"]}",
            "",
            "{\"type\": \"update\", \"key\": \"up\", \"set\": {\"amount\": \"amount + 1\"}}"));
    var made = rep.made("request", "{\"name\": \"A\", \"amount\": 0}");
    rep.patch("request", made, "{\"amount\": 1}").statusCode(200);
    Eventually.holds(() -> history(rep, made).contains("loop"));
    rep.get("request", made).body("amount", equalTo(18));
  }

  @Test
  void another_flow_is_called_and_gives_something_back() {
    publish(
        admin,
        "inner",
        flow(
            "inner",
            "{\"on\": \"flow\"}",
            "\"variables\": [{\"key\": \"sum\", \"type\": \"number\"}, {\"key\": \"times\", \"type\": \"number\"}],",
            "{\"type\": \"aggregate\", \"key\": \"count\", \"form\": \"request\", \"where\": \"amount >= THIS.times\", \"of\": \"sum\", \"field\": \"amount\", \"into\": \"sum\"}"));
    publish(
        admin,
        "outer",
        flow(
            "outer",
            "{\"on\": \"record.submitted\"}",
            "\"variables\": [{\"key\": \"total\", \"type\": \"number\"}],",
            "{\"type\": \"call\", \"key\": \"ask\", \"flow\": \"inner\", \"in\": {\"times\": \"2\"}, \"out\": {\"total\": \"sum\"}, \"wait\": true}, {\"type\": \"update\", \"key\": \"put\", \"set\": {\"note\": \"\\\"\\\" & total\"}}"));
    rep.made("request", "{\"name\": \"A\", \"amount\": 1}");
    var made = submit(rep, "{\"name\": \"B\", \"amount\": 5}");
    try {
      Eventually.holds(() -> "5".equals(rep.get("request", made).extract().<String>path("note")));
    } catch (Exception e) {
      throw new AssertionError(history(rep, made).toString(), e);
    }
  }

  @Test
  void a_paused_flow_starts_nothing() {
    publish(
        admin,
        "order",
        flow(
            "order",
            "{\"on\": \"record.created\"}",
            "",
            "{\"type\": \"update\", \"key\": \"mark\", \"set\": {\"status\": \"\\\"x\\\"\"}}"));
    admin.as().post("/api/v1/apps/office/flows/order:pause").then().statusCode(204);
    var quiet = rep.made("request", "{\"name\": \"A\"}");
    admin.as().post("/api/v1/apps/office/flows/order:resume").then().statusCode(204);
    var made = rep.made("request", "{\"name\": \"B\"}");
    reaches(rep, made, "done");
    assertThat(status(rep, quiet, "id")).isEqualTo("null");
  }

  @Test
  void what_a_script_was_given_is_for_designers_alone() throws Exception {
    publish(
        admin,
        "script",
        onSubmit(
            "script",
            "{\"type\": \"script\", \"key\": \"run\", \"script\": \"input => input.record.name\"}"));
    var made = submit(rep, "{\"name\": \"A\", \"cost\": \"secret\"}");
    reaches(rep, made, "done");
    var at = "/api/v1/instances/" + status(rep, made, "id") + "/history";
    assertThat(rep.as().get(at).then().statusCode(200).extract().asString())
        .doesNotContain("secret");
    assertThat(admin.as().get(at).then().statusCode(200).extract().asString()).contains("secret");
  }
}
