package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.act;
import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.flow;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.submit;
import static dev.formwork.ui.process.Office.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody began and has not sent, over REST, on a real database. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DraftsTest {

  private static final String EVERYONE =
      """
      {"sets": [{"key": "own", "title": {"en": "Own"}, "who": {"everyone": true}, "rows": "CREATEDBY() = ME()",
        "actions": ["read", "create", "change", "delete"], "otherFields": "write"}]}""";

  @Inject Office office;

  private RestRecords admin;
  private RestRecords rep;
  private RestRecords colleague;

  @BeforeEach
  void people() {
    admin = office.open();
    rep = office.hire(admin);
    colleague = office.hire(admin);
  }

  private void publishApproval() {
    publish(
        admin,
        "buy",
        onSubmit("buy", approve("manager", member(admin), "\"fields\": {\"note\": \"edit\"}")));
  }

  private static ValidatableResponse drafts(RestRecords member, String more) {
    return member.as().get("/api/v1/tasks?box=drafts" + more).then().statusCode(200);
  }

  private static List<String> titles(RestRecords member, String more) {
    return drafts(member, more).extract().path("items.title");
  }

  @Test
  void a_record_is_a_draft_of_whoever_made_it_until_it_is_submitted() {
    publishApproval();
    var pens = rep.made("request", "{\"name\": \"Pens\"}");

    assertThat(titles(rep, "")).containsExactly("Pens");
    assertThat(drafts(rep, "").extract().<String>path("items[0].record")).isEqualTo(pens);
    assertThat(titles(colleague, "")).isEmpty();
    assertThat(titles(admin, "")).isEmpty();

    rep.as()
        .body("{}")
        .post(rep.records("request") + "/" + pens + ":submit")
        .then()
        .statusCode(200);
    assertThat(titles(rep, "")).isEmpty();
  }

  @Test
  void only_forms_and_records_that_a_flow_waits_for_have_drafts() {
    rep.made("request", "{\"name\": \"Before\", \"amount\": 5}");
    rep.made("purchase", "{\"name\": \"Elsewhere\"}");
    assertThat(titles(rep, "")).isEmpty();

    publish(
        admin,
        "buy",
        flow(
            "buy",
            "{\"on\": \"record.submitted\", \"when\": \"amount > 10\"}",
            "",
            approve("manager", member(admin), "")));
    rep.made("request", "{\"name\": \"Dear\", \"amount\": 50}");
    assertThat(titles(rep, "")).containsExactly("Dear");
  }

  @Test
  void a_deleted_draft_is_gone_and_a_restored_one_is_back() {
    publishApproval();
    var pens = rep.made("request", "{\"name\": \"Pens\"}");
    var at = rep.records("request") + "/" + pens;

    rep.as().delete(at).then().statusCode(204);
    assertThat(titles(rep, "")).isEmpty();
    rep.as().body("{}").post(at + ":restore").then().statusCode(200);
    assertThat(titles(rep, "")).containsExactly("Pens");
  }

  @Test
  void whoever_may_not_read_a_record_any_more_does_not_find_it_among_their_drafts() {
    publishApproval();
    rep.made("request", "{\"name\": \"Pens\"}");
    permit(EVERYONE);
    assertThat(titles(rep, "")).containsExactly("Pens");

    permit(EVERYONE.replace("CREATEDBY() = ME()", "CREATEDBY() = ME() AND amount > 100"));
    assertThat(titles(rep, "")).isEmpty();

    permit(EVERYONE.replace("\"read\", ", ""));
    assertThat(titles(rep, "")).isEmpty();
  }

  private void permit(String sets) {
    var at = "/api/v1/apps/office/permissions/request";
    admin.as().body(sets).put(at).then().statusCode(204);
  }

  @Test
  void a_task_in_which_somebody_saved_is_their_draft_until_they_decide() {
    publishApproval();
    submit(rep, "{\"name\": \"Pens\"}");
    var task = task(admin);
    assertThat(titles(admin, "")).isEmpty();

    act(admin, task, "save", "{\"fields\": {\"note\": \"Looks fine so far\"}}").statusCode(200);
    assertThat(drafts(admin, "").extract().<String>path("items[0].id")).isEqualTo(task);
    assertThat(titles(rep, "")).isEmpty();

    act(admin, task, "approve", "{}").statusCode(200);
    assertThat(titles(admin, "")).isEmpty();
  }

  @Test
  void drafts_are_searched_and_come_page_by_page_the_last_one_worked_on_first() {
    publishApproval();
    var ids =
        IntStream.range(0, 7)
            .mapToObj(i -> rep.made("request", "{\"name\": \"Draft " + i + "\"}"))
            .toList();
    rep.patch("request", ids.get(2), "{\"amount\": 7}").statusCode(200);

    assertThat(titles(rep, "&search=T 5")).containsExactly("Draft 5");
    assertThat(titles(rep, "&app=elsewhere")).isEmpty();
    var seen = new ArrayList<String>();
    String cursor = "";
    do {
      var page = drafts(rep, "&limit=3" + cursor).extract();
      seen.addAll(page.<List<String>>path("items.title"));
      cursor = page.path("nextCursor") == null ? null : "&cursor=" + page.path("nextCursor");
    } while (cursor != null);
    assertThat(seen)
        .containsExactly(
            "Draft 2", "Draft 6", "Draft 5", "Draft 4", "Draft 3", "Draft 1", "Draft 0");
  }
}
