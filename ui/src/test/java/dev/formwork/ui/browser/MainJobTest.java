package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
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
 * The main job in the browser, on the built application and an empty data folder: install the pack,
 * import, work, change the form while it is in use. The chapters of one story, so they run in
 * order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MainJobTest {

  private static final String DEALS =
      """
      opportunity_id,product,deal_stage,close_value
      D1,GTX Pro,Won,1000
      D2,GTXPro,Won,500
      D3,GTXPro,Lost,0
      D4,GTX Pro,Engaging,
      """;

  @TempDir static Path data;

  private RunningFormwork formwork;
  private Browsers browsers;
  private Page page;

  @BeforeAll
  void start() {
    formwork = RunningFormwork.start(data);
    browsers = new Browsers(formwork.address());
    page = browsers.page(1440, 900, "en-US");
  }

  @AfterAll
  void stop() {
    browsers.close();
    formwork.close();
  }

  private void upload(String form, String csv) {
    page.navigate(browsers.at("import/ltc/" + form));
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
  @Order(1)
  void a_wrong_password_is_refused() {
    page.navigate(browsers.at("app/ltc/opportunity"));
    page.waitForURL("**/sign-in");
    browsers.enter(page, "admin", "wrong password");
    assertThat(page.locator("[role=alert]")).containsText("name or the password is wrong");
  }

  @Test
  @Order(2)
  void the_first_administrator_chooses_a_password_and_installs_the_pack() {
    browsers.firstSignIn(page, "admin", formwork.oneTimePassword());
    page.waitForURL("**/gallery");
    assertThat(Browsers.accessibilityProblems(page)).as("gallery").isEmpty();
    page.locator("#install-ltc").click();
    page.waitForURL("**/app/ltc/opportunity");
    assertThat(page.locator("h1")).hasText("Opportunities");
    assertThat(page.getByText("No Opportunities yet")).isVisible();
  }

  @Test
  @Order(3)
  void a_file_is_imported_with_its_own_names_for_things() {
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
  @Order(4)
  void a_card_is_dragged_to_another_stage() {
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
  @Order(5)
  void screens_left_the_moment_they_change_leave_the_server_serving() {
    for (int i = 0; i < 8; i++) {
      page.navigate(browsers.at("app/ltc/opportunity"));
      exactly("Board").click();
      var to = i % 2 == 0 ? "negotiation" : "proposal";
      page.locator(".fw-card")
          .first()
          .dragTo(page.locator(".fw-board-column[data-stage=" + to + "]"));
      page.navigate(browsers.at("design/ltc/opportunity"));
      page.locator("#add-choice").waitFor();
    }
  }

  @Test
  @Order(6)
  void a_choice_and_a_stage_are_added_while_the_form_is_in_use() {
    page.navigate(browsers.at("design/ltc/opportunity"));
    page.locator("#add-choice").click();
    var title = page.locator("#title-en input");
    assertThat(title).hasValue("Choice");
    title.fill("Competitor");
    title.press("Tab");
    assertThat(page.locator("#tile-choice .fw-tile-title")).hasText("Competitor");
    page.locator("#tile-stage").click();
    page.locator("vaadin-button[aria-label='Add a stage after Negotiation']").click();
    var fresh = page.locator(".fw-stage vaadin-text-field input").nth(4);
    assertThat(fresh).hasValue("New stage");
    fresh.fill("Legal review");
    fresh.press("Tab");
    assertThat(page.locator("#tile-stage .fw-tile-detail"))
        .containsText("Negotiation › Legal review › Contract approval");
    page.locator("#publish").click();
    assertThat(page.getByText("Version 2 is live").first()).isVisible();
    page.navigate(browsers.at("app/ltc/opportunity"));
    exactly("Board").click();
    assertThat(page.locator(".fw-board-column[data-stage=legal_review]")).hasCount(1);
    page.locator(".fw-board-column[data-stage=proposal] .fw-card-title").click();
    assertThat(page.locator("#field-choice")).isVisible();
    assertThat(page.locator("#field-opportunity_id input")).hasValue("D4");
  }

  @Test
  @Order(7)
  void a_quote_adds_up_as_one_types() {
    page.navigate(browsers.at("app/ltc/quote/new"));
    page.getByText("Add row").click();
    var row = page.locator(".fw-subform-row");
    row.locator("vaadin-big-decimal-field input").nth(0).fill("3");
    row.locator("vaadin-big-decimal-field input").nth(1).fill("19.99");
    row.locator("vaadin-big-decimal-field input").nth(1).press("Tab");
    assertThat(page.locator("#field-grand_total input")).hasValue("$59.97");
    exactly("Save").click();
    assertThat(page.locator("#field-opportunity")).hasAttribute("invalid", "");
  }

  @Test
  @Order(8)
  void every_screen_passes_axe_and_fits_a_phone() {
    for (var path :
        new String[] {
          "app/ltc/opportunity",
          "app/ltc/quote/new",
          "import/ltc/account",
          "design/ltc/opportunity",
          "profile"
        }) {
      page.setViewportSize(1440, 900);
      page.navigate(browsers.at(path));
      page.locator("h1").waitFor();
      Browsers.settles(page);
      assertThat(Browsers.accessibilityProblems(page)).as(path).isEmpty();
      page.setViewportSize(390, 844);
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .as(path)
          .isLessThanOrEqualTo(390);
    }
    page.setViewportSize(1440, 900);
  }

  @Test
  @Order(9)
  void the_screens_speak_chinese() {
    page.navigate(browsers.at("profile"));
    page.locator("vaadin-select").first().click();
    page.locator("vaadin-select-item", new Page.LocatorOptions().setHasText("中文")).click();
    page.locator("#save-profile").click();
    assertThat(page.locator("h1")).hasText("个人资料");
    page.navigate(browsers.at("app/ltc/opportunity"));
    assertThat(page.locator("h1")).hasText("商机");
    assertThat(page.getByText("赢单率")).isVisible();
  }

  @Test
  @Order(10)
  void a_killed_server_comes_back_with_everything() {
    formwork.kill();
    formwork = RunningFormwork.start(data);
    browsers = browsers.movedTo(formwork.address());
    page.navigate(browsers.at("sign-in"));
    browsers.enter(page, "admin", Browsers.PASSWORD);
    page.waitForURL("**/app/ltc/opportunity");
    assertThat(page.locator("[data-figure=count]")).hasText("4");
  }
}
