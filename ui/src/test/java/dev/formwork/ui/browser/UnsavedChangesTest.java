package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody's words are lost: not to another page, a reload, the end of a session, or a colleague. */
@InWorld
final class UnsavedChangesTest {

  /** Steps of the walk; more when somebody has the time. */
  private static final int STEPS = Integer.getInteger("formwork.walk", 25);

  private World world;
  private Colleague writer;
  private String record;

  @BeforeAll
  void a_form_with_every_kind_of_input(World shared) {
    world = shared.installPack();
    world.publishForm("probe", ProbeForm.definition());
    writer = world.hireAdministrator("Wen Li", "en-US", Screen.DESKTOP);
  }

  @BeforeEach
  void a_record() {
    record = probe("Probe");
    opens(record);
  }

  private String probe(String name) {
    return world.record("probe", Map.of("name", name, "amount", "10", "due", "2026-04-04"));
  }

  private void opens(String id) {
    writer.page().navigate(world.at("app/ltc/probe/" + id));
    isOpen();
  }

  private void isOpen() {
    assertThat(writer.at("#save-record")).isVisible();
    Browsers.settles(writer.page());
  }

  private void reloads() {
    writer.page().reload();
    isOpen();
  }

  private JsonPath stored() {
    return world
        .asAdministrator()
        .get(World.records("probe") + "/" + record)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private void othersChange(Map<String, ?> values) {
    world
        .asAdministrator()
        .contentType("application/merge-patch+json")
        .body(values)
        .patch(World.records("probe") + "/" + record)
        .then()
        .statusCode(200);
  }

  private void leaves() {
    writer
        .at("#unsaved-leave vaadin-button[slot=reject-button], [slot=reject-button]")
        .first()
        .click();
    Browsers.settles(writer.page());
  }

  private void restores() {
    writer.at("#unsaved-restore").click();
    Browsers.settles(writer.page());
  }

  @Test
  void words_survive_a_reload() {
    writer.types("name", "Typed").types("amount", "12.5");
    writer.field("notes").locator("textarea").fill("Not even left");
    reloads();
    assertThat(writer.at("#unsaved")).containsText("name, notes, amount");
    writer.findsItInOrder("unsaved-offered");
    restores();
    writer.reads("name", "Typed").reads("amount", "12.5");
    assertThat(writer.field("notes").locator("textarea")).hasValue("Not even left");
    writer.saves();
    assertThat(stored().getString("notes")).isEqualTo("Not even left");
    reloads();
    assertThat(writer.at("#save-record")).isVisible();
    assertThat(writer.at("#unsaved-restore")).hasCount(0);
  }

  @Test
  void words_that_are_no_value_survive_as_well() {
    writer.types("due", "2026-02-30");
    reloads();
    restores();
    writer.reads("due", "2026-02-30");
    assertThat(writer.field("due")).hasAttribute("invalid", "");
    assertThat(stored().getString("due")).isEqualTo("2026-04-04");
  }

  @Test
  void going_elsewhere_asks_and_the_words_are_there_again() {
    writer.types("name", "Typed");
    writer
        .at("vaadin-side-nav-item")
        .filter(new Locator.FilterOptions().setHasText("Accounts"))
        .first()
        .click();
    writer.findsItInOrder("unsaved-leave");
    assertThat(writer.at("#field-name input")).hasValue("Typed");
    leaves();
    assertThat(writer.at("h1").first()).hasText("Accounts");
    opens(record);
    restores();
    writer.reads("name", "Typed");
    writer.saves();
    assertThat(stored().getString("name")).isEqualTo("Typed");
  }

  @Test
  void whoever_stays_goes_on() {
    writer.types("name", "Typed");
    writer.at("#close-record").click();
    writer.at("[slot=cancel-button]").first().click();
    writer.reads("name", "Typed");
    writer.at("#close-record").click();
    writer.at("[slot=confirm-button]").first().click();
    assertThat(writer.at("#save-record")).isHidden();
    assertThat(stored().getString("name")).isEqualTo("Typed");
  }

  @Test
  void discarding_is_for_good() {
    writer.types("name", "Typed");
    reloads();
    writer.at("#unsaved-discard").click();
    assertThat(writer.at("#unsaved-restore")).hasCount(0);
    reloads();
    assertThat(writer.at("#save-record")).isVisible();
    assertThat(writer.at("#unsaved-restore")).hasCount(0);
    writer.reads("name", "Probe");
  }

  @Test
  void signing_out_leaves_nothing_in_the_browser() {
    var other = world.hireAdministrator("Somebody Else", "en-US", Screen.DESKTOP);
    other.goesTo("app/ltc/probe/" + record);
    other.types("name", "Secret");
    var kept = "() => Object.keys(localStorage).filter(key => key.startsWith('formwork.unsaved'))";
    assertThat(other.page().evaluate(kept).toString()).contains(record);
    other.page().navigate(world.at("sign-out"));
    other.page().waitForURL("**/sign-in");
    assertThat(other.page().evaluate(kept).toString()).isEqualTo("[]");
  }

  @Test
  void different_fields_come_together() {
    writer.types("name", "Mine");
    othersChange(Map.of("amount", "99", "notes", "Theirs"));
    writer.saves();
    assertThat(writer.page().getByText("changed meanwhile: notes, amount").first()).isVisible();
    assertThat(stored().getString("name")).isEqualTo("Mine");
    assertThat(stored().getString("notes")).isEqualTo("Theirs");
    assertThat(stored().getInt("amount")).isEqualTo(99);
    writer.reads("amount", "99");
  }

  @Test
  void one_field_changed_by_both_is_asked_about() {
    writer.types("name", "Mine").types("amount", "11");
    othersChange(Map.of("amount", "99"));
    writer.at("#save-record").click();
    assertThat(writer.at("#clash-amount")).containsText("Mine: ¥11.00");
    assertThat(writer.at("#clash-amount")).containsText("¥99.00");
    writer.findsItInOrder("clash");
    writer.at("#save-record").click();
    assertThat(writer.at("#clash-amount")).containsText("Choose one.");
    assertThat(stored().getInt("amount")).isEqualTo(99);
    writer.at("#clash-amount vaadin-radio-button").first().click();
    writer.reads("amount", "11");
    writer.saves();
    assertThat(stored().getInt("amount")).isEqualTo(11);
    assertThat(stored().getString("name")).isEqualTo("Mine");
  }

  @Test
  void restored_words_meet_what_others_did_meanwhile() {
    writer.types("name", "Mine").types("amount", "11");
    reloads();
    othersChange(Map.of("amount", "99", "notes", "Theirs"));
    reloads();
    restores();
    writer.reads("name", "Mine");
    assertThat(writer.at("#clash-amount")).isVisible();
    writer.at("#clash-amount vaadin-radio-button").nth(1).click();
    writer.saves();
    assertThat(stored().getInt("amount")).isEqualTo(99);
    assertThat(stored().getString("notes")).isEqualTo("Theirs");
    assertThat(stored().getString("name")).isEqualTo("Mine");
  }

  /** Types, goes away, comes back, saves, is overtaken: what was typed is there or stored. */
  @Test
  void a_walk_loses_nothing() {
    long seed = Long.getLong("formwork.seed", System.nanoTime());
    var chance = new Random(seed);
    var typed = new HashMap<String, String>();
    for (int step = 0; step < STEPS; step++) {
      var at = "seed " + seed + ", step " + step;
      switch (chance.nextInt(7)) {
        case 0, 1, 2 -> {
          var field = chance.nextBoolean() ? "name" : "notes";
          var text = "words " + step;
          writer.field(field).locator("input, textarea").first().fill(text);
          if (chance.nextBoolean()) {
            writer.page().keyboard().press("Tab");
          }
          typed.put(field, text);
        }
        case 3 -> {
          reloads();
          comesBack(typed);
        }
        case 4 -> {
          writer.at("vaadin-side-nav-item").first().click();
          if (!typed.isEmpty()) {
            leaves();
          }
          opens(record);
          comesBack(typed);
        }
        case 5 -> othersChange(Map.of("amount", Integer.toString(step + 1)));
        default -> {
          writer.saves();
          typed.forEach(
              (field, text) -> assertThat(stored().getString(field)).as(at).isEqualTo(text));
          typed.clear();
        }
      }
      typed.forEach(
          (field, text) ->
              assertThat(writer.field(field).locator("input, textarea").first()).hasValue(text));
    }
    assertThat(stored().getString("due")).isEqualTo("2026-04-04");
  }

  private void comesBack(Map<String, String> typed) {
    assertThat(writer.at("#save-record")).isVisible();
    if (typed.isEmpty()) {
      return;
    }
    restores();
  }
}
