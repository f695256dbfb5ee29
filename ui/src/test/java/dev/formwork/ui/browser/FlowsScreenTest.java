package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A designer draws a flow from nothing, partly without a mouse; a record goes through it; a
 * colleague with a phone decides in Chinese; the designer sees that it is done.
 */
@InWorld
final class FlowsScreenTest {

  private static final String WEI = "Wei Chen";
  private static final String FLOW = "account_approval";

  private World world;
  private Page admin;

  @BeforeEach
  void a_pack_and_a_colleague(World own) {
    world = own.installPack();
    world.members("", WEI);
  }

  /** Wei decides, and once more when the name is long. */
  private String accountApproval(String more) {
    return """
        {"key": "account_approval", "title": {"en": "Account approval"}, "form": "account",
         "trigger": {"on": "record.submitted"}, "steps": [
          {"type": "approve", "key": "approve", "assign": [{"member": "%1$s"}]},
          {"type": "branch", "key": "branch", "cases": [{"when": "LEN(name) > 3", "steps": [%2$s]}]}]}"""
        .formatted(world.memberId(WEI), more);
  }

  private String twoApprovals() {
    return accountApproval(
        """
        {"type": "approve", "key": "approve_2", "assign": [{"member": "%s"}]}"""
            .formatted(world.memberId(WEI)));
  }

  /** The flow in front of its designer, drawn and not published. */
  private void drawn(String definition) {
    world.draftFlow(FLOW, definition);
    admin = world.administratorAt("flows/ltc/account_approval");
  }

  private void published() {
    world.publishFlow(FLOW, twoApprovals());
  }

  /** An account that waits for Wei. */
  private void submitted(String name) {
    published();
    var id = world.record("account", Map.of("name", name));
    world
        .asAdministrator()
        .body("{}")
        .post(World.records("account") + "/" + id + ":submit")
        .then()
        .statusCode(200);
  }

  /** An account that Wei approved twice. */
  private void approved(String name) {
    submitted(name);
    for (int i = 0; i < 2; i++) {
      List<String> tasks =
          world.as(WEI).get("/api/v1/tasks").then().statusCode(200).extract().path("items.id");
      world
          .as(WEI)
          .body("{}")
          .post("/api/v1/tasks/" + tasks.getFirst() + ":approve")
          .then()
          .statusCode(200);
    }
  }

  private Page weisPhone() {
    return world.signIn(WEI, "tasks", "zh-CN", Screen.PHONE);
  }

  private static void isAccessible(Page page) {
    assertThat(Browsers.accessibilityProblems(page)).isEmpty();
  }

  private static void fits(Page page) {
    int width = (Integer) page.evaluate("document.documentElement.scrollWidth");
    assertThat(width).isLessThanOrEqualTo(page.viewportSize().width);
  }

