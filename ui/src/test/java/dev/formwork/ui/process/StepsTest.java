package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.does;
import static dev.formwork.ui.process.Office.flow;
import static dev.formwork.ui.process.Office.id;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.reaches;
import static dev.formwork.ui.process.Office.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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

/** Steps and triggers that the other tests of flows do not need. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StepsTest {

  @Inject Office office;

  private RestRecords admin;
  private RestRecords rep;
  private RestRecords clerk;

  @BeforeEach
  void people() {
    admin = office.open();
    rep = office.hire(admin);
    clerk = office.hire(admin);
  }

  @Test
  void somebody_completes_fields_and_only_those() {
    publish(
        admin,
        "fill",
        onSubmit(
            "fill",
            """
            {"type": "fill", "key": "fill", "assign": [%s], "fields": {"note": "require", "cost": "hide"}}"""
                .formatted(member(clerk))));
    var made = submit(rep, "{\"name\": \"A\", \"cost\": \"9\"}");
    var task = Office.task(clerk);
    Office.act(clerk, task, "complete", "{}")
        .statusCode(422)
        .body("errors.path", contains("/note"));
    Office.act(clerk, task, "complete", "{\"fields\": {\"note\": \"seen\"}}").statusCode(200);
    reaches(rep, made, "done");
    rep.get("request", made).body("note", equalTo("seen"));
  }

  @Test
  void whoever_gets_a_copy_finds_it_in_their_box() {
    publish(
        admin,
        "tell",
        onSubmit(
            "tell",
            """
            {"type": "notify", "key": "tell", "to": [%s], "message": {"en": "Have a look at {{ name }}"}}"""
                .formatted(member(clerk))));
    submit(rep, "{\"name\": \"Paper\"}");
    clerk
        .as()
        .get("/api/v1/tasks?box=copied")
        .then()
        .statusCode(200)
        .body("items.title", contains("Paper"));
    rep.as().get("/api/v1/tasks?box=copied").then().body("items.size()", equalTo(0));
  }

  @Test
  void work_is_dealt_out_in_turn() throws Exception {
    publish(
        admin,
        "deal",
        onSubmit(
            "deal",
            """
            {"type": "assign", "key": "deal", "field": "helper", "among": [%s, %s], "by": "turn"}"""
                .formatted(member(rep), member(clerk))));
    var helpers =
        List.of(
            helperOf(submit(rep, "{\"name\": \"A\"}")),
            helperOf(submit(rep, "{\"name\": \"B\"}")),
            helperOf(submit(rep, "{\"name\": \"C\"}")));
    assertThat(helpers.get(0)).isNotEqualTo(helpers.get(1)).isEqualTo(helpers.get(2));
    assertThat(helpers).contains(id(rep).toString(), id(clerk).toString());
  }

  @Test
  void whoever_has_the_fewest_gets_the_next() throws Exception {
    rep.made("request", "{\"name\": \"X\", \"helper\": \"" + id(clerk) + "\"}");
    publish(
        admin,
        "deal",
        onSubmit(
            "deal",
            """
            {"type": "assign", "key": "deal", "field": "helper", "among": [%s, %s], "by": "load"}"""
                .formatted(member(clerk), member(rep))));
    assertThat(helperOf(submit(rep, "{\"name\": \"A\"}"))).isEqualTo(id(rep).toString());
  }

  private String helperOf(String record) throws Exception {
    reaches(rep, record, "done");
    return rep.get("request", record).extract().path("helper");
  }

  @Test
  void a_record_that_is_deleted_starts_a_flow() throws Exception {
    publish(
        admin,
        "gone",
        flow(
            "gone",
            "{\"on\": \"record.deleted\", \"when\": \"amount > 5\"}",
            "",
            "{\"type\": \"create\", \"key\": \"keep\", \"form\": \"purchase\", \"set\": {\"name\": \"name\"}}"));
    delete(rep.made("request", "{\"name\": \"small\", \"amount\": \"1\"}"));
    delete(rep.made("request", "{\"name\": \"large\", \"amount\": \"10\"}"));
    Eventually.holds(() -> purchases().equals(List.of("large")));
  }

  private void delete(String record) {
    admin.as().delete(admin.records("request") + "/" + record).then().statusCode(204);
  }

  @Test
  void what_happens_in_another_flow_starts_one() throws Exception {
    publish(admin, "ask", onSubmit("ask", approve("boss", member(clerk), "")));
    publish(
        admin,
        "after",
        """
        {"key": "after", "title": {"en": "After"}, "form": "request",
         "trigger": {"on": "task", "flow": "ask", "step": "boss", "events": ["approved"]},
         "steps": [{"type": "create", "key": "buy", "form": "purchase", "set": {"name": "name"}}]}""");
    submit(rep, "{\"name\": \"Paper\"}");
    does(clerk, "approve");
    Eventually.holds(() -> purchases().equals(List.of("Paper")));
  }

  @Test
  void a_script_gives_a_variable_that_later_steps_use() {
    publish(
        admin,
        "count",
        """
        {"key": "count", "title": {"en": "Count"}, "form": "request", "trigger": {"on": "record.submitted"},
         "variables": [{"key": "letters", "type": "number"}],
         "steps": [
           {"type": "script", "key": "run", "script": "input => input.record.name.length", "into": "letters"},
           {"type": "update", "key": "note", "set": {"note": "TEXT(letters, \\"0\\")"}}]}""");
    var made = submit(rep, "{\"name\": \"Paper\"}");
    reaches(rep, made, "done");
    rep.get("request", made).body("note", equalTo("5"));
  }

  private List<String> purchases() {
    return admin.as().get(admin.records("purchase")).then().extract().path("items.name");
  }
}
