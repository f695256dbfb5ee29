package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.formwork.ui.Eventually;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An administrator looks after the runs of a flow: sees why one stands still, mends and retries it,
 * moves it, gives its tasks to others, takes running cases to a new version, and starts it anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RunsScreenTest {

  private static final String FLOWS = "/api/v1/apps/ltc/definitions/flow/account_check";

  @TempDir static Path data;

  private RunningFormwork formwork;
  private Browsers browsers;
  private Staff staff;
  private Colleague admin;
  private Colleague ming;
  private Colleague ben;

  @BeforeAll
  void a_flow_that_checks_accounts_runs() throws Exception {
    formwork = RunningFormwork.start(data);
    browsers = new Browsers(formwork.address());
    staff = new Staff(formwork, browsers);
    admin = staff.administrator();
    staff.asAdministrator().post("/api/v1/packs/ltc:install").then().statusCode(200);
    ming = staff.hireAdministrator("王明", "zh-CN", Staff.Screen.PHONE);
    ben = staff.hire("Ben Ray", "finance", "en-US", Staff.Screen.DESKTOP);
    publish(asks("look", "Look at it"), bothAtOnce());
    submitted("Lotus Trading", Map.of());
    Eventually.holds(() -> statuses().equals(List.of("FAILED")));
  }

  private List<String> statuses() {
    return staff
        .asAdministrator()
        .get("/api/v1/apps/ltc/flows/account_check/instances")
        .then()
        .statusCode(200)
        .extract()
        .path("items.status");
  }

  @AfterAll
  void stop() {
    browsers.close();
    formwork.close();
  }

  /** A script looks for a phone number; then people are asked. */
  private void publish(String... steps) {
    var flow =
        """
        {"key": "account_check", "title": {"en": "Account check", "zh": "客户核查"}, "form": "account",
         "trigger": {"on": "record.submitted"}, "steps": [
          {"type": "script", "key": "phone", "title": {"en": "Find the phone number", "zh": "查找电话"},
           "script": "input => { if (!input.record.phone) throw new Error('There is no phone number'); return 1; }"},
          %s]}"""
            .formatted(String.join(", ", steps));
    staff.asAdministrator().body(flow).put(FLOWS + "/draft").then().statusCode(204);
    staff.asAdministrator().body("{}").post(FLOWS + "/publish").then().statusCode(200);
  }

  private String asks(String key, String title) {
    return """
        {"type": "approve", "key": "%s", "title": {"en": "%s"}, "assign": [{"member": "%s"}]}"""
        .formatted(key, title, staff.id(ben));
  }

  private String bothAtOnce() {
    return """
        {"type": "parallel", "key": "both", "title": {"en": "Both at once"}, "lanes": [[%s], [%s]]}"""
        .formatted(asks("left", "Left"), asks("right", "Right"));
  }

  private void submitted(String name, Map<String, ?> more) {
    var fields = new HashMap<String, Object>(more);
    fields.put("name", name);
    var records = "/api/v1/apps/ltc/forms/account/records";
    String id =
        staff
            .asAdministrator()
            .body(fields)
            .post(records)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    staff.asAdministrator().body("{}").post(records + "/" + id + ":submit").then().statusCode(200);
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private Locator run(Colleague who, String title) {
    return who.at(".fw-task-open").filter(with(title)).first();
  }

  private void opens(Colleague who, String title) {
    who.goesTo("flows/ltc/account_check/runs");
    run(who, title).click();
    assertThat(who.at(".fw-task-panel h2").first()).hasText(title);
  }

  private Locator lever(String word) {
    return admin.at("#run-" + word).first();
  }

  private void chooses(String option) {
    admin
        .at("vaadin-dialog[opened] vaadin-combo-box input, vaadin-dialog vaadin-combo-box input")
        .first()
        .fill(option);
    admin.at("vaadin-combo-box-item:visible").filter(with(option)).first().click();
    admin.at("vaadin-dialog vaadin-button[theme~=primary]").last().click();
  }

  private void isTold(String words) {
    assertThat(admin.at("vaadin-notification-card").filter(with(words)).first()).isVisible();
  }

  @Test
  @Order(1)
  void a_run_that_stands_still_says_at_which_step_and_what_went_in() {
    admin.goesTo("flows/ltc/account_check/runs");
    assertThat(run(admin, "Lotus Trading")).containsText("There is no phone number");
    assertThat(admin.at(".fw-task .fw-badge").first()).hasText("Needs help");
    opens(admin, "Lotus Trading");
    var step = admin.at(".fw-run-work vaadin-details").first();
    assertThat(step).containsText("Find the phone number");
    assertThat(step).containsText("Failed");
    step.locator("vaadin-details-summary").click();
    assertThat(step.locator("pre")).containsText("\"input\"");
    assertThat(step.locator("pre")).containsText("Lotus Trading");
    admin.findsItInOrder("runs-failed");
  }

  @Test
  @Order(2)
  void the_same_on_a_phone_in_chinese() {
    opens(ming, "Lotus Trading");
    assertThat(ming.at("h1").first()).hasText("运行记录：客户核查");
    assertThat(ming.at(".fw-task-panel")).containsText("查找电话");
    assertThat(ming.at(".fw-task-panel")).containsText("重试");
    ming.findsItInOrder("runs-phone-zh");
  }

  @Test
  @Order(3)
  void what_was_missing_is_added_and_the_step_tried_again() {
    admin.opens("account", "Lotus Trading").types("phone", "02112345678").saves();
    opens(admin, "Lotus Trading");
    lever("retry").click();
    isTold("Done");
    ben.waitsForWork().takes("Lotus Trading", "Look at it");
    opens(admin, "Lotus Trading");
    assertThat(admin.at(".fw-timeline")).containsText("tried again");
    assertThat(admin.at(".fw-run-work vaadin-details")).hasCount(2);
  }

  @Test
  @Order(4)
  void it_is_moved_to_another_step_but_not_into_the_middle_of_parallel_work() {
    lever("jump").click();
    chooses("Left");
    isTold("middle of parallel work");
    lever("jump").click();
    chooses("Both at once");
    isTold("Done");
    ben.waitsForWork();
    assertThat(ben.at(".fw-task-open").filter(with("Lotus Trading"))).hasCount(2);
  }

  @Test
  @Order(5)
  void one_of_two_tasks_is_given_to_somebody_else() {
    opens(admin, "Lotus Trading");
    assertThat(admin.at("[id^=run-reassign]")).hasCount(2);
    admin.at("[id^=run-reassign]").filter(with("“Left” of Ben Ray")).click();
    chooses("王明");
    isTold("Done");
    ming.waitsForWork().takes("Lotus Trading", "Left").findsItInOrder("runs-given-phone-zh");
    ming.does("approve");
    ben.waitsForWork();
    assertThat(ben.at(".fw-task-open").filter(with("Lotus Trading"))).hasCount(1);
  }

  @Test
  @Order(6)
  void running_cases_go_over_to_a_new_version_as_far_as_they_can() {
    submitted("Rose Garden", Map.of("phone", "02187654321"));
    ben.waitsForWork().takes("Rose Garden", "Look at it");
    publish(bothAtOnce());
    admin.goesTo("flows/ltc/account_check/runs").at("#migrate").click();
    var dialog = admin.at("vaadin-dialog").last();
    assertThat(dialog).containsText("1 run can go on");
    assertThat(dialog.locator("li")).hasCount(1);
    assertThat(dialog.locator("li")).containsText("Rose Garden");
    assertThat(dialog.locator("li")).containsText("Look at it");
    admin.findsItInOrder("runs-migration");
    admin.at("#move-instances").click();
    isTold("1 moved");
    assertThat(run(admin, "Lotus Trading")).containsText("version 2");
    assertThat(run(admin, "Rose Garden")).containsText("version 1");
  }

  @Test
  @Order(7)
  void one_is_ended_with_a_reason_and_run_again() {
    opens(admin, "Rose Garden");
    lever("terminate").click();
    admin
        .at("vaadin-dialog vaadin-text-field input, vaadin-dialog textarea")
        .last()
        .fill("Begun too early");
    admin.at("vaadin-dialog vaadin-button[theme~=primary]").last().click();
    isTold("Done");
    opens(admin, "Rose Garden");
    assertThat(admin.at(".fw-timeline")).containsText("Begun too early");
    lever("replay").click();
    isTold("Done");
    assertThat(admin.at(".fw-task-open").filter(with("Rose Garden"))).hasCount(2);
    assertThat(run(admin, "Rose Garden")).containsText("version 2");
    ben.waitsForWork().takes("Rose Garden", "Right");
    admin.findsItInOrder("runs");
  }
}
