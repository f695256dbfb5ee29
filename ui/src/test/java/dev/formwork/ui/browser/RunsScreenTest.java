package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.formwork.ui.Eventually;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An administrator looks after the runs of a flow: sees why one stands still, mends and retries it,
 * moves it, gives its tasks to others, takes running cases to a new version, and starts it anew.
 */
@InWorld
final class RunsScreenTest {

  private static final String BEN = "Ben Ray";

  private World world;
  private Colleague admin;

  @BeforeEach
  void a_pack_and_a_colleague(World own) {
    world = own.installPack();
    world.members("Role", BEN + ",finance");
  }

  /** A run that stands still, as there is no phone number. */
  private void lotusStandsStill() {
    publish(asks("look", "Look at it"), bothAtOnce());
    submitted("Lotus Trading", Map.of());
    Eventually.holds(() -> statuses().equals(List.of("FAILED")));
  }

  /** A run that waits for Ben to look at it. */
  private void lotusWaitsForBen() {
    publish(asks("look", "Look at it"), bothAtOnce());
    submitted("Lotus Trading", Map.of("phone", "02112345678"));
    Eventually.holds(() -> tasksOfBen() == 1);
  }

  /** Ben has looked at it: two tasks side by side wait for him. */
  private void lotusIsAtBothAtOnce() {
    lotusWaitsForBen();
    String task = world.as(BEN).get("/api/v1/tasks").then().extract().path("items[0].id");
    world.as(BEN).body("{}").post("/api/v1/tasks/" + task + ":approve").then().statusCode(200);
    Eventually.holds(() -> tasksOfBen() == 2);
  }

  private int tasksOfBen() {
    return world.as(BEN).get("/api/v1/tasks").then().statusCode(200).extract().path("items.size()");
  }

  private Colleague ben() {
    return new Colleague(
        world.browsers(), world.signIn(BEN, "tasks", "en-US", Screen.DESKTOP), BEN);
  }

  private List<String> statuses() {
    return world
        .asAdministrator()
        .get("/api/v1/apps/ltc/flows/account_check/instances")
        .then()
        .statusCode(200)
        .extract()
        .path("items.status");
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
    world.publishFlow("account_check", flow);
  }

  private String asks(String key, String title) {
    return """
        {"type": "approve", "key": "%s", "title": {"en": "%s"}, "assign": [{"member": "%s"}]}"""
        .formatted(key, title, world.memberId(BEN));
  }

  private String bothAtOnce() {
    return """
        {"type": "parallel", "key": "both", "title": {"en": "Both at once"}, "lanes": [[%s], [%s]]}"""
        .formatted(asks("left", "Left"), asks("right", "Right"));
  }

  private void submitted(String name, Map<String, ?> more) {
    var fields = new HashMap<String, Object>(more);
    fields.put("name", name);
    var id = world.record("account", fields);
    world
        .asAdministrator()
        .body("{}")
        .post(World.records("account") + "/" + id + ":submit")
        .then()
        .statusCode(200);
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
  void a_run_that_stands_still_says_at_which_step_and_what_went_in() {
    lotusStandsStill();
    admin = world.administrator();
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
  void the_same_on_a_phone_in_chinese() {
    lotusStandsStill();
    var ming = world.hireAdministrator("王明", "zh-CN", Screen.PHONE);
    opens(ming, "Lotus Trading");
    assertThat(ming.at("h1").first()).hasText("运行记录：客户核查");
    assertThat(ming.at(".fw-task-panel")).containsText("查找电话");
    assertThat(ming.at(".fw-task-panel")).containsText("重试");
    ming.findsItInOrder("runs-phone-zh");
  }

  @Test
  void what_was_missing_is_added_and_the_step_tried_again() {
    lotusStandsStill();
    admin = world.administrator();
    admin.opens("account", "Lotus Trading").types("phone", "02112345678").saves();
    opens(admin, "Lotus Trading");
    lever("retry").click();
    isTold("Done");
    ben().takes("Lotus Trading", "Look at it");
    opens(admin, "Lotus Trading");
    assertThat(admin.at(".fw-timeline")).containsText("tried again");
    assertThat(admin.at(".fw-run-work vaadin-details")).hasCount(2);
  }

  @Test
  void it_is_moved_to_another_step_but_not_into_the_middle_of_parallel_work() {
    lotusWaitsForBen();
    var ben = ben();
    admin = world.administrator();
    opens(admin, "Lotus Trading");
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
  void one_of_two_tasks_is_given_to_somebody_else() {
    lotusIsAtBothAtOnce();
    var ben = ben();
    var ming = world.hireAdministrator("王明", "zh-CN", Screen.PHONE);
    admin = world.administrator();
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
  void running_cases_go_over_to_a_new_version_as_far_as_they_can() {
    lotusIsAtBothAtOnce();
    submitted("Rose Garden", Map.of("phone", "02187654321"));
    admin = world.administrator();
    ben().takes("Rose Garden", "Look at it");
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
  void one_is_ended_with_a_reason_and_run_again() {
    publish(asks("look", "Look at it"), bothAtOnce());
    submitted("Rose Garden", Map.of("phone", "02187654321"));
    Eventually.holds(() -> tasksOfBen() == 1);
    publish(bothAtOnce());
    admin = world.administrator();
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
    ben().takes("Rose Garden", "Right");
    admin.findsItInOrder("runs");
  }
}
