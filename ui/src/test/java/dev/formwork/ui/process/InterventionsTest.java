package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.history;
import static dev.formwork.ui.process.Office.id;
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

import dev.formwork.core.access.Caller;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What designers of an app do to a run that went astray: and who may not, and when it cannot be.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class InterventionsTest {

  @Inject Office office;
  @Inject TestMembers people;

  private RestRecords admin;
  private RestRecords manager;
  private RestRecords director;
  private RestRecords rep;

  @BeforeEach
  void an_office() {
    admin = office.open();
    manager = office.hire(admin);
    director = office.hire(admin);
    rep = office.hire(admin);
  }

  /** A request that goes from one approver to the other. */
  private String oneAfterTheOther() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve("first", member(manager), "")
                + ", "
                + approve("second", member(director), "")));
    return submit(rep, "{\"name\": \"A\", \"amount\": 1}");
  }

  /** A request that is with two at once after a first. */
  private String sideBySide() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            "%s, {\"type\": \"parallel\", \"key\": \"both\", \"lanes\": [[%s], [%s]]}"
                .formatted(
                    approve("first", member(rep), ""),
                    approve("left", member(manager), ""),
                    approve("right", member(director), ""))));
    return submit(rep, "{\"name\": \"A\"}");
  }

  /** A request whose flow stands still: its name is no amount until somebody gives it one. */
  private String stuck() throws Exception {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            "{\"type\": \"script\", \"key\": \"check\", \"script\": \"input => { if (!input.record.note) throw new Error('There is no note'); return 1; }\"}, "
                + approve("then", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    Eventually.holds(() -> status(admin, made, "status").equals("failed"));
    return made;
  }

  private static ValidatableResponse intervene(
      RestRecords by, String instance, String action, Map<String, ?> with) {
    return by.as().body(with).post("/api/v1/instances/" + instance + ":" + action).then();
  }

  private ValidatableResponse intervene(String record, String action, Map<String, ?> with) {
    return intervene(admin, run(record), action, with);
  }

  private String run(String record) {
    return status(admin, record, "id");
  }

  private List<String> audited() {
    return admin
        .as()
        .get("/api/v1/audit?search=flow.")
        .then()
        .statusCode(200)
        .extract()
        .path("items.event");
  }

  @Test
  void a_step_that_failed_is_tried_again_once_what_it_needs_is_there() throws Exception {
    var made = stuck();
    assertThat(status(admin, made, "error")).contains("There is no note");
    intervene(made, "retry", Map.of()).statusCode(204);
    Eventually.holds(() -> failures(made) == 2);
    admin.patch("request", made, "{\"note\": \"A note\"}").statusCode(200);
    intervene(made, "retry", Map.of()).statusCode(204);
    does(manager, "approve");
    reaches(rep, made, "done");
    assertThat(history(admin, made)).containsSubsequence("failed", "retried", "failed", "retried");
    assertThat(audited()).contains("flow.retry");
  }

  private long failures(String record) {
    return history(admin, record).stream().filter("failed"::equals).count();
  }

  @Test
  void what_did_not_fail_is_not_tried_again() {
    var made = oneAfterTheOther();
    intervene(made, "retry", Map.of())
        .statusCode(409)
        .body("detail", equalTo("Nothing in it failed."));
    assertThat(todo(manager)).containsExactly("first");
  }

  @Test
  void a_run_that_is_over_is_run_again_on_the_record_as_it_is_now() {
    var made = oneAfterTheOther();
    does(manager, "reject", "{\"comment\": \"No\"}");
    reaches(rep, made, "rejected");
    var before = run(made);
    admin.patch("request", made, "{\"amount\": 5}").statusCode(200);
    String after = intervene(made, "replay", Map.of()).statusCode(201).extract().path("id");
    assertThat(after).isNotEqualTo(before).isEqualTo(run(made));
    var task = task(manager);
    manager
        .as()
        .get("/api/v1/tasks/" + task)
        .then()
        .body("recordData.amount", equalTo(5))
        .body("submitter", equalTo(id(rep).toString()));
    does(manager, "approve");
    does(director, "approve");
    reaches(rep, made, "done");
    rep.as().get("/api/v1/instances/" + before).then().body("status", equalTo("rejected"));
    assertThat(audited()).contains("flow.replay");
  }

  @Test
  void a_run_that_is_under_way_or_failed_is_not_run_again_beside_itself() throws Exception {
    var failed = stuck();
    intervene(failed, "replay", Map.of())
        .statusCode(409)
        .body("detail", containsString("not over"));
    var running = oneAfterTheOther();
    intervene(running, "replay", Map.of())
        .statusCode(409)
        .body("detail", containsString("not over"));
    assertThat(todo(manager)).containsExactly("first");
  }

  @Test
  void a_run_is_moved_ahead_and_back_and_what_was_under_way_is_dropped() {
    var made = oneAfterTheOther();
    task(manager);
    intervene(made, "jump", Map.of("step", "second")).statusCode(204);
    assertThat(todo(manager)).isEmpty();
    assertThat(todo(director)).containsExactly("second");
    intervene(made, "jump", Map.of("step", "first")).statusCode(204);
    assertThat(todo(director)).isEmpty();
    does(manager, "approve");
    does(director, "approve");
    reaches(rep, made, "done");
    assertThat(history(rep, made)).filteredOn("jumped"::equals).hasSize(2);
    assertThat(audited()).contains("flow.jump");
  }

  @Test
  void a_run_is_moved_past_a_step_that_cannot_succeed() throws Exception {
    var made = stuck();
    intervene(made, "jump", Map.of("step", "then")).statusCode(204);
    assertThat(status(rep, made, "status")).isEqualTo("running");
    does(manager, "approve");
    reaches(rep, made, "done");
  }

  @Test
  void nobody_is_moved_into_the_middle_of_parallel_work_but_out_of_it() {
    var made = sideBySide();
    task(rep);
    intervene(made, "jump", Map.of("step", "left"))
        .statusCode(409)
        .body("detail", containsString("middle of parallel work"))
        .body("detail", containsString("left"));
    assertThat(todo(rep)).containsExactly("first");
    intervene(made, "jump", Map.of("step", "both")).statusCode(204);
    assertThat(todo(manager)).containsExactly("left");
    does(manager, "approve");
    intervene(made, "jump", Map.of("step", "first")).statusCode(204);
    assertThat(todo(director)).isEmpty();
    does(rep, "approve");
    assertThat(todo(manager)).as("both lanes begin again").containsExactly("left");
  }

  @Test
  void a_step_that_is_not_there_is_named() {
    var made = oneAfterTheOther();
    intervene(made, "jump", Map.of("step", "third"))
        .statusCode(409)
        .body("detail", containsString("third"));
    assertThat(todo(manager)).containsExactly("first");
  }

  @Test
  void a_task_is_given_to_somebody_else_who_decides() {
    var made = oneAfterTheOther();
    var task = task(manager);
    intervene(made, "reassign", Map.of("task", task, "to", id(director))).statusCode(204);
    assertThat(todo(manager)).isEmpty();
    Office.act(manager, task, "approve", "{}").statusCode(409);
    does(director, "approve");
    assertThat(todo(director)).containsExactly("second");
    assertThat(history(rep, made)).containsSubsequence("reassigned", "approved");
    assertThat(audited()).contains("flow.reassign");
  }

  @Test
  void a_task_goes_neither_to_a_stranger_nor_when_it_is_done() {
    var made = oneAfterTheOther();
    var task = task(manager);
    intervene(made, "reassign", Map.of("task", task, "to", UUID.randomUUID()))
        .statusCode(409)
        .body("detail", containsString("somebody who works here"));
    intervene(made, "reassign", Map.of("task", UUID.randomUUID(), "to", id(director)))
        .statusCode(404);
    assertThat(todo(manager)).containsExactly("first");
    does(manager, "approve");
    intervene(made, "reassign", Map.of("task", task, "to", id(rep)))
        .statusCode(409)
        .body("detail", equalTo("This task is done."));
  }

  @Test
  void a_run_is_ended_with_a_reason_and_nothing_is_done_to_it_any_more() {
    var made = sideBySide();
    does(rep, "approve");
    intervene(made, "terminate", Map.of("comment", "The customer left")).statusCode(204);
    assertThat(todo(manager)).isEmpty();
    assertThat(todo(director)).isEmpty();
    reaches(rep, made, "terminated");
    rep.as()
        .get("/api/v1/instances/" + run(made) + "/history")
        .then()
        .body(
            "items.findAll { it.kind == 'terminated' }.comment",
            equalTo(List.of("The customer left")));
    for (var action : List.of("terminate", "retry", "jump")) {
      intervene(made, action, Map.of("step", "first", "comment", "Again"))
          .statusCode(409)
          .body("detail", equalTo("This run is over."));
    }
    assertThat(audited()).contains("flow.terminate");
  }

  @Test
  void those_who_take_part_cannot_and_others_are_not_even_told_that_it_is_there() {
    var made = oneAfterTheOther();
    var with = Map.of("task", task(manager), "to", id(director), "step", "second", "comment", "x");
    var instance = run(made);
    for (var one : List.of(rep, manager, director, stranger())) {
      for (var action : List.of("retry", "replay", "jump", "reassign", "terminate")) {
        intervene(one, instance, action, with).statusCode(404);
      }
    }
    assertThat(todo(manager)).containsExactly("first");
    assertThat(status(rep, made, "status")).isEqualTo("running");
  }

  /** An administrator of another workspace. */
  private RestRecords stranger() {
    return office.open();
  }

  @Test
  void whoever_may_only_read_is_told_so() {
    var made = oneAfterTheOther();
    var workspace = admin.person().caller().workspace();
    var reader =
        new RestRecords(
            people.in(workspace, "r" + UUID.randomUUID(), Caller.Role.ADMINISTRATOR, true),
            "office");
    for (var action : List.of("retry", "replay", "jump", "terminate")) {
      intervene(reader, run(made), action, Map.of("step", "second", "comment", "x"))
          .statusCode(403);
    }
    assertThat(todo(manager)).containsExactly("first");
  }

  @Test
  void a_designer_of_the_app_may_though_no_administrator() {
    var designer = office.hire(admin, "keeper");
    var made = oneAfterTheOther();
    admin
        .as()
        .body(
            """
            {"grants": [{"who": {"roles": ["keeper"]}, "as": "designer"}, {"who": {"everyone": true}, "as": "user"}]}""")
        .put("/api/v1/apps/office/access")
        .then()
        .statusCode(204);
    intervene(designer, run(made), "jump", Map.of("step", "second")).statusCode(204);
    assertThat(todo(director)).containsExactly("second");
  }
}
