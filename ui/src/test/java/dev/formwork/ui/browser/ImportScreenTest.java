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

/** A file is looked at, asked about, imported and, if it was the wrong one, taken back. */
@InWorld
final class ImportScreenTest {

  private World world;
  private Page page;

  @BeforeEach
  void the_pack_at_its_import(World own) {
    world = own;
  }

  private void upload(String form, String csv) {
    world.browsers().follow(page, "import/ltc/" + form);
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(
            new FilePayload(form + ".csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    page.locator("#run-import").waitFor();
  }

  private void choose(String label, String option) {
    page.locator("#file-format .fw-mapping > div", new Page.LocatorOptions().setHasText(label))
        .locator("vaadin-select")
        .click();
    page.locator(
            "vaadin-select-list-box vaadin-select-item",
            new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
    Browsers.settles(page);
  }

  private void changeByHand(String code) {
    var records = World.records("product");
    String id =
        world
            .asAdministrator()
            .queryParam("filter", "code = \"" + code + "\"")
            .get(records)
            .then()
            .statusCode(200)
            .extract()
            .path("items[0].id");
    world
        .asAdministrator()
        .body(Map.of("series", "Changed"))
        .patch(records + "/" + id)
        .then()
        .statusCode(200);
  }

  private Locator preview() {
    return page.locator("table.fw-preview");
  }

  @Test
  void what_the_file_does_not_tell_is_asked_and_shown_as_it_will_be_read() {
    page = world.installPack().administratorAt("import/ltc/opportunity");
    upload("opportunity", "opportunity_id,amount,close_date\nX1,\"1,234\",01/05/2024\n");
    assertThat(page.locator("#import-questions-open")).isVisible();
    assertThat(page.locator("#run-import")).isDisabled();
    choose("amount: sign before the decimals", "Point");
    assertThat(preview()).containsText("1,234.00");
    choose("close_date: order of day, month and year", "Day, month, year");
    assertThat(preview()).containsText("2024-05-01");
    assertThat(Browsers.accessibilityProblems(page)).as("questions answered").isEmpty();
    page.locator("#run-import").click();
    assertThat(page.locator("#import-report [data-figure=created]")).hasText("1");
  }

  @Test
  void an_import_is_undone_from_its_result_but_for_what_was_changed_since() {
    page = world.installPack().administratorAt("import/ltc/product");
    upload("product", "name,code\nPump,P-1\nValve,P-2\n");
    page.locator("#run-import").click();
    assertThat(page.locator("#import-report [data-figure=created]")).hasText("2");
    changeByHand("P-2");
    world.browsers().follow(page, "import/ltc/product");
    page.locator("#earlier-imports vaadin-button").first().click();
    page.locator("#undo-import").click();
    page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
    assertThat(page.locator("#import-report [data-figure=undone]")).hasText("1");
    assertThat(page.locator("#kept-records")).containsText("Valve");
    assertThat(Browsers.accessibilityProblems(page)).as("import undone").isEmpty();
    page.locator("#open-list").click();
    assertThat(page.getByText("Valve").first()).isVisible();
    assertThat(page.getByText("Pump")).hasCount(0);
  }
}
