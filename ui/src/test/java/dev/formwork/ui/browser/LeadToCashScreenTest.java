package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** One deal carried by hand from lead to paid invoice, on screen alone. */
@InWorld
final class LeadToCashScreenTest {

  private World world;
  private Page page;

  @Test
  void a_lead_becomes_a_paid_invoice(World own) {
    world = own.installPack();
    page = world.administratorAt("app/ltc/opportunity");

    create("product");
    text("name", "Sensor");
    text("sales_price", "100");
    save();
    create("account");
    text("name", "Northwind");
    text("credit_limit", "5000");
    save();

    create("lead");
    text("name", "Ann");
    text("mobile", "13800000000");
    save();

    create("opportunity");
    text("name", "Ten sensors");
    choose("account", "Northwind");
    text("amount", "1000");
    save();
    open("lead", "Ann");
    choose("status", "Converted");
    choose("account", "Northwind");
    choose("opportunity", "Ten sensors");
    save();

    create("quote");
    choose("opportunity", "Ten sensors");
    assertThat(field("account").locator("input")).hasValue("Northwind");
    row("Sensor", "Quantity", "10");
    save();
    stage("Sent");

    create("contract");
    text("name", "Sensors 2026");
    choose("quote", "Northwind");
    row("Sensor", "Quantity", "10");
    save();
    choose("status", "Signed");
    date("sign_date", "11/24/2026");
    save();

    create("order");
    choose("account", "Northwind");
    choose("contract", "Sensors 2026");
    row("Sensor", "Quantity", "10");
    save();
    stage("Confirmed");
    assertThat(field("order_status").locator("input")).hasValue("To deliver and bill");

    create("delivery");
    choose("order", "Northwind");
    row("Sensor", "Quantity", "11");
    save();
    stage("Shipped");
    assertThat(page.getByText("more would be delivered than ordered").first()).isVisible();
    page.locator("input[aria-label='Quantity']").first().fill("10");
    save();
    stage("Shipped");

    create("invoice");
    choose("order", "Northwind");
    row("Sensor", "Quantity", "10");
    save();
    assertThat(field("amount").locator("input")).hasValue("$1,130.00");
    stage("Issued");

    create("receipt");
    choose("account", "Northwind");
    text("amount", "1130");
    text("bank_ref", "B-2026-1");
    page.getByText("Add row").first().click();
    pick(page.locator(".fw-subform-row").first().locator("vaadin-combo-box").first(), "INV-");
    assertThat(page.locator("input[aria-label='Amount']").first()).hasValue("1130");
    save();
    stage("Posted");

    open("invoice", "INV-");
    assertThat(field("payment_status").locator("input")).hasValue("Paid");
    open("order", "SO-");
    assertThat(field("order_status").locator("input")).hasValue("Completed");
    open("account", "Northwind");
    assertThat(field("credit_exposure").locator("input")).hasValue("$0.00");
  }

  private Locator field(String key) {
    return page.locator("#field-" + key);
  }

  private void create(String form) {
    world.browsers().follow(page, "app/ltc/" + form);
    page.locator("#create").click();
    page.locator(".fw-record").waitFor();
  }

  private void open(String form, String title) {
    world.browsers().follow(page, "app/ltc/" + form);
    page.locator("vaadin-grid-cell-content", new Page.LocatorOptions().setHasText(title))
        .first()
        .click();
    page.locator(".fw-record").waitFor();
  }

  private void text(String key, String value) {
    field(key).locator("input").fill(value);
    field(key).locator("input").press("Tab");
  }

  private void date(String key, String value) {
    assertThat(field(key)).isVisible();
    field(key).locator("input").fill(value);
    field(key).locator("input").press("Enter");
  }

  private void choose(String key, String option) {
    pick(field(key), option);
  }

  private void pick(Locator combo, String option) {
    combo.locator("input").fill(option);
    page.locator("vaadin-combo-box-item:visible", new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
  }

  private void row(String option, String number, String value) {
    page.getByText("Add row").first().click();
    pick(page.locator(".fw-subform-row").first().locator("vaadin-combo-box").first(), option);
    var input = page.locator("input[aria-label='" + number + "']").first();
    input.fill(value);
    input.press("Tab");
  }

  private void save() {
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("Saved").last()).isVisible();
    Browsers.settles(page);
  }

  private void stage(String title) {
    page.locator(".fw-path-step", new Page.LocatorOptions().setHasText(title)).first().click();
    Browsers.settles(page);
  }
}
