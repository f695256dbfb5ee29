package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.act;
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
import static dev.formwork.ui.process.Office.task;
import static dev.formwork.ui.process.Office.todo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.workflow.notice.Notices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is in approval stays as it was seen, and what a flow owns is not set by hand. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FlowLocksTest {

  /** Its rows and its note are kept by the status that the flow sets, its code by anything else. */
  private static final String ORDER =
      """
      {"key": "order", "title": {"en": "Order"}, "recordTitle": "name", "fields": [
        {"type": "text", "key": "name", "title": {"en": "Name"}},
        {"type": "text", "key": "code", "title": {"en": "Code"}, "readOnlyWhen": "code <> EMPTY"},
        {"type": "text", "key": "note", "title": {"en": "Note"}, "readOnlyWhen": "status = \\"approval\\""},
        {"type": "stage", "key": "status", "title": {"en": "Status"}, "stages": [
          {"key": "draft", "title": {"en": "Draft"}, "probability": 10, "category": "open"},
          {"key": "approval", "title": {"en": "In approval"}, "probability": 20, "category": "open"},
          {"key": "approved", "title": {"en": "Approved"}, "probability": 100, "category": "won"}]},
        {"type": "subform", "key": "lines", "title": {"en": "Lines"}, "readOnlyWhen": "status = \\"approval\\"", "fields": [
          {"type": "text", "key": "item", "title": {"en": "Item"}},
          {"type": "number", "key": "count", "title": {"en": "Count"}, "readOnlyWhen": "status = \\"approval\\""}]}]}""";

  @Inject Office office;
  @Inject Notices notices;

  private RestRecords admin;
  private RestRecords manager;
  private RestRecords rep;

  @BeforeEach
  void people() {
    admin = office.open();
    manager = office.hire(admin);
    rep = office.hire(admin, manager);
  }

  private void stages() {
    var at = "/api/v1/apps/office/definitions/form/order";
    admin.as().body(ORDER).put(at + "/draft").then().statusCode(204);
    admin.as().body("{}").post(at + "/publish").then().statusCode(200);
    publish(
        admin,
        "order_approval",
        """
        {"key": "order_approval", "title": {"en": "Order approval"}, "form": "order", "trigger": {"on": "record.submitted"}, "steps": [
          {"type": "transition", "key": "in_approval", "field": "status", "to": "approval", "owned": true},
          %s,
          {"type": "transition", "key": "approved", "field": "status", "to": "approved", "owned": true}]}"""
            .formatted(approve("boss", member(manager), "\"fields\": {\"note\": \"edit\"}")));
  }

  private String submitted() throws Exception {
    var made =
        rep.made(
            "order",
            "{\"name\": \"A\", \"code\": \"X1\", \"lines\": [{\"item\": \"Pen\", \"count\": 1}]}");
    rep.as().body("{}").post(rep.records("order") + "/" + made + ":submit").then().statusCode(200);
    Eventually.holds(() -> !todo(manager).isEmpty());
    return made;
  }

  @Test
  void a_record_in_approval_is_locked_to_all_but_the_present_step() {
    publish(
        admin,
        "buy",
        flow(
            "buy",
            "{\"on\": \"record.submitted\"}",
            "\"rules\": {\"open\": [\"helper\"]},",
            approve("boss", member(manager), "\"fields\": {\"note\": \"edit\"}")));
    var made = submit(rep, "{\"name\": \"A\", \"amount\": 1, \"lines\": [{\"item\": \"Pen\"}]}");
    task(manager);
    for (var who : List.of(rep, admin, manager)) {
      who.patch("request", made, "{\"amount\": 2, \"name\": \"A\"}")
          .statusCode(422)
          .body("errors.size()", equalTo(1))
          .body("errors[0].path", equalTo("/amount"))
          .body("errors[0].code", equalTo("record-in-approval"))
          .body("errors[0].message", containsString("buy"));
    }
    rep.patch("request", made, "{\"lines\": [{\"item\": \"Pencil\"}]}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/lines"));
    rep.patch("request", made, "{\"name\": \"A\"}").statusCode(200);
    rep.patch("request", made, "{\"helper\": \"" + Office.id(rep) + "\"}").statusCode(200);
    does(manager, "approve", "{\"fields\": {\"note\": \"Fine\"}}");
    reaches(rep, made, "done");
    rep.get("request", made).body("amount", equalTo(1)).body("note", equalTo("Fine"));
    for (var who : List.of(rep, admin)) {
      who.patch("request", made, "{\"amount\": 2}")
          .statusCode(422)
          .body("errors[0].code", equalTo("record-approved"));
    }
    rep.patch("request", made, "{\"helper\": \"" + Office.id(admin) + "\"}").statusCode(200);
  }

  @Test
  void stages_of_a_flow_are_not_set_by_hand() throws Exception {
    stages();
    var made = submitted();
    rep.patch("order", made, "{\"status\": \"approved\"}").statusCode(422);
    var other = rep.made("order", "{\"name\": \"B\"}");
    rep.patch("order", other, "{\"status\": \"approved\"}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/status"))
        .body("errors[0].code", equalTo("record-stage-of-flow"));
    rep.as()
        .body("{\"name\": \"C\", \"status\": \"approved\"}")
        .post(rep.records("order"))
        .then()
        .statusCode(422);
    admin.made("order", "{\"name\": \"From the old system\", \"status\": \"approved\"}");
    does(manager, "approve");
    Eventually.holds(() -> rep.get("order", made).extract().path("status").equals("approved"));
    rep.patch("order", made, "{\"status\": \"draft\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("record-approved"));
  }

  @Test
  void what_came_back_is_corrected_rows_included() throws Exception {
    stages();
    var made = submitted();
    does(manager, "return", "{\"comment\": \"Two, please\"}");
    var task = task(rep);
    act(
            rep,
            task,
            "save",
            "{\"fields\": {\"lines\": [{\"item\": \"Pen\", \"count\": 2}, {\"item\": \"Ink\"}], \"note\": \"Two\"}}")
        .statusCode(200);
    act(rep, task, "save", "{\"fields\": {\"code\": \"X2\"}}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/code"));
    act(rep, task, "resubmit", "{}").statusCode(200);
    rep.get("order", made).body("lines.size()", equalTo(2)).body("note", equalTo("Two"));
    Eventually.holds(() -> !todo(manager).isEmpty());
    does(manager, "approve", "{\"fields\": {\"note\": \"Seen\"}}");
    Eventually.holds(() -> rep.get("order", made).extract().path("note").equals("Seen"));
  }

  @Test
  void a_decision_on_a_record_that_is_gone_ends_the_flow_and_says_so() throws Exception {
    publish(admin, "buy", onSubmit("buy", approve("only", member(manager), "")));
    for (var forGood : new boolean[] {false, true}) {
      var made = submit(rep, "{\"name\": \"A\"}");
      var task = task(manager);
      var instance = status(rep, made, "id");
      admin
          .as()
          .body("{\"reason\": \"Sent twice\"}")
          .post(locks(made) + "/unlock")
          .then()
          .statusCode(200);
      admin.as().delete(admin.records("request") + "/" + made).then().statusCode(204);
      if (forGood) {
        admin
            .as()
            .delete(admin.records("request") + "/" + made + "?purge=true")
            .then()
            .statusCode(204);
      }
      act(manager, task, "approve", "{}")
          .statusCode(409)
          .body("detail", containsString("was deleted"));
      assertThat(todo(manager)).isEmpty();
      rep.as()
          .get("/api/v1/instances/" + instance)
          .then()
          .body("status", equalTo("terminated"))
          .body("outcome", equalTo("gone"));
      act(manager, task, "approve", "{}").statusCode(409);
    }
  }

  @Test
  void submitter_and_administrators_are_told_of_a_step_whose_role_nobody_has() throws Exception {
    publish(admin, "buy", onSubmit("buy", approve("board", "{\"role\": \"board\"}", "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    reaches(rep, made, "failed");
    assertThat(history(rep, made)).contains("failed");
    Eventually.holds(() -> !notices(admin).isEmpty());
    assertThat(notices(admin)).anySatisfy(text -> assertThat(text).contains("board"));
    assertThat(notices(rep)).anySatisfy(text -> assertThat(text).contains("board"));
  }

  private String locks(String record) {
    return admin.records("request") + "/" + record;
  }

  @Test
  void an_administrator_unlocks_with_a_reason_that_whoever_decides_is_shown() {
    publish(admin, "buy", onSubmit("buy", approve("boss", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\", \"amount\": 3980}");
    task(manager);
    rep.as()
        .get(locks(made) + "/locks")
        .then()
        .statusCode(200)
        .body("locked", equalTo(true))
        .body("locks[0].flow", equalTo("buy"))
        .body("fields", hasItem("amount"));
    rep.as().body("{\"reason\": \"Please\"}").post(locks(made) + "/unlock").then().statusCode(403);
    admin
        .as()
        .body("{\"reason\": \" \"}")
        .post(locks(made) + "/unlock")
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("record-unlock-reason"));
    admin
        .as()
        .body("{\"reason\": \"The price was wrong\"}")
        .post(locks(made) + "/unlock")
        .then()
        .statusCode(200)
        .body("locked", equalTo(false))
        .body("unlock.reason", equalTo("The price was wrong"));
    rep.patch("request", made, "{\"amount\": 1}").statusCode(200);
    assertThat(notices(manager)).contains("unlocked The price was wrong");
    manager
        .as()
        .get("/api/v1/tasks/" + task(manager))
        .then()
        .body("changes.size()", equalTo(1))
        .body("changes[0].path", equalTo("/amount"))
        .body("changes[0].from", notNullValue())
        .body("changes[0].to", notNullValue());
    assertThat(history(rep, made)).contains("unlocked");
    admin
        .as()
        .get("/api/v1/audit")
        .then()
        .statusCode(200)
        .body("items.event", hasItem("record.unlock"));
    admin.as().delete(locks(made) + "/unlock").then().statusCode(200).body("locked", equalTo(true));
    rep.patch("request", made, "{\"amount\": 2}").statusCode(422);
  }

  @Test
  void what_is_in_approval_or_through_is_neither_sent_again_nor_deleted_by_its_author() {
    publish(admin, "buy", onSubmit("buy", approve("boss", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    task(manager);
    for (var code : List.of("record-in-approval", "record-approved")) {
      rep.as()
          .body("{}")
          .post(locks(made) + ":submit")
          .then()
          .statusCode(422)
          .body("errors[0].code", equalTo(code));
      rep.as().delete(locks(made)).then().statusCode(422);
      if (code.equals("record-in-approval")) {
        does(manager, "approve");
        reaches(rep, made, "done");
      }
    }
  }

  @Test
  void other_flows_are_locked_out_unless_they_are_named() {
    var other =
        """
        {"key": "%s", "title": {"en": "%s"}, "form": "request", "trigger": {"on": "button"}, "steps": [
          {"type": "update", "key": "set", "set": {"note": "\\"By %s\\""}}]}""";
    for (var key : List.of("named", "unnamed")) {
      publish(admin, key, other.formatted(key, key, key));
    }
    publish(
        admin,
        "buy",
        flow(
            "buy",
            "{\"on\": \"record.submitted\"}",
            "\"rules\": {\"openTo\": [\"named\"]},",
            approve("boss", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    task(manager);
    started("unnamed", made);
    rep.get("request", made).body("note", nullValue());
    started("named", made);
    Eventually.holds(() -> "By named".equals(rep.get("request", made).extract().path("note")));
  }

  private void started(String flow, String record) {
    var at = "/api/v1/apps/office/flows/" + flow + ":start";
    var run =
        rep.as()
            .body("{\"record\": \"" + record + "\"}")
            .post(at)
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    Eventually.holds(
        () ->
            !"running"
                .equals(rep.as().get("/api/v1/instances/" + run).then().extract().path("status")));
  }

  @Test
  void a_return_opens_what_its_step_says_and_says_why() {
    publish(
        admin,
        "buy",
        onSubmit("buy", approve("boss", member(manager), "\"corrects\": [\"amount\"]")));
    var made = submit(rep, "{\"name\": \"A\", \"amount\": 12}");
    does(manager, "return", "{\"comment\": \"Eight, please\"}");
    var task = task(rep);
    assertThat(notices(rep)).contains("returned Eight, please");
    act(rep, task, "save", "{\"fields\": {\"name\": \"B\"}}").statusCode(422);
    rep.patch("request", made, "{\"name\": \"B\"}").statusCode(422);
    act(rep, task, "resubmit", "{\"fields\": {\"amount\": 8}}").statusCode(200);
    task(manager);
  }

  private List<String> notices(RestRecords member) {
    return ServiceCalls.await(() -> notices.latest(member.person().caller(), 50)).stream()
        .map(notice -> notice.kind() + " " + notice.text())
        .toList();
  }
}
