package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** Somebody at their own browser, and what they do there, in the words of the work. */
final class Colleague {

  private final Browsers browsers;
  private final Page page;
  private final String name;

  Colleague(Browsers browsers, Page page, String name) {
    this.browsers = browsers;
    this.page = page;
    this.name = name;
  }

  String name() {
    return name;
  }

  Page page() {
    return page;
  }

  Locator at(String selector) {
    return page.locator(selector);
  }

  Locator field(String key) {
    return at("#field-" + key);
  }

  private void settles() {
    Browsers.settles(page);
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  // Lists and records

  Colleague goesTo(String path) {
    browsers.follow(page, path);
    return this;
  }

  Colleague creates(String form) {
    goesTo("app/ltc/" + form + "/new");
    at("#save-record").waitFor();
    return this;
  }

  /** The first record of a list that shows this text. */
  Colleague opens(String form, String text) {
    goesTo("app/ltc/" + form);
    at("vaadin-grid-cell-content:visible").filter(with(text)).first().click();
    at("#save-record").waitFor();
    settles();
    return this;
  }

  Colleague types(String key, String value) {
    field(key).locator("input").first().fill(value);
    field(key).locator("input").first().press("Tab");
    settles();
    return this;
  }

  Colleague picks(String key, String option) {
    pick(field(key), option);
    return this;
  }

  private void pick(Locator combo, String option) {
    combo.locator("input").fill(option);
    at("vaadin-combo-box-item:visible").filter(with(option)).first().click();
    settles();
  }

  /** A date as this browser writes it. */
  Colleague dates(String key, String value) {
    field(key).locator("input").first().fill(value);
    field(key).locator("input").first().press("Enter");
    settles();
    return this;
  }

  /** A new row in the first table of a record: its lookup and, by their labels, numbers. */
  Colleague addsRow(String option, String... numbers) {
    var table = at(".fw-subform").first();
    table.locator("> vaadin-button").click();
    var row = table.locator(".fw-subform-row").last();
    pick(row.locator("vaadin-combo-box").first(), option);
    for (int i = 0; i < numbers.length; i += 2) {
      var input = row.locator("input[aria-label='" + numbers[i] + "']");
      input.fill(numbers[i + 1]);
      input.press("Tab");
      settles();
    }
    return this;
  }

  Colleague saves() {
    settles();
    at("#save-record").click();
    settles();
    assertThat(at(".fw-record-body > .fw-error")).isHidden();
    assertThat(at("#history")).isVisible();
    return this;
  }

  Colleague submits() {
    at("#submit-record").click();
    settles();
    assertThat(at(".fw-record-body > .fw-error")).isHidden();
    return this;
  }

  Colleague moves(String stage) {
    at(".fw-path-step").filter(with(stage)).first().click();
    settles();
    return standsAt(stage);
  }

  Colleague mayNotMove(String stage, String reason) {
    at(".fw-path-step").filter(with(stage)).first().click();
    assertThat(page.getByText(reason).first()).isVisible();
    return this;
  }

  /** The number in the first row of the record. */
  Colleague changesRow(String number, String value) {
    var input = at("input[aria-label='" + number + "']").first();
    input.fill(value);
    input.press("Tab");
    return this;
  }

  Colleague runs(String script) {
    at("#record-scripts vaadin-menu-bar-button").first().click();
    at("vaadin-menu-bar-item:visible").filter(with(script)).first().click();
    settles();
    return this;
  }

  Colleague standsAt(String stage) {
    assertThat(at(".fw-path-current")).hasText(stage);
    return this;
  }

  Colleague reads(String key, String value) {
    assertThat(field(key).locator("input").first()).hasValue(value);
    return this;
  }

  /** Who has the record at the moment. */
  Colleague seesItWaitFor(Colleague... people) {
    var waiting = at(".fw-instance").first().locator(".fw-instance-waiting");
    assertThat(waiting).hasCount(people.length);
    for (var one : people) {
      assertThat(waiting.filter(with(one.name()))).hasCount(1);
    }
    return this;
  }

  /** The timeline of the record's newest flow, in this order. */
  Colleague readsTimeline(String... lines) {
    var card = at(".fw-instance").first();
    card.locator("vaadin-details-summary").first().click();
    var timeline = card.locator(".fw-timeline-line");
    assertThat(timeline.first()).isVisible();
    var found = String.join("\n", timeline.allInnerTexts());
    assertThat(found.replaceAll("\\s+", " ")).containsSubsequence(lines);
    return this;
  }

  // Tasks

  Colleague waitsForWork() {
    return goesTo("tasks");
  }

  /** A task is there soon without any doing; it is opened. */
  Colleague takes(String title, String step) {
    var task = at(".fw-task-open").filter(with(title)).filter(with(step));
    assertThat(task.first()).isVisible();
    task.first().click();
    at(".fw-task-panel").waitFor();
    settles();
    return this;
  }

  Colleague hasNothingToDo() {
    assertThat(at(".fw-task-open")).hasCount(0);
    return this;
  }

  /** Decides without being asked anything. */
  Colleague does(String action) {
    at("#act-" + action).click();
    settles();
    assertThat(at(".fw-task-panel")).isHidden();
    return this;
  }

  Colleague does(String action, String comment) {
    at("#act-" + action).click();
    at("#task-comment textarea").fill(comment);
    at("#task-do").click();
    settles();
    assertThat(at(".fw-task-panel")).isHidden();
    return this;
  }

  /** What somebody was told, in the list of copies. */
  Colleague wasTold(String title) {
    goesTo("tasks");
    at("#box-copied").click();
    assertThat(at(".fw-task-open").filter(with(title)).first()).isVisible();
    return this;
  }

  // How it looks

  Colleague reads(String selector, Pattern text) {
    assertThat(at(selector).first()).containsText(text);
    return this;
  }

  Colleague finds(String text) {
    assertThat(page.getByText(text).first()).isVisible();
    return this;
  }

  /** axe-core has nothing to say; nothing scrolls sideways; a picture is kept for whoever asks. */
  Colleague findsItInOrder(String shot) {
    Browsers.shot(page, shot);
    assertThat(Browsers.accessibilityProblems(page)).as(shot).isEmpty();
    int width = (Integer) page.evaluate("document.documentElement.scrollWidth");
    assertThat(width).as(shot).isLessThanOrEqualTo(page.viewportSize().width);
    return this;
  }
}
