package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One list goes from form to form by the side bar, and shows what others do in each. */
@InWorld
final class ListFollowsChangesTest {

  private World world;
  private Page reader;
  private Page writer;

  @BeforeAll
  void a_reader_and_a_writer(World shared) {
    world = shared.installPack();
    reader = world.administratorAt("app/ltc/opportunity");
    writer = world.administratorAt("app/ltc/opportunity");
  }

  private static void walk(Page page, String form) {
    page.locator("vaadin-side-nav-item", new Page.LocatorOptions().setHasText(form))
        .first()
        .click();
    assertThat(page.locator("h1").first()).hasText(form);
  }

  private void create(String form, String name) {
    world.browsers().follow(writer, "app/ltc/" + form + "/new");
    writer.locator("#field-name input").fill(name);
    writer.locator("#save-record").click();
    assertThat(writer.getByText("Saved").first()).isVisible();
  }

  private static Locator row(Page page, String text) {
    return page.locator("vaadin-grid-cell-content:visible").getByText(text).first();
  }

  @Test
  void the_form_one_walked_to_is_followed() {
    world.browsers().follow(reader, "app/ltc/opportunity");
    walk(reader, "Accounts");
    create("account", "Larkspur Retail");
    assertThat(row(reader, "Larkspur Retail")).isVisible();
  }

  @Test
  void many_changes_in_a_row_are_all_shown() {
    world.browsers().follow(reader, "app/ltc/account");
    for (int i = 1; i <= 5; i++) {
      create("account", "Burst " + i);
    }
    for (int i = 1; i <= 5; i++) {
      assertThat(row(reader, "Burst " + i)).isVisible();
    }
  }

  @Test
  void the_search_stays_behind_with_the_form_it_was_for() {
    create("account", "Found by its name");
    world.browsers().follow(reader, "app/ltc/account");
    var search = reader.locator("vaadin-text-field[placeholder='Search'] input");
    search.fill("no such name");
    assertThat(reader.locator("[data-figure=count]")).hasText("0");
    walk(reader, "Contacts");
    assertThat(reader.locator("vaadin-text-field[placeholder='Search'] input")).hasValue("");
    walk(reader, "Accounts");
    assertThat(row(reader, "Found by its name")).isVisible();
  }
}
