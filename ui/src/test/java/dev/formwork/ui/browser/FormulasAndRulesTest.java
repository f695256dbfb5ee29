package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that follow while one types, and formulas written on screen, in a real browser. */
@InWorld
final class FormulasAndRulesTest {

  private World world;
  private Page page;

  @BeforeAll
  void a_pack_with_samples(World shared) {
    world = shared.installPackWithSamples();
  }

  @BeforeEach
  void an_administrator_signs_in() {
    page = world.administratorAt("app/ltc/opportunity");
  }

  @AfterEach
  void and_leaves() {
    page.context().close();
  }

  private Locator field(String key) {
    return page.locator("#field-" + key);
  }

  private void pick(Locator combo, String option) {
    combo.locator("input").fill(option);
    page.locator("vaadin-combo-box-item:visible", new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
  }

  private void newRecord(String form) {
    world.browsers().follow(page, "app/ltc/" + form);
    page.locator("#create").click();
    page.locator(".fw-record").waitFor();
  }

  @Test
  void fields_appear_and_are_required_as_one_fills_the_form() {
    newRecord("lead");
    assertThat(field("invalid_reason")).isHidden();
    pick(field("status"), "Invalid");
    assertThat(field("invalid_reason")).isVisible();
    field("name").locator("input").fill("Ann");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("[slot=error-message]:visible").first()).not().isEmpty();
    Browsers.shot(page, "lead-refused");
    field("mobile").locator("input").fill("13800000000");
    pick(field("invalid_reason"), "No need");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("Saved").first()).isVisible();
  }

  @Test
  void a_choice_narrows_the_next_and_scores_follow() {
    newRecord("lead");
    pick(field("area"), "East China");
    field("region").locator("input").click();
    assertThat(page.locator("vaadin-combo-box-item:visible")).hasCount(3);
    page.keyboard().press("Escape");
    pick(field("authority"), "Decides");
    pick(field("timeline"), "Within a month");
    assertThat(field("fit_score").locator("input")).hasValue("70");
    assertThat(field("quality").locator("input")).hasValue("A");
    Browsers.shot(page, "lead-scored");
  }

  @Test
  void choosing_a_product_fills_in_its_price_and_totals_follow() {
    newRecord("order");
    pick(field("account"), "Northwind");
    page.getByText("Add row").first().click();
    var row = page.locator(".fw-subform-row").first();
    pick(row.locator("vaadin-combo-box").first(), "Flow Sensor S1");
    assertThat(row.locator("vaadin-big-decimal-field").nth(1).locator("input")).hasValue("420");
    assertThat(field("amount").locator("input")).hasValue("$420.00");
    Browsers.shot(page, "order-new");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("Saved").first()).isVisible();
    assertThat(Browsers.accessibilityProblems(page)).as("order").isEmpty();
  }

  @Test
  void a_formula_is_completed_checked_and_tried_as_one_types() {
    world.browsers().follow(page, "design/ltc/opportunity");
    page.locator("#tile-weighted").click();
    page.locator(".fw-formula-head")
        .filter(new Locator.FilterOptions().setHasText("Formula"))
        .locator("vaadin-button")
        .click();
    var dialog = page.locator(".fw-formula-area");
    var text = dialog.locator("textarea");
    text.fill("");
    text.pressSequentially("ROU");
    assertThat(dialog.locator("li").first()).containsText("ROUND");
    page.keyboard().press("Enter");
    text.pressSequentially("Amont * 0.5, 1");
    assertThat(dialog.locator(".fw-ex-problem")).containsText("Amount");
    assertThat(dialog.locator(".fw-ex-bad")).hasText("Amont");
    Browsers.shot(page, "formula-mistake");
    text.fill("ROUND(Amount * 0.5, 1)");
    assertThat(dialog.locator(".fw-ex-problem")).hasCount(0);
    pick(page.locator(".fw-formula-trial vaadin-combo-box"), "Insight");
    assertThat(page.locator(".fw-formula-result")).hasText(Pattern.compile("^= [0-9.]+$"));
    Browsers.shot(page, "formula-result");
    assertThat(Browsers.accessibilityProblems(page)).as("formula dialog").isEmpty();
    page.getByText("Done", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("#publish").click();
    assertThat(page.getByText("is live").first()).isVisible();
  }

  @Test
  void a_rule_is_written_on_screen_and_holds_at_once() {
    world.browsers().follow(page, "design/ltc/contact");
    page.locator("#add-validation").click();
    var card = page.locator(".fw-rule").last();
    card.locator("textarea").fill("LEN(name) > 2");
    card.locator("textarea").press("Tab");
    assertThat(page.locator(".fw-rule .fw-ex-colors").last()).containsText("LEN");
    Browsers.settles(page);
    card.locator("vaadin-text-field input").first().fill("The name is too short.");
    card.locator("vaadin-text-field input").first().press("Tab");
    Browsers.settles(page);
    Browsers.shot(page, "rules");
    assertThat(Browsers.accessibilityProblems(page)).as("designer").isEmpty();
    page.locator("#publish").click();
    assertThat(page.getByText("is live").first()).isVisible();
    newRecord("contact");
    field("name").locator("input").fill("Al");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("The name is too short.").first()).isVisible();
  }

  @Test
  void administrators_keep_functions_and_the_calendar() {
    world.browsers().follow(page, "functions/ltc");
    page.locator("#add-function").click();
    page.locator(".fw-function-trial input").fill("200, 0.15");
    page.getByText("Try", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".fw-function-result")).hasText("= 170");
    page.locator("#save-functions").click();
    assertThat(page.getByText("Functions saved")).isVisible();
    Browsers.shot(page, "functions");
    assertThat(Browsers.accessibilityProblems(page)).as("functions").isEmpty();
    world.browsers().follow(page, "calendar");
    assertThat(page.getByText("国庆节").first()).isVisible();
    Browsers.shot(page, "calendar");
    assertThat(Browsers.accessibilityProblems(page)).as("calendar").isEmpty();
  }

  @Test
  void a_script_is_written_tried_and_run_on_a_record() {
    world.browsers().follow(page, "scripts/ltc");
    assertThat(page.locator(".fw-function-card")).hasCount(2);
    page.locator("#add-script").click();
    assertThat(page.locator(".fw-function-card")).hasCount(3);
    var card = page.locator(".fw-function-card").nth(2);
    select(card.locator("vaadin-select"), "Accounts");
    card.locator("vaadin-text-area textarea")
        .fill(
            "input => { const made = records.create('account', { name: 'Made by ' + (input.id ? records.get('account', input.id).name : 'trial') }); return made.name }");
    card.getByText("Run", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(card.locator(".fw-function-result")).hasText("= \"Made by trial\"");
    card.locator("vaadin-text-field").nth(2).locator("input").fill("Twice");
    Browsers.shot(page, "scripts");
    page.locator("#save-scripts").click();
    assertThat(page.getByText("A key begins with a lower-case letter").first()).isVisible();
    card.locator("vaadin-text-field").nth(2).locator("input").fill("twice");
    page.locator("#save-scripts").click();
    assertThat(page.getByText("Scripts saved")).isVisible();
    assertThat(Browsers.accessibilityProblems(page)).as("scripts").isEmpty();
    world.browsers().follow(page, "app/ltc/account");
    page.getByText("Made by trial").first().click();
    page.locator("#record-scripts vaadin-menu-bar-button").first().click();
    Browsers.shot(page, "record-scripts");
    page.locator("vaadin-menu-bar-item").getByText("New script").click();
    assertThat(page.getByText("Made by Made by trial").first()).isVisible();
    Browsers.shot(page, "record-script-done");
    assertThat(Browsers.accessibilityProblems(page)).as("record with scripts").isEmpty();
  }

  private void select(Locator select, String option) {
    select.locator("vaadin-select-value-button").click();
    page.locator("vaadin-select-item:visible", new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
  }
}