  /** The first rule of who decides becomes: this member. */
  private void askWei() {
    var person = admin.locator(".fw-flow-person").first();
    person.locator("vaadin-select-value-button").first().click();
    admin.locator("vaadin-select-item:visible").getByText("Member", exactly()).click();
    // Nobody is named yet, so the inputs of the rule before are gone.
    assertThat(admin.locator("#flow-problems")).isVisible();
    admin.locator(".fw-flow-person vaadin-combo-box input").first().click();
    admin.keyboard().type("Wei");
    admin.locator("vaadin-combo-box-item:visible").first().click();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private Locator card(String id) {
    return admin.locator("#flow-" + id);
  }

  @Test
  void a_flow_is_drawn_from_nothing() {
    admin = world.administratorAt("flows/ltc");
    admin.locator("#new-flow").click();
    admin.locator("#flow-name input").fill("Account approval");
    admin.locator("#make-flow").click();
    admin.waitForURL("**/flows/ltc/account_approval");
    card("approve").click();
    askWei();
    assertThat(card("approve")).containsText("Wei Chen");
    isAccessible(admin);
    // From here on without a mouse: a branch below the card, with a condition on the first way.
    card("approve").focus();
    admin.keyboard().press("/");
    isAccessible(admin);
    admin.keyboard().type("branch");
    admin.keyboard().press("Enter");
    assertThat(card("branch-0")).isVisible();
    assertThat(admin.locator("#flow-problems")).isVisible();
    card("branch").focus();
    admin.keyboard().press("ArrowDown");
    assertThat(card("branch-0")).hasAttribute("aria-pressed", "true");
    admin.keyboard().press("Enter");
    assertThat(admin.locator(".fw-flow-panel input").first()).isFocused();
    admin.locator(".fw-flow-panel fw-expression textarea").focus();
    admin.keyboard().type("LEN(Name) > 3");
    admin.keyboard().press("Escape");
    admin.keyboard().press("Tab");
    assertThat(card("branch-0")).containsText("LEN(Name) > 3");
    assertThat(admin.locator("#flow-problems")).isHidden();
  }

  @Test
  void steps_are_copied_moved_taken_away_and_brought_back_by_keys() {
    drawn(accountApproval(""));
    card("approve").focus();
    admin.keyboard().press("Control+c");
    admin.keyboard().press("Control+v");
    assertThat(card("approve_2")).isVisible();
    admin.keyboard().press("Delete");
    assertThat(card("approve_2")).hasCount(0);
    admin.keyboard().press("Control+z");
    assertThat(card("approve_2")).isVisible();
    admin.keyboard().press("Control+y");
    assertThat(card("approve_2")).hasCount(0);
    card("branch-0").focus();
    admin.keyboard().press("Control+v");
    assertThat(card("approve_2")).containsText("Wei Chen");
    assertThat(admin.locator(".fw-flow-way #flow-approve_2")).isVisible();
    Browsers.shot(admin, "flow-drawn");
    isAccessible(admin);
  }

  @Test
  void a_step_is_dragged_to_another_line() {
    drawn(twoApprovals());
    admin.locator("#flow-approve_2").dragTo(admin.locator(".fw-flow-gap").first());
    assertThat(admin.locator(".fw-flow-way #flow-approve_2")).hasCount(0);
    card("approve_2").focus();
    admin.keyboard().press("Control+z");
    assertThat(admin.locator(".fw-flow-way #flow-approve_2")).isVisible();
  }

  @Test
  void it_is_published_and_a_record_is_sent_on_its_way() {
    drawn(twoApprovals());
    admin.locator("#publish").click();
    assertThat(admin.locator("vaadin-notification-card").last()).containsText("Version 1");
    world.browsers().follow(admin, "app/ltc/account/new");
    admin.locator("#field-name input").fill("Lotus Trading");
    admin.locator("#save-record").click();
    admin.locator("#submit-record").click();
    assertThat(admin.locator(".fw-instance")).containsText("Wei Chen");
    assertThat(admin.locator(".fw-instance")).containsText("Running");
    Browsers.shot(admin, "record-with-flow");
    isAccessible(admin);
  }

  @Test
  void a_colleague_decides_on_her_phone_in_two_taps() {
    submitted("Lotus Trading");
    var wei = weisPhone();
    assertThat(wei.locator("h1")).hasText("待办");
    var first = wei.locator(".fw-task-open").first();
    assertThat(first).containsText("Lotus Trading");
    Browsers.shot(wei, "tasks-phone-zh");
    isAccessible(wei);
    fits(wei);
    first.click();
    assertThat(wei.locator("#act-approve")).containsText("同意");
    Browsers.shot(wei, "task-phone-zh");
    isAccessible(wei);
    fits(wei);
    wei.locator("#act-approve").click();
    // The second approval comes by itself.
    assertThat(wei.locator(".fw-task-open")).hasCount(1);
    assertThat(wei.locator("#act-approve")).isHidden();
    wei.locator(".fw-task-open").first().click();
    wei.locator("#act-approve").click();
    assertThat(wei.getByText("没有待办")).isVisible();
    wei.locator("#box-done").click();
    assertThat(wei.locator(".fw-task-open").first()).containsText("Lotus Trading");
    Browsers.shot(wei, "tasks-done-phone-zh");
  }

  @Test
  void who_started_it_sees_what_happened() {
    approved("Lotus Trading");
    admin = world.administratorAt("tasks");
    admin.locator("#box-started").click();
    admin.locator(".fw-task-open").first().click();
    assertThat(admin.locator(".fw-timeline")).containsText("approved");
    Browsers.shot(admin, "started-open");
    isAccessible(admin);
  }

  @Test
  void what_is_said_about_it_carries_a_picture() {
    approved("Lotus Trading");
    admin = world.administratorAt("tasks");
    admin.locator("#box-started").click();
    admin.locator(".fw-task-open").first().click();
    admin.locator("#case-comment").click();
    admin.locator("#case-words textarea").fill("Here is the plan");
    admin
        .locator("vaadin-upload input[type=file]")
        .setInputFiles(new FilePayload("site plan.png", "image/png", admin.screenshot()));
    assertThat(admin.locator("vaadin-dialog .fw-file-name")).hasText("site plan.png");
    Browsers.shot(admin, "comment-with-file");
    isAccessible(admin);
    admin.locator("#case-do").click();
    var file = admin.locator(".fw-timeline a.fw-file");
    assertThat(file).containsText("site plan.png");
    Browsers.shot(admin, "timeline-with-file");
    isAccessible(admin);
    var shown = admin.waitForPopup(file::click);
    shown.waitForLoadState();
    assertThat(shown.locator("img")).isVisible();
    shown.close();
  }

  @Test
  void a_secret_is_put_in_and_never_shown_again() {
    published();
    admin = world.administratorAt("flows/ltc/account_approval");
    admin.locator("#flow-more").click();
    admin.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Secrets")).click();
    admin.locator("#secret-name input").fill("robot");
    admin.locator("#secret-value input").fill("https://chat.example/robot/1");
    Browsers.shot(admin, "secrets");
    isAccessible(admin);
    admin.locator("#secret-keep").click();
    assertThat(admin.locator(".fw-secrets-line")).containsText("robot");
    assertThat(admin.locator(".fw-secrets-line")).containsText("Set");
    assertThat(admin.locator("#secret-value input")).hasValue("");
    assertThat(admin.locator("vaadin-dialog")).not().containsText("chat.example");
    Browsers.shot(admin, "secrets-kept");
    isAccessible(admin);
  }

  @Test
  void a_case_is_tried_with_nothing_kept() {
    approved("Lotus Trading");
    admin = world.administratorAt("flows/ltc/account_approval");
    admin.locator("#try").click();
    admin.locator("#try-record input").click();
    admin.locator("vaadin-combo-box-item:visible").first().click();
    admin.locator("#try-begin").click();
    assertThat(admin.locator(".fw-try-task")).containsText("Wei Chen");
    Browsers.shot(admin, "flow-tried");
    isAccessible(admin);
    admin.locator(".fw-try-task vaadin-button").first().click();
    assertThat(admin.locator(".fw-try-section").first()).containsText("approved");
    world.browsers().follow(admin, "flows/ltc/account_approval/runs");
    assertThat(admin.locator(".fw-task-open")).hasCount(1);
    Browsers.shot(admin, "flow-runs");
    isAccessible(admin);
  }

  @Test
  void a_case_is_tried_on_a_sample_that_nobody_had_to_fill_in() {
    approved("Lotus Trading");
    admin = world.administratorAt("flows/ltc/account_approval");
    admin.locator("#try").click();
    admin.locator("#try-kind vaadin-radio-button").getByText("A made-up sample").click();
    var name = admin.locator(".fw-try-sample #field-name input");
    assertThat(name).hasValue(Pattern.compile("Sample Name.*"));
    isAccessible(admin);
    name.fill("");
    admin.locator("#try-begin").click();
    assertThat(admin.locator(".fw-try-sample #field-name")).hasAttribute("invalid", "");
    name.fill("Ada");
    admin.locator("#try-begin").click();
    assertThat(admin.locator(".fw-try-task")).containsText("Wei Chen");
    // A name of three letters does not ask for the second approval.
    admin.locator(".fw-try-task vaadin-button").first().click();
    assertThat(admin.locator(".fw-try-state")).containsText("Done");
    Browsers.shot(admin, "flow-tried-sample");
    isAccessible(admin);
    admin.locator("#try-back").click();
    assertThat(admin.locator(".fw-try-task")).containsText("Wei Chen");
    admin.locator("#try-back").click();
    assertThat(name).hasValue("Ada");
    world.browsers().follow(admin, "app/ltc/account");
    assertThat(admin.getByText("Lotus Trading").first()).isVisible();
    assertThat(admin.getByText("Ada", new Page.GetByTextOptions().setExact(true))).hasCount(0);
  }

  @Test
  void what_was_begun_and_not_sent_waits_among_the_drafts() {
    published();
    admin = world.administratorAt("app/ltc/account/new");
    admin.locator("#field-name input").fill("Peony Foods");
    admin.locator("#save-record").click();
    assertThat(admin.locator("#submit-record")).isVisible();
    world.browsers().follow(admin, "tasks");
    admin.locator("#box-drafts").click();
    assertThat(admin.locator("#box-drafts .fw-count")).hasText("1");
    var draft = admin.locator(".fw-task");
    assertThat(draft).hasCount(1);
    assertThat(draft).containsText("Peony Foods");
    assertThat(draft).containsText("Not sent yet");
    Browsers.shot(admin, "drafts");
    isAccessible(admin);
    draft.getByRole(AriaRole.BUTTON).last().click();
    assertThat(admin.getByText("No drafts")).isVisible();
    Browsers.shot(admin, "drafts-empty");
    admin.locator("vaadin-notification-card vaadin-button").click();
    assertThat(draft).containsText("Peony Foods");
    admin.locator(".fw-task-open").click();
    admin.waitForURL("**/app/ltc/account/*");
    admin.locator("#submit-record").click();
    assertThat(admin.locator(".fw-instance")).containsText("Running");
    world.browsers().follow(admin, "tasks");
    admin.locator("#box-drafts").click();
    assertThat(admin.getByText("No drafts")).isVisible();
  }

  @Test
  void a_sample_is_walked_by_keys_alone_also_on_a_phone() {
    approved("Lotus Trading");
    admin = world.signIn("admin", "flows/ltc/account_approval", "en-US", Screen.PHONE);
    admin.locator("#try").focus();
    admin.keyboard().press("Enter");
    assertThat(admin.locator("#try-begin")).isVisible();
    tabTo("#try-kind");
    admin.keyboard().press("ArrowDown");
    assertThat(admin.locator(".fw-try-sample #field-name input"))
        .hasValue(Pattern.compile("Sample Name.*"));
    Browsers.shot(admin, "flow-try-sample-phone");
    isAccessible(admin);
    fits(admin);
    tabTo("#try-begin");
    admin.keyboard().press("Enter");
    assertThat(admin.locator("#try-approve-0")).isFocused();
    admin.keyboard().press("Enter");
    assertThat(admin.locator("#try-approve-1")).isFocused();
    admin.keyboard().press("Enter");
    assertThat(admin.locator(".fw-try-state")).containsText("Done");
  }

  private void tabTo(String inside) {
    for (int i = 0; i < 12; i++) {
      admin.keyboard().press("Tab");
      if ((Boolean) admin.evaluate("document.activeElement.closest('" + inside + "') != null")) {
        return;
      }
    }
    throw new AssertionError("Tab does not come to " + inside);
  }

  @Test
  void the_bar_of_a_phone_leads_everywhere_and_covers_nothing() {
    submitted("Peony Foods");
    admin = world.administratorAt("tasks");
    var wei = weisPhone();
    wei.setViewportSize(360, 740);
    world.browsers().follow(wei, "tasks");
    assertThat(wei.locator("#bar-tasks")).hasAttribute("aria-current", "page");
    assertThat(wei.locator("#bar-tasks .fw-count")).hasText("1");
    fits(wei);
    isAccessible(wei);
    wei.locator("#bar-new").focus();
    wei.keyboard().press("Enter");
    assertThat(wei.locator("#new-ltc-account")).isVisible();
    isAccessible(wei);
    wei.locator("#new-ltc-account").press("Enter");
    wei.waitForURL("**/app/ltc/account/new");
    // A trial click fails where something else would be hit.
    wei.locator("#save-record").click(new Locator.ClickOptions().setTrial(true));
    Browsers.shot(wei, "bar-record-phone-zh");
    world.browsers().follow(wei, "tasks");
    wei.locator(".fw-task-open").first().click();
    wei.locator("#act-approve").click(new Locator.ClickOptions().setTrial(true));
    world.browsers().follow(wei, "tasks");
    wei.locator("#bar-apps").click();
    wei.locator("vaadin-side-nav-item").last().click(new Locator.ClickOptions().setTrial(true));
    wei.keyboard().press("Escape");
    wei.locator("#bar-me").click();
    wei.waitForURL("**/profile");
    isAccessible(wei);
    assertThat(admin.locator(".fw-bar")).isHidden();
  }
}
