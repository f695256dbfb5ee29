package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The main job in the browser: install the pack, import, work, change the form while it is in use.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class MainJobTest {

  private static final String DEALS =
      """
      opportunity_id,product,deal_stage,close_value
      D1,GTX Pro,Won,1000
      D2,GTXPro,Won,500
      D3,GTXPro,Lost,0
      D4,GTX Pro,Engaging,
      """;

  @Inject TestMembers people;

  @TestHTTPResource("/")
  String address;

  private Browsers browsers;
  private TestMembers.Person admin;

  @BeforeEach
  void a_browser_and_an_administrator() {
    browsers = new Browsers(address);
    admin = people.administrator();
  }

  @AfterEach
  void close() {
    browsers.close();
  }

  private static Locator labelled(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private void upload(Page page, String form, String csv) {
    page.navigate(browsers.at("import/ltc/" + form));
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(
            new FilePayload(form + ".csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    page.locator("#run-import").waitFor();
  }

  private static void pick(Page page, String label, String option) {
    var box =
        page.locator(
            "vaadin-combo-box",
            new Page.LocatorOptions()
                .setHas(page.locator("input[aria-label='" + label + "'], input[aria-labelledby]")));
    var input =
        page.locator("input[aria-label='" + label + "']").count() > 0
            ? page.locator("input[aria-label='" + label + "']")
            : box.locator("input").first();
    input.click();
    input.fill(option);
    page.locator("vaadin-combo-box-item", new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
  }

  @Test
  void a_team_installs_imports_works_and_changes_the_form() {
    var page = browsers.desktop();
    browsers.firstSignIn(page, admin);
    page.waitForURL("**/gallery");
    page.locator("#install-ltc").click();
    page.waitForURL("**/app/ltc/opportunity");
    assertThat(page.locator("h1")).hasText("Opportunities");

    upload(page, "product", "product,series\nGTX Pro,GTX\n");
    page.locator("#run-import").click();
    assertThat(page.locator("#import-report [data-figure=created]")).hasText("1");

    upload(page, "opportunity", DEALS);
    page.locator("#take-suggestions").click();
    assertThat(page.locator("#take-suggestions")).hasCount(0);
    pick(page, "Meaning of Engaging", "Needs confirmed");
    assertThat(page.getByText("Unknown names")).hasCount(0);
    page.locator("#run-import").click();
    assertThat(page.locator("#import-report [data-figure=created]")).hasText("4");
    page.locator("#open-list").click();

    assertThat(page.locator("[data-figure=won]")).hasText("2");
    assertThat(page.locator("[data-figure=won-value]")).hasText("1,500");
    assertThat(page.locator("[data-figure=win-rate]")).hasText("66.67 %");

    page.getByText("Board", new Page.GetByTextOptions().setExact(true)).click();
    var card = page.locator(".fw-board-column[data-stage=needs] .fw-card");
    assertThat(card).hasCount(1);
    card.dragTo(page.locator(".fw-board-column[data-stage=proposal]"));
    assertThat(page.locator(".fw-board-column[data-stage=proposal] .fw-card")).hasCount(1);

    addCompetitorAndLegalReview(page);

    page.navigate(browsers.at("app/ltc/opportunity"));
    page.getByText("Board", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(
            page.locator(
                ".fw-board-column h3", new Page.LocatorOptions().setHasText("Legal review")))
        .hasCount(1);
    page.locator(".fw-board-column[data-stage=proposal] .fw-card-title").click();
    assertThat(page.locator("#field-competitor")).isVisible();
    assertThat(page.locator("#field-opportunity_id input")).hasValue("D4");
  }

  private void addCompetitorAndLegalReview(Page page) {
    page.navigate(browsers.at("design/ltc/opportunity"));
    page.locator("#add-choice").click();
    labelled(page, "Title (English)").fill("Competitor");
    labelled(page, "Title (English)").press("Tab");
    assertThat(page.locator("#tile-choice .fw-tile-title")).hasText("Competitor");
    page.locator("#tile-stage").click();
    page.getByLabel("Add a stage after Negotiation").click();
    var fresh = page.locator(".fw-stage vaadin-text-field input").nth(4);
    assertThat(fresh).hasValue("New stage");
    fresh.fill("Legal review");
    fresh.press("Tab");
    page.locator("#publish").click();
    assertThat(page.getByText("Version 2 is live").first()).isVisible();
    page.navigate(browsers.at("design/ltc/opportunity"));
    assertThat(page.locator("#tile-stage .fw-tile-detail"))
        .containsText("Negotiation › Legal review › Contract approval");
  }

  @Test
  void a_quote_adds_up_as_one_types() {
    var page = browsers.desktop();
    browsers.firstSignIn(page, admin);
    page.locator("#install-ltc").click();
    page.waitForURL("**/app/ltc/opportunity");
    upload(page, "product", "product,series\nGTX Pro,GTX\n");
    page.locator("#run-import").click();
    page.locator("#open-list").waitFor();
    page.navigate(browsers.at("app/ltc/quote/new"));
    page.getByText("Add row").click();
    var row = page.locator(".fw-subform-row");
    row.locator("vaadin-big-decimal-field input").nth(0).fill("3");
    row.locator("vaadin-big-decimal-field input").nth(1).fill("19.99");
    row.locator("vaadin-big-decimal-field input").nth(1).press("Tab");
    assertThat(page.locator("#field-grand_total input")).hasValue("$59.97");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#field-opportunity")).hasAttribute("invalid", "");
  }

  @Test
  void someone_elses_change_appears_by_itself() {
    var page = browsers.desktop();
    browsers.firstSignIn(page, admin);
    page.locator("#install-ltc").click();
    page.waitForURL("**/app/ltc/opportunity");
    assertThat(page.getByText("No Opportunities yet")).isVisible();
    io.restassured.RestAssured.given()
        .header("Authorization", "Bearer " + admin.token())
        .contentType("application/json")
        .body("{\"opportunity_id\": \"LIVE-1\"}")
        .post("/api/v1/apps/ltc/forms/opportunity/records")
        .then()
        .statusCode(201);
    assertThat(page.getByText("LIVE-1")).isVisible();
  }

  @Test
  void a_wrong_password_is_refused_and_five_of_them_rest_the_account() {
    var page = browsers.desktop();
    for (int i = 0; i < 6; i++) {
      page.navigate(browsers.at("sign-in"));
      page.locator("vaadin-text-field input").fill(admin.login());
      page.locator("vaadin-password-field input").fill("wrong");
      page.keyboard().press("Enter");
      assertThat(page.locator("[role=alert]"))
          .containsText(i < 5 ? "name or the password is wrong" : "Too many wrong passwords");
    }
    page.navigate(browsers.at("app/ltc/opportunity"));
    page.waitForURL("**/sign-in");
  }

  @Test
  void every_screen_passes_axe_and_speaks_chinese() {
    var page = browsers.desktop();
    browsers.firstSignIn(page, admin);
    assertThat(Browsers.accessibilityProblems(page)).as("gallery").isEmpty();
    page.getByText("With sample data").click();
    page.locator("#install-ltc").click();
    page.waitForURL("**/app/ltc/opportunity");
    page.getByText("OP-1060")
        .or(page.locator("[data-figure=count]", new Page.LocatorOptions().setHasText("60")))
        .first()
        .waitFor();
    for (var path :
        new String[] {
          "app/ltc/opportunity",
          "app/ltc/quote/new",
          "import/ltc/account",
          "design/ltc/opportunity",
          "profile"
        }) {
      page.navigate(browsers.at(path));
      page.locator("h1").waitFor();
      page.waitForTimeout(600);
      assertThat(Browsers.accessibilityProblems(page)).as(path).isEmpty();
    }
    page.locator("vaadin-select").first().click();
    page.locator("vaadin-select-item", new Page.LocatorOptions().setHasText("中文")).click();
    page.locator("#save-profile").click();
    assertThat(page.locator("h1")).hasText("个人资料");
    page.navigate(browsers.at("app/ltc/opportunity"));
    assertThat(page.locator("h1")).hasText("商机");
    assertThat(page.getByText("赢单率")).isVisible();
  }
}
