package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.act;
import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.flow;
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
import static org.hamcrest.Matchers.not;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people do with their tasks, over REST, on a real database. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ApprovalsTest {

  @Inject Office office;

  private RestRecords admin;
  private RestRecords director;
  private RestRecords manager;
  private RestRecords rep;

  @BeforeEach
  void people() {
    admin = office.open();
    director = office.hire(admin);
    manager = office.hire(admin, director);
    rep = office.hire(admin, manager);
  }

  private static final String MANAGER = "{\"managerOf\": \"submitter\"}";

  @Test
  void a_manager_approves_and_the_director_only_what_is_dear() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve("manager", MANAGER, "")
                + """
                , {"type": "branch", "key": "dear", "cases": [{"when": "amount > 10000", "steps": [%s]}]},
                {"type": "update", "key": "done", "set": {"status": "\\"approved\\""}}"""
                    .formatted(
                        approve("director", "{\"managerOf\": \"submitter\", \"levels\": 2}", ""))));

    var cheap = submit(rep, "{\"name\": \"Pens\", \"amount\": 100}");
    does(manager, "approve", "{\"comment\": \"Fine\"}");
    reaches(rep, cheap, "done");
    rep.get("request", cheap).body("status", equalTo("approved"));

    var dear = submit(rep, "{\"name\": \"Van\", \"amount\": 20000}");
    does(manager, "approve");
    assertThat(status(rep, dear, "standing")).isEqualTo("[director]");
    does(director, "approve");
    reaches(rep, dear, "done");
    assertThat(history(rep, dear))
        .containsExactly(
            "started", "entered", "approved", "entered", "approved", "worked", "ended");
  }

  @Test
  void all_must_agree_and_one_rejection_ends_it() {
    var board = new RestRecords[] {office.hire(admin, "board"), office.hire(admin, "board")};
    publish(
        admin,
        "vote",
        onSubmit("vote", approve("board", "{\"role\": \"board\"}", "\"decide\": \"all\"")));

    var both = submit(rep, "{\"name\": \"A\"}");
    does(board[0], "approve");
    assertThat(status(rep, both, "status")).isEqualTo("running");
    does(board[1], "approve");
    reaches(rep, both, "done");

    var one = submit(rep, "{\"name\": \"B\"}");
    does(board[1], "reject", "{\"comment\": \"No\"}");
    reaches(rep, one, "rejected");
    assertThat(todo(board[0])).isEmpty();
  }

  @Test
  void in_sequence_the_second_is_asked_after_the_first() {
    publish(
        admin,
        "chain",
        onSubmit(
            "chain",
            approve(
                "chain", member(manager) + ", " + member(director), "\"decide\": \"sequence\"")));
    var made = submit(rep, "{\"name\": \"A\"}");
    assertThat(todo(director)).isEmpty();
    does(manager, "approve");
    does(director, "approve");
    reaches(rep, made, "done");
  }

  @Test
  void what_is_returned_is_mended_and_comes_straight_back() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve("first", member(manager), "")
                + ", "
                + approve("second", member(director), "")));
    var made = submit(rep, "{\"name\": \"A\", \"amount\": 1}");
    does(manager, "approve");
    does(director, "return", "{\"comment\": \"How much?\", \"straightBack\": true}");
    does(rep, "resubmit", "{\"fields\": {\"amount\": 7}}");
    assertThat(todo(manager)).isEmpty();
    does(director, "approve");
    reaches(rep, made, "done");
    rep.get("request", made).body("amount", equalTo(7));
  }

  @Test
  void what_is_returned_walks_the_path_again_unless_said_otherwise() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve("first", member(manager), "")
                + ", "
                + approve("second", member(director), "")));
    submit(rep, "{\"name\": \"A\"}");
    does(manager, "approve");
    does(director, "return", "{\"step\": \"first\"}");
    assertThat(todo(manager)).containsExactly("first");
    assertThat(todo(director)).isEmpty();
  }

  @Test
  void a_task_is_transferred_and_others_are_added_and_asked() {
    var helper = office.hire(admin);
    publish(admin, "buy", onSubmit("buy", approve("only", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    does(manager, "transfer", "{\"people\": [\"" + id(director) + "\"]}");
    assertThat(todo(manager)).isEmpty();
    does(director, "ask", "{\"people\": [\"" + id(manager) + "\"], \"comment\": \"What is it?\"}");
    does(manager, "answer", "{\"comment\": \"A pen\"}");
    does(
        director,
        "addApprover",
        "{\"people\": [\"" + id(helper) + "\"], \"placement\": \"before\"}");
    assertThat(todo(director)).isEmpty();
    does(helper, "approve");
    does(director, "approve");
    reaches(rep, made, "done");
    assertThat(history(rep, made))
        .containsSubsequence("transferred", "asked", "answered", "added", "approved", "approved");
  }

  @Test
  void an_approver_takes_back_what_nobody_acted_on_yet() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve("first", member(manager), "")
                + ", "
                + approve("second", member(director), "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    does(manager, "approve");
    var instance = status(rep, made, "id");
    manager
        .as()
        .body("{}")
        .post("/api/v1/instances/" + instance + ":takeBack")
        .then()
        .statusCode(200);
    assertThat(todo(director)).isEmpty();
    does(manager, "approve");
    does(director, "approve");
    reaches(rep, made, "done");
    manager
        .as()
        .body("{}")
        .post("/api/v1/instances/" + instance + ":takeBack")
        .then()
        .statusCode(409);
  }

  @Test
  void the_submitter_withdraws_until_somebody_decided() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve("first", member(manager), "")
                + ", "
                + approve("second", member(director), "")));
    var one = submit(rep, "{\"name\": \"A\"}");
    rep.as()
        .body("{}")
        .post("/api/v1/instances/" + status(rep, one, "id") + ":withdraw")
        .then()
        .statusCode(200);
    reaches(rep, one, "withdrawn");
    assertThat(todo(manager)).isEmpty();

    var other = submit(rep, "{\"name\": \"B\"}");
    does(manager, "approve");
    rep.as()
        .body("{}")
        .post("/api/v1/instances/" + status(rep, other, "id") + ":withdraw")
        .then()
        .statusCode(409)
        .body("detail", containsString("decided"));
  }

  @Test
  void a_step_opens_fields_and_hides_others() {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve(
                "only",
                member(manager),
                "\"fields\": {\"note\": \"require\", \"cost\": \"hide\"}")));
    var made = submit(rep, "{\"name\": \"A\", \"cost\": \"secret\"}");
    var task = task(manager);
    manager
        .as()
        .get("/api/v1/tasks/" + task)
        .then()
        .body("recordData.name", equalTo("A"))
        .body(not(containsString("secret")));
    act(manager, task, "approve", "{}").statusCode(422).body("errors[0].path", equalTo("/note"));
    act(manager, task, "approve", "{\"fields\": {\"name\": \"B\", \"note\": \"ok\"}}")
        .statusCode(422);
    act(manager, task, "approve", "{\"fields\": {\"note\": \"ok\"}}").statusCode(200);
    reaches(rep, made, "done");
    rep.get("request", made).body("note", equalTo("ok")).body("name", equalTo("A"));
  }

  @Test
  void nobody_sees_the_tasks_of_others() {
    publish(admin, "buy", onSubmit("buy", approve("only", member(manager), "")));
    submit(rep, "{\"name\": \"A\"}");
    var task = task(manager);
    director.as().get("/api/v1/tasks/" + task).then().statusCode(404);
    act(director, task, "approve", "{}").statusCode(404);
  }

  @Test
  void of_many_who_act_at_once_one_wins_and_the_others_are_told() throws Exception {
    publish(admin, "buy", onSubmit("buy", approve("only", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    var task = task(manager);
    var codes = new ArrayList<Integer>();
    try (var pool = Executors.newFixedThreadPool(20)) {
      var calls = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 100; i++) {
        calls.add(() -> act(manager, task, "approve", "{}").extract().statusCode());
      }
      for (var answer : pool.invokeAll(calls)) {
        codes.add(answer.get());
      }
    }
    assertThat(codes).filteredOn(code -> code == 200).hasSize(1);
    assertThat(codes).filteredOn(code -> code == 409).hasSize(99);
    act(manager, task, "approve", "{}").statusCode(409).body("detail", containsString("Name of"));
    assertThat(history(rep, made)).filteredOn("approved"::equals).hasSize(1);
  }

  @Test
  void time_reminds_then_decides() throws Exception {
    publish(
        admin,
        "buy",
        onSubmit(
            "buy",
            approve(
                "only",
                member(manager),
                """
                "due": {"calendar": "real", "stages": [{"after": "P1D", "then": "remind"}, {"after": "P2D", "then": "approve"}]}""")));
    var made = submit(rep, "{\"name\": \"A\"}");
    task(manager);
    office.timePasses(admin, "25 hours");
    Eventually.holds(() -> history(rep, made).contains("overdue"));
    assertThat(status(rep, made, "status")).isEqualTo("running");
    office.timePasses(admin, "24 hours");
    reaches(rep, made, "done");
    assertThat(history(rep, made)).filteredOn("overdue"::equals).hasSize(2);
  }

  @Test
  void who_is_away_has_a_deputy() {
    publish(admin, "buy", onSubmit("buy", approve("only", member(manager), "")));
    manager
        .as()
        .body(
            "{\"to\": \"%s\", \"from\": \"2020-01-01T00:00:00Z\", \"until\": \"2099-01-01T00:00:00Z\"}"
                .formatted(id(director)))
        .post("/api/v1/delegations")
        .then()
        .statusCode(204);
    var made = submit(rep, "{\"name\": \"A\"}");
    assertThat(todo(manager)).isEmpty();
    does(director, "approve");
    reaches(rep, made, "done");
  }

  @Test
  void many_are_decided_in_one_go_each_for_itself() {
    publish(admin, "buy", onSubmit("buy", approve("only", member(manager), "")));
    var one = submit(rep, "{\"name\": \"A\"}");
    var first = task(manager);
    does(manager, "approve");
    var two = submit(rep, "{\"name\": \"B\"}");
    var second = task(manager);
    manager
        .as()
        .body("{\"tasks\": [\"%s\", \"%s\"], \"action\": \"approve\"}".formatted(first, second))
        .post("/api/v1/tasks:batch")
        .then()
        .statusCode(200)
        .body("items[0].done", equalTo(false))
        .body("items[1].done", equalTo(true));
    reaches(rep, one, "done");
    reaches(rep, two, "done");
  }

  @Test
  void the_submitter_and_whoever_approved_just_before_are_passed_over() {
    publish(
        admin,
        "buy",
        flow(
            "buy",
            "{\"on\": \"record.submitted\"}",
            "\"rules\": {\"skipRepeated\": true, \"skipSubmitter\": true},",
            approve("self", "{\"submitter\": true}", "")
                + ", "
                + approve("first", member(manager), "")
                + ", "
                + approve("second", member(manager), "")));
    var made = submit(rep, "{\"name\": \"A\"}");
    assertThat(todo(rep)).isEmpty();
    does(manager, "approve");
    reaches(rep, made, "done");
  }

  @Test
  void a_program_hears_of_a_new_task_at_once() throws Exception {
    publish(admin, "buy", onSubmit("buy", approve("only", member(manager), "")));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + "/api/v1/tasks/events"))
            .header("Authorization", "Bearer " + manager.person().token())
            .header("Accept", "text/event-stream")
            .build();
    var heard = new CopyOnWriteArrayList<String>();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.sendAsync(request, BodyHandlers.ofLines());
      answer.thenAccept(lines -> lines.body().forEach(heard::add));
      Eventually.holds(() -> heard.contains("event:ready"));
      submit(rep, "{\"name\": \"A\"}");
      Eventually.holds(() -> heard.contains("data:{\"todo\":1}"));
      client.shutdownNow();
    }
  }
}
