package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The main job in the browser, on the built application: install the pack, import, work, change the
 * form while it is in use.
 */
@InWorld
final class MainJobTest {

  private static final String DEALS =
      """
      opportunity_id,product,deal_stage,close_value
      D1,GTX Pro,Won,1000
      D2,GTXPro,Won,500
      D3,GTXPro,Lost,0
      D4,GTX Pro,Engaging,
      """;

  private World world;
  private Page page;

  @BeforeEach
  void a_workspace(World own) {
    world = own;
  }

  /** The pack, without records, and its administrator at a screen. */
  private void packAt(String path) {
    page = world.installPack().administratorAt(path);
  }

  /** The same, with four deals: two won, one lost, one at this stage. */
  private void dealsAt(String path, String stage) {
    world.installPack();
    deal("D1", "won");
    deal("D2", "won");
    deal("D3", "lost");
    deal("D4", stage);
    page = world.administratorAt(path);
  }

  private void deal(String id, String stage) {
    world.record("opportunity", Map.of("opportunity_id", id, "stage", stage));
  }

  private void upload(String form, String csv) {
    world.browsers().follow(page, "import/ltc/" + form);
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(
            new FilePayload(form + ".csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    page.locator("#run-import").waitFor();
  }

  private void pick(String label, String option) {
    var input =
        page.locator("input[aria-label='" + label + "']").or(page.getByLabel(label)).first();
    input.click();
    page.keyboard().type(option);
    page.locator("vaadin-combo-box-item", new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
  }

  private Locator exactly(String text) {
    return page.getByText(text, new Page.GetByTextOptions().setExact(true));
  }

  @Test
  void a_wrong_password_is_refused() {
    page = world.page(Screen.DESKTOP, "en-US");
    page.navigate(world.at("app/ltc/opportunity"));
    page.waitForURL("**/sign-in");
    world.browsers().enter(page, world.login("admin"), "wrong password");
    assertThat(page.locator("[role=alert]")).containsText("name or the password is wrong");
  }

  @Test
  void the_first_administrator_chooses_a_password_and_installs_the_pack() {
    page = world.page(Screen.DESKTOP, "en-US");
    world.browsers().firstSignIn(page, world.login("admin"), world.oneTimePassword());
    page.waitForURL("**/gallery");
    assertThat(Browsers.accessibilityProblems(page)).as("gallery").isEmpty();
    page.locator("#install-ltc").click();
    page.waitForURL("**/app/ltc/opportunity");
    assertThat(page.locator("h1")).hasText("Opportunities");
    assertThat(page.getByText("No Opportunities yet")).isVisible();
  }

  @Test
  void a_file_is_imported_with_its_own_names_for_things() {
    packAt("import/ltc/product");
    upload("product", "product,series\nGTX Pro,GTX\n");
    page.locator("#run-import").click();
    assertThat(page.locator("#import-report [data-figure=created]")).hasText("1");
    upload("opportunity", DEALS);
    page.locator("#take-suggestions").click();
    assertThat(page.locator("#take-suggestions")).hasCount(0);
    pick("Meaning of Engaging", "Needs confirmed");
    assertThat(page.getByText("Unknown names")).hasCount(0);
    page.locator("#run-import").click();
    assertThat(page.locator("#import-report [data-figure=created]")).hasText("4");
    page.locator("#open-list").click();
    assertThat(page.locator("[data-figure=won]")).hasText("2");
    assertThat(page.locator("[data-figure=won-value]")).hasText("1,500");
    assertThat(page.locator("[data-figure=win-rate]")).hasText("66.67 %");
  }

  @Test
  void a_card_is_dragged_to_another_stage() {
    dealsAt("app/ltc/opportunity", "needs");
    exactly("Board").click();
    var card = page.locator(".fw-board-column[data-stage=needs] .fw-card");
    assertThat(card).hasCount(1);
    card.dragTo(page.locator(".fw-board-column[data-stage=proposal]"));
    assertThat(page.locator(".fw-board-column[data-stage=proposal] .fw-card")).hasCount(1);
  }

  /**
   * The socket of the left screen closes while the next screen asks the database; that once stopped
   * the server.
   */
  @Test
  void screens_left_the_moment_they_change_leave_the_server_serving() {
    dealsAt("app/ltc/opportunity", "proposal");
    for (int i = 0; i < 8; i++) {
      world.browsers().follow(page, "app/ltc/opportunity");
      exactly("Board").click();
      var to = i % 2 == 0 ? "negotiation" : "proposal";
      page.locator(".fw-card")
          .first()
          .dragTo(page.locator(".fw-board-column[data-stage=" + to + "]"));
      world.browsers().follow(page, "design/ltc/opportunity");
      page.locator("#add-choice").waitFor();
    }
  }

  @Test
  void a_choice_and_a_stage_are_added_while_the_form_is_in_use() {
    dealsAt("design/ltc/opportunity", "proposal");
    page.locator("#add-choice").click();
    var title = page.locator("#title-en input");
    assertThat(title).hasValue("Choice");
    title.fill("Competitor");
    title.press("Tab");
    assertThat(page.locator("#tile-choice .fw-tile-title")).hasText("Competitor");
    page.locator("#tile-stage").click();
    page.locator("vaadin-button[aria-label='Add a stage after Negotiation']").click();
    var fresh = page.locator(".fw-stage").nth(4).locator("vaadin-text-field input").first();
    assertThat(fresh).hasValue("New stage");
    fresh.fill("Legal review");
    fresh.press("Tab");
    assertThat(page.locator("#tile-stage .fw-tile-detail"))
        .containsText("Negotiation › Legal review › Contract approval");
    page.locator("#publish").click();
    assertThat(page.getByText("Version 2 is live").first()).isVisible();
    world.browsers().follow(page, "app/ltc/opportunity");
    exactly("Board").click();
    assertThat(page.locator(".fw-board-column[data-stage=legal_review]")).hasCount(1);
    page.locator(".fw-board-column[data-stage=proposal] .fw-card-title").click();
    assertThat(page.locator("#field-choice")).isVisible();
    assertThat(page.locator("#field-opportunity_id input")).hasValue("D4");
  }

  @Test
  void a_quote_adds_up_as_one_types() {
    packAt("app/ltc/quote/new");
    page.getByText("Add row").click();
    var row = page.locator(".fw-subform-row");
    row.locator("vaadin-text-field.fw-numeric input").nth(0).fill("3");
    row.locator("vaadin-text-field.fw-numeric input").nth(1).fill("19.99");
    row.locator("vaadin-text-field.fw-numeric input").nth(1).press("Tab");
    assertThat(page.locator("#field-grand_total input")).hasValue("$59.97");
    exactly("Save").click();
    assertThat(page.locator("#field-opportunity")).hasAttribute("invalid", "");
  }

  @Test
  void every_screen_passes_axe_and_fits_a_phone() {
    dealsAt("app/ltc/opportunity", "proposal");
    for (var path :
        new String[] {
          "app/ltc/opportunity",
          "app/ltc/quote/new",
          "import/ltc/account",
          "design/ltc/opportunity",
          "profile"
        }) {
      page.setViewportSize(1440, 900);
      world.browsers().follow(page, path);
      page.locator("h1").waitFor();
      Browsers.settles(page);
      assertThat(Browsers.accessibilityProblems(page)).as(path).isEmpty();
      page.setViewportSize(390, 844);
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .as(path)
          .isLessThanOrEqualTo(390);
    }
  }

  @Test
  void the_screens_speak_chinese() {
    dealsAt("profile", "proposal");
    page.locator("vaadin-select").first().click();
    page.locator("vaadin-select-item", new Page.LocatorOptions().setHasText("中文")).click();
    page.locator("#save-profile").click();
    assertThat(page.locator("h1")).hasText("个人资料");
    world.browsers().follow(page, "app/ltc/opportunity");
    assertThat(page.locator("h1")).hasText("商机");
    assertThat(page.getByText("赢单率")).isVisible();
  }

  @Test
  void whoever_chose_a_time_zone_of_their_own_sees_which() {
    packAt("profile");
    assertThat(page.locator(".fw-who a")).hasCount(0);
    page.locator("#profile-zone input").fill("Pacific/Kiritimati");
    page.locator("vaadin-combo-box-item:visible").getByText("Pacific/Kiritimati").click();
    page.locator("#save-profile").click();
    assertThat(page.locator(".fw-who a")).hasText("Times in Pacific/Kiritimati");
    assertThat(Browsers.accessibilityProblems(page)).isEmpty();
    Browsers.shot(page, "profile-zone");
  }
}
