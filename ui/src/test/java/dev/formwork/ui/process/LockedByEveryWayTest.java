package dev.formwork.ui.process;

import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;
import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.task;
import static dev.formwork.ui.process.Office.todo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestImports;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever way somebody or a flow takes to a locked record, it stays as it was seen. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LockedByEveryWayTest {

  private static final String TICKET =
      form("ticket")
          .recordTitle("code")
          .text("code", unique())
          .text("note")
          .member("keeper")
          .json();

  @Inject Office office;

  private RestRecords admin;
  private RestRecords manager;
  private RestRecords rep;

  @BeforeEach
  void people() {
    admin = office.open();
    Office.publishForm(admin, "ticket", TICKET);
    manager = office.hire(admin);
    rep = office.hire(admin);
    publish(
        admin,
        "check",
        """
        {"key": "check", "title": {"en": "Check"}, "form": "ticket", "trigger": {"on": "record.submitted"}, "steps": [%s]}"""
            .formatted(approve("boss", member(manager), "")));
  }

  /** In approval, kept by the rep. */
  private String submitted() {
    var made =
        rep.made(
            "ticket",
            "{\"code\": \"T1\", \"note\": \"seen\", \"keeper\": \"" + Office.id(rep) + "\"}");
    submit(made);
    return made;
  }

  private void submit(String record) {
    rep.as().body("{}").post(at(record) + ":submit").then().statusCode(200);
    task(manager);
  }

  private String at(String record) {
    return admin.records("ticket") + "/" + record;
  }

  enum Way {
    BULK {
      @Override
      void tries(LockedByEveryWayTest test, String record) {
        test.admin
            .as()
            .body("{\"ids\": [\"%s\"], \"change\": {\"note\": \"slipped\"}}".formatted(record))
            .post(test.admin.records("ticket") + ":bulk")
            .then()
            .statusCode(200)
            .body("done", equalTo(0))
            .body("refused[0].errors[0].code", equalTo("record-in-approval"));
      }
    },
    BULK_DELETE {
      @Override
      void tries(LockedByEveryWayTest test, String record) {
        test.admin
            .as()
            .body("{\"ids\": [\"%s\"], \"delete\": true}".formatted(record))
            .post(test.admin.records("ticket") + ":bulk")
            .then()
            .statusCode(200)
            .body("done", equalTo(0));
      }
    },
    IMPORT {
      @Override
      void tries(LockedByEveryWayTest test, String record) {
        var imports = new RestImports(test.admin.person(), "office");
        var run =
            imports.over(
                imports.begin("ticket", "code,note\nT1,slipped\n", "{\"match\": \"code\"}"));
        assertThat(run.getInt("failed")).isEqualTo(1);
        assertThat(run.getString("failures[0].code")).isEqualTo("record-in-approval");
      }
    },
    SCRIPT {
      @Override
      void tries(LockedByEveryWayTest test, String record) {
        for (var deed :
            List.of(
                "records.change('ticket', '%s', { note: 'slipped' })",
                "records.remove('ticket', '%s')", "records.submit('ticket', '%s', {})")) {
          test.script("() => { " + deed.formatted(record) + "; return 1; }");
        }
      }
    },
    HAND_OVER {
      @Override
      void tries(LockedByEveryWayTest test, String record) throws Exception {
        var members = "/api/v1/organization/members/" + Office.id(test.rep);
        test.admin
            .as()
            .body("{\"to\": \"" + Office.id(test.manager) + "\"}")
            .post(members + ":handOver")
            .then()
            .statusCode(202);
        Eventually.holds(() -> test.handOver(members).contains("Check"));
      }
    };

    abstract void tries(LockedByEveryWayTest test, String record) throws Exception;
  }

  private String handOver(String members) {
    return admin.as().get(members + "/handOver").then().statusCode(200).extract().asString();
  }

  private void script(String script) {
    admin
        .as()
        .body(
            "[{\"key\": \"tried\", \"title\": {\"en\": \"Tried\"}, \"script\": \"%s\"}]"
                .formatted(script))
        .put("/api/v1/apps/office/scripts")
        .then()
        .statusCode(204);
    admin
        .as()
        .body("{}")
        .post("/api/v1/apps/office/scripts/tried:run")
        .then()
        .statusCode(422)
        .body("detail", containsString("Check"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void a_record_in_approval_stays_as_it_was_seen(Way way) throws Exception {
    var made = submitted();
    way.tries(this, made);
    admin
        .get("ticket", made)
        .body("note", equalTo("seen"))
        .body("keeper", equalTo(Office.id(rep).toString()));
    assertThat(todo(manager)).containsExactly("boss");
  }

  @Test
  void an_import_is_not_undone_of_what_is_in_approval() {
    var imports = new RestImports(admin.person(), "office");
    var location = imports.begin("ticket", "code,note\nT1,seen\nT2,free\n", null);
    imports.over(location);
    var made =
        admin
            .as()
            .queryParam("filter", "code = \"T1\"")
            .get(admin.records("ticket"))
            .then()
            .extract()
            .<String>path("items[0].id");
    admin.as().body("{}").post(at(made) + ":submit").then().statusCode(200);
    task(manager);
    admin.as().post(location + ":undo").then().statusCode(202);
    var undone = imports.over(location);
    assertThat(undone.getInt("undone")).isEqualTo(1);
    assertThat(undone.getList("kept.id", String.class)).containsExactly(made);
    admin.get("ticket", made).body("note", equalTo("seen"));
  }

  @Test
  void other_flows_neither_delete_it_nor_change_it_by_a_script() {
    var made = submitted();
    for (var step :
        List.of(
            "{\"type\": \"delete\", \"key\": \"d\"}",
            "{\"type\": \"delete\", \"key\": \"d\", \"form\": \"ticket\", \"where\": \"TRUE\"}",
            "{\"type\": \"script\", \"key\": \"s\", \"script\": \"() => { records.remove('ticket', '%s'); return 1; }\"}"
                .formatted(made),
            "{\"type\": \"script\", \"key\": \"s\", \"script\": \"() => { records.change('ticket', '%s', { note: 'slipped' }); return 1; }\"}"
                .formatted(made))) {
      pressed("tidy", "", step, made);
      admin.get("ticket", made).body("note", equalTo("seen"));
    }
  }

  /** Until the run of it stands still or is over. */
  private void pressed(String flow, String more, String step, String record) {
    publish(
        admin,
        flow,
        """
        {"key": "%s", "title": {"en": "Tidy"}, "form": "ticket", "trigger": {"on": "button"}, %s "steps": [%s]}"""
            .formatted(flow, more, step));
    var run =
        admin
            .as()
            .body("{\"record\": \"" + record + "\"}")
            .post("/api/v1/apps/office/flows/" + flow + ":start")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id");
    Eventually.holds(
        () ->
            !"running"
                .equals(
                    admin.as().get("/api/v1/instances/" + run).then().extract().path("status")));
  }

  @Test
  void administrators_delete_it_once_they_unlocked_it_with_a_reason() {
    var made = submitted();
    admin
        .as()
        .delete(at(made))
        .then()
        .statusCode(422)
        .body("errors[0].code", equalTo("record-in-approval"));
    admin.as().delete(at(made) + "?purge=true").then().statusCode(422);
    admin
        .as()
        .body("{\"reason\": \"Sent twice\"}")
        .post(at(made) + "/unlock")
        .then()
        .statusCode(200);
    admin.as().delete(at(made)).then().statusCode(204);
  }

  @Test
  void an_approval_in_a_loop_locks_the_record_that_it_is_about() {
    var made = rep.made("purchase", "{\"name\": \"L1\"}");
    publish(
        admin,
        "round",
        Office.onSubmit(
            "round",
            """
            {"type": "forEach", "key": "each", "form": "purchase", "where": "name = \\"L1\\"", "steps": [%s]}"""
                .formatted(approve("each_one", member(manager), ""))));
    Office.submit(rep, "{\"name\": \"A\"}");
    task(manager);
    rep.patch("purchase", made, "{\"name\": \"slipped\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("record-in-approval"));
    Office.does(manager, "approve");
    rep.patch("purchase", made, "{\"name\": \"free again\"}").statusCode(200);
  }

  @Test
  void a_later_version_of_the_flow_without_approvals_frees_nothing() {
    var going = submitted();
    var notify =
        """
        {"key": "check", "title": {"en": "Check"}, "form": "ticket", "trigger": {"on": "record.submitted"}, "steps": [
          {"type": "update", "key": "u", "set": {"note": "note"}}]}""";
    publish(admin, "check", notify);
    rep.patch("ticket", going, "{\"note\": \"slipped\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("record-in-approval"));
    Office.does(manager, "approve");
    Eventually.holds(() -> todo(manager).isEmpty());
    rep.patch("ticket", going, "{\"note\": \"slipped\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("record-approved"));
    admin.get("ticket", going).body("note", equalTo("seen")).body("deleted_at", nullValue());
  }
}
