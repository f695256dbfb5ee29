package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An administrator brings a colleague in, says what she may see, looks with her eyes, asks why, and
 * lets her go; the colleague notices each at once.
 */
@InWorld
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

  private static final String LIN = "Lin Yue";

  /** The amount is hidden, and only one's own records are there, for everyone. */
  private static final String OWN_RECORDS =
      """
      {"sets": [{"key": "everyone", "title": {"en": "Everyone", "zh": "所有人"}, "who": {"everyone": true},
        "actions": ["create", "read", "change", "delete", "import", "export", "print", "share", "bulk", "history"],
        "fields": {"amount": "hidden"}, "rows": "owner = ME()"}]}""";

  private World world;
  private Page admin;
  private Page lin;

  @BeforeEach
  void a_workspace(World own) {
    world = own;
  }

  /** Sales North below Sales, and a role. */
  private void organization() {
    var sales = department(Map.of("name", "Sales"));
    department(Map.of("name", "Sales North", "parent", sales));
    world
        .asAdministrator()
        .body(Map.of("en", "Field sales"))
        .put("/api/v1/organization/roles/field_sales")
        .then()
        .statusCode(204);
  }

  private String department(Map<String, ?> wanted) {
    return world
        .asAdministrator()
        .body(wanted)
        .post("/api/v1/organization/departments")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void lin() {
    world.members("Department,Role", LIN + ",Sales/Sales North,field_sales");
  }

  private void lin(String at) {
    lin = world.signIn(LIN, at, "en-US", Screen.DESKTOP);
  }

  private void onlyOwnRecords() {
    world
        .asAdministrator()
        .body(OWN_RECORDS)
        .put("/api/v1/apps/ltc/permissions/opportunity")
        .then()
        .statusCode(204);
  }

  /** Lin joined, has one deal, others have theirs, and she sees only hers. */
  private void linsFirstDeal() {
    world.installPackWithSamples();
    organization();
    world.joins(LIN, Map.of("roles", List.of("field_sales")));
    onlyOwnRecords();
    world
        .as(LIN)
        .body(Map.of("name", "Lin's first deal"))
        .post(World.records("opportunity"))
        .then()
        .statusCode(201);
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
  void departments_and_roles_are_made() {
    admin = world.administratorAt("people");
    admin.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Departments")).click();
    addDepartment("Sales");
    addDepartment("Sales North");
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

  private void addDepartment(String name) {
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
  void a_colleague_joins_by_a_link_that_works_once() {
    world.installPackWithSamples();
    organization();
    admin = world.administratorAt("people");
    lin = world.page(1280, 800, "en-US");
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
    texts.nth(1).fill(world.login("lin"));
    lin.locator("vaadin-password-field input").fill("short");
    lin.locator("#join").click();
    assertThat(lin.locator("[role=alert]")).containsText("at least 10");
    lin.locator("vaadin-password-field input").fill(Browsers.PASSWORD);
    lin.locator("#join").click();
    assertThat(lin.locator("h1")).hasText("Done");
    lin.navigate(link);
    assertThat(lin.locator("h1")).containsText("does not work");
    lin.navigate(world.at("sign-in"));
    world.browsers().enter(lin, world.login("lin"), Browsers.PASSWORD);
    lin.waitForURL("**/app/ltc/opportunity");
    assertThat(lin.locator("#create")).isVisible();
    assertThat(lin.locator("vaadin-grid-cell-content:visible").getByText("Won")).hasCount(0);
    assertThat(lin.locator("#permissions")).hasCount(0);
    assertThat(lin.locator("#design")).hasCount(0);
  }

  @Test
  void what_she_may_see_is_said_on_one_screen_and_holds_at_once() {
    world.installPackWithSamples();
    organization();
    lin();
    lin("app/ltc/opportunity");
    admin = world.administratorAt("permissions/ltc/opportunity");
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
    lin.navigate(world.at("app/ltc/opportunity"));
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
  void an_administrator_sees_with_her_eyes_and_asks_why() {
    linsFirstDeal();
    admin = world.administratorAt("permissions/ltc/opportunity");
    admin.locator("#why").click();
    choose(admin, admin.locator("#why-member"), "Lin Yue");
    assertThat(admin.locator("#why-answer")).containsText("Everyone");
    assertThat(admin.locator("#why-answer")).containsText("Hidden");
    Browsers.shot(admin, "why");
    admin.keyboard().press("Escape");
    world.browsers().follow(admin, "people");
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
    world.browsers().follow(admin, "access/ltc");
    Browsers.shot(admin, "access");
    isAccessible(admin);
  }

  @Test
  void a_script_that_gets_into_a_text_does_not_run() {
    linsFirstDeal();
    lin("app/ltc/opportunity");
    lin.locator("#create").click();
    lin.locator("#field-name input")
        .fill("<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script>");
    lin.locator(".fw-record-foot vaadin-button[theme~=primary]").click();
    assertThat(lin.locator("[data-figure=count]")).hasText("2");
    lin.evaluate(FAILING_IMAGE);
    assertThat(lin.evaluate("() => window.hacked === undefined")).isEqualTo(true);
  }

  @Test
  void whoever_left_is_stopped_at_the_next_step() {
    linsFirstDeal();
    lin("app/ltc/opportunity");
    admin = world.administratorAt("people");
    admin.locator(".fw-person-name").getByText("Lin Yue").click();
    admin.locator("#deactivate").click();
    // What she holds; nobody takes it over.
    assertThat(admin.locator("vaadin-dialog li").first()).containsText("Opportunities");
    Browsers.shot(admin, "leaving");
    admin.locator("#leave").click();
    assertThat(
            admin.locator(".fw-person").filter(new Locator.FilterOptions().setHasText("Lin Yue")))
        .containsText("Deactivated");
    lin.navigate(world.at("app/ltc/opportunity"));
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
      world.browsers().follow(admin, path);
      admin.locator(".fw-setting, .fw-people-list").first().waitFor();
      Browsers.shot(admin, "phone-" + path.replace("/", "-"));
      int width = (Integer) admin.evaluate("document.documentElement.scrollWidth");
      assertThat(width).as(path).isLessThanOrEqualTo(390);
    }
  }
}
