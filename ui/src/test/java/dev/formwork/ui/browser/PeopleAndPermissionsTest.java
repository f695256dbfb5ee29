package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An administrator brings a colleague in, says what she may see, looks with her eyes, asks why, and
 * lets her go; the colleague notices each at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PeopleAndPermissionsTest {

  /** Over once the picture has failed: whatever stands in its attribute would have run. */
  private static final String FAILING_IMAGE =
      """
      () => new Promise(failed => {
        const box = document.createElement('div');
        box.innerHTML = "<img src=x onerror='window.hacked = 1'>";
        box.firstChild.addEventListener('error', failed);
        document.body.append(box);
      })""";

  @TempDir static Path data;

  private RunningFormwork formwork;
  private Browsers browsers;
  private Page admin;
  private Page lin;

  @BeforeAll
  void start() {
    formwork = RunningFormwork.start(data);
    browsers = new Browsers(formwork.address());
    admin = browsers.page(1440, 900, "en-US");
    lin = browsers.page(1280, 800, "en-US");
  }

  @AfterAll
  void stop() {
    browsers.close();
    formwork.close();
  }

  private static void choose(Page page, Locator combo, String option) {
    combo.locator("input").first().click();
    page.keyboard().type(option);
    page.locator(
            "vaadin-combo-box-item:visible, vaadin-multi-select-combo-box-item:visible",
            new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
    if (combo.evaluate("combo => combo.localName").toString().contains("multi")) {
      page.keyboard().press("Escape");
    }
  }

  private static void isAccessible(Page page) {
    assertThat(Browsers.accessibilityProblems(page)).isEmpty();
  }

  @Test
  @Order(1)
  void departments_and_roles_are_made() {
    browsers.firstSignIn(admin, "admin", formwork.oneTimePassword());
    admin.waitForURL("**/gallery");
    admin.locator("vaadin-checkbox").first().click();
    admin.locator("#install-ltc").click();
    admin.waitForURL("**/app/ltc/opportunity");
    admin.navigate(browsers.at("people"));
    admin.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Departments")).click();
    department("Sales");
    department("Sales North");
    Browsers.shot(admin, "people-departments");
    isAccessible(admin);
    admin.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Roles")).click();
    admin.locator("#add-role").click();
    admin.locator("#role-title input").fill("Field sales");
    admin.locator("#role-title input").press("Tab");
    admin.locator("#save-role").click();
    assertThat(
            admin
                .locator(".fw-department")
                .filter(new Locator.FilterOptions().setHasText("Field sales")))
        .containsText("field_sales");
    Browsers.shot(admin, "people-roles");
  }

  private void department(String name) {
    admin.locator("#add-department").click();
    admin.locator("#department-name input").fill(name);
    if (name.contains(" ")) {
      choose(admin, admin.locator("vaadin-dialog vaadin-combo-box").first(), "Sales");
    }
    admin.locator("#save-department").click();
    assertThat(
            admin
                .locator(".fw-department")
                .getByText(name, new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  @Test
  @Order(2)
  void a_colleague_joins_by_a_link_that_works_once() {
    admin.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Members")).click();
    Browsers.shot(admin, "people-members");
    isAccessible(admin);
    admin.locator("#invite").click();
    var boxes = admin.locator("vaadin-dialog vaadin-multi-select-combo-box");
    choose(admin, boxes.nth(0), "Sales North");
    choose(admin, boxes.nth(1), "Field sales");
    Browsers.shot(admin, "people-invite");
    admin.locator("#make-link").click();
    var link = admin.locator("#entry-link").textContent();
    var headers = lin.navigate(link).allHeaders();
    assertThat(headers.get("content-security-policy"))
        .contains("'nonce-")
        .doesNotContain("script-src 'self' 'unsafe-inline'");
    assertThat(headers).containsEntry("x-content-type-options", "nosniff");
    assertThat(headers.get("set-cookie")).contains("HttpOnly").contains("SameSite");
    Browsers.shot(lin, "join");
    isAccessible(lin);
    var texts = lin.locator("vaadin-text-field input");
    texts.nth(0).fill("Lin Yue");
    texts.nth(1).fill("lin");
    lin.locator("vaadin-password-field input").fill("short");
    lin.locator("#join").click();
    assertThat(lin.locator("[role=alert]")).containsText("at least 10");
    lin.locator("vaadin-password-field input").fill(Browsers.PASSWORD);
    lin.locator("#join").click();
    assertThat(lin.locator("h1")).hasText("Done");
    lin.navigate(link);
    assertThat(lin.locator("h1")).containsText("does not work");
    lin.navigate(browsers.at("sign-in"));
    browsers.enter(lin, "lin", Browsers.PASSWORD);
    lin.waitForURL("**/app/ltc/opportunity");
    assertThat(lin.locator("vaadin-grid-cell-content:visible").getByText("Won").first())
        .isVisible();
    assertThat(lin.locator("#permissions")).hasCount(0);
    assertThat(lin.locator("#design")).hasCount(0);
  }

  @Test
  @Order(3)
  void what_she_may_see_is_said_on_one_screen_and_holds_at_once() {
    admin.navigate(browsers.at("permissions/ltc/opportunity"));
    var card = admin.locator(".fw-function-card").first();
    card.locator(".fw-permission-rows vaadin-select").locator("vaadin-select-value-button").click();
    admin.locator("vaadin-select-item:visible").getByText("Own records (Owner)").click();
    card.locator("vaadin-details-summary").click();
    card.locator(".fw-permission-field")
        .filter(
            new Locator.FilterOptions()
                .setHas(admin.getByText("Amount", new Page.GetByTextOptions().setExact(true))))
        .first()
        .locator("vaadin-select-value-button")
        .click();
    admin.locator("vaadin-select-item:visible").getByText("Hidden").click();
    Browsers.shot(admin, "permissions");
    isAccessible(admin);
    admin.locator("#save-permissions").click();
    assertThat(admin.locator("vaadin-notification-card").last()).containsText("Saved");
    lin.navigate(browsers.at("app/ltc/opportunity"));
    assertThat(lin.locator(".fw-empty")).isVisible();
    Browsers.shot(lin, "lin-empty");
    lin.locator("#create").click();
    assertThat(lin.locator("#field-amount")).isHidden();
    lin.locator("#field-name input").fill("Lin's first deal");
    assertThat(lin.locator("#field-owner input")).hasValue("Lin Yue");
    lin.locator(".fw-record-foot vaadin-button[theme~=primary]").click();
    assertThat(lin.locator("[data-figure=count]")).hasText("1");
    Browsers.shot(lin, "lin-own");
  }

  @Test
  @Order(4)
  void an_administrator_sees_with_her_eyes_and_asks_why() {
    admin.locator("#why").click();
    choose(admin, admin.locator("#why-member"), "Lin Yue");
    assertThat(admin.locator("#why-answer")).containsText("Everyone");
    assertThat(admin.locator("#why-answer")).containsText("Hidden");
    Browsers.shot(admin, "why");
    admin.keyboard().press("Escape");
    admin.navigate(browsers.at("people"));
    admin.locator(".fw-person-name").getByText("Lin Yue").click();
    Browsers.shot(admin, "people-member");
    admin.locator("#see-as").click();
    admin.waitForURL("**/app/ltc/opportunity");
    assertThat(admin.locator(".fw-seen-as")).containsText("Lin Yue");
    assertThat(admin.locator("[data-figure=count]")).hasText("1");
    assertThat(admin.locator("vaadin-grid-cell-content:visible").getByText("Won")).hasCount(0);
    Browsers.shot(admin, "seen-as");
    admin.locator("#see-as-myself").click();
    admin.waitForURL("**/people");
    admin.navigate(browsers.at("access/ltc"));
    Browsers.shot(admin, "access");
    isAccessible(admin);
  }

  @Test
  @Order(5)
  void a_script_that_gets_into_a_text_does_not_run() {
    lin.navigate(browsers.at("app/ltc/opportunity"));
    lin.locator("#create").click();
    lin.locator("#field-name input")
        .fill("<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script>");
    lin.locator(".fw-record-foot vaadin-button[theme~=primary]").click();
    assertThat(lin.locator("[data-figure=count]")).hasText("2");
    lin.evaluate(FAILING_IMAGE);
    assertThat(lin.evaluate("() => window.hacked === undefined")).isEqualTo(true);
  }

  @Test
  @Order(6)
  void whoever_left_is_stopped_at_the_next_step() {
    admin.navigate(browsers.at("people"));
    admin.locator(".fw-person-name").getByText("Lin Yue").click();
    admin.locator("#deactivate").click();
    // What she holds; nobody takes it over.
    assertThat(admin.locator("vaadin-dialog li").first()).containsText("Opportunities");
    Browsers.shot(admin, "leaving");
    admin.locator("#leave").click();
    assertThat(
            admin.locator(".fw-person").filter(new Locator.FilterOptions().setHasText("Lin Yue")))
        .containsText("Deactivated");
    lin.navigate(browsers.at("app/ltc/opportunity"));
    lin.waitForURL("**/sign-in");
    admin.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Audit log")).click();
    assertThat(admin.locator(".fw-audit")).containsText("saved permissions");
    assertThat(admin.locator(".fw-audit")).containsText("joined");
    admin.locator("#verify-audit").click();
    assertThat(admin.locator("vaadin-notification-card").last()).containsText("are unchanged");
    Browsers.shot(admin, "audit");
    isAccessible(admin);
    admin.setViewportSize(390, 844);
    for (var path : new String[] {"people", "permissions/ltc/opportunity", "access/ltc"}) {
      admin.navigate(browsers.at(path));
      admin.locator(".fw-setting, .fw-people-list").first().waitFor();
      Browsers.shot(admin, "phone-" + path.replace("/", "-"));
      int width = (Integer) admin.evaluate("document.documentElement.scrollWidth");
      assertThat(width).as(path).isLessThanOrEqualTo(390);
    }
  }
}
