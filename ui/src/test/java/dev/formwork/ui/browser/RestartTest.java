package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own, from its first start on an empty folder to its end without warning. */
final class RestartTest {

  private static final int RECORDS = 4;

  @TempDir static Path data;

  @Test
  void a_killed_server_comes_back_with_everything() {
    try (var formwork = RunningFormwork.start(data);
        var browsers = new Browsers(formwork.address())) {
      var page = browsers.page(1440, 900, "en-US");
      browsers.firstSignIn(page, "admin", formwork.oneTimePassword());
      page.waitForURL("**/gallery");
      page.locator("#install-ltc").click();
      page.waitForURL("**/app/ltc/opportunity");
      for (int i = 1; i <= RECORDS; i++) {
        create(browsers, page, "Deal " + i);
      }
      makesABackup(browsers, page);
      formwork.kill();
      goesOn(browsers, page);
      staysSignedIn(browsers, page);
      comesBack(browsers, page);
    }
  }

  /** Until they sign out. */
  private static void staysSignedIn(Browsers before, Page page) {
    try (var formwork = RunningFormwork.start(data)) {
      var browsers = before.movedTo(formwork.address());
      page.navigate(browsers.at("app/ltc/opportunity"));
      assertThat(page.locator("[data-figure=count]")).hasText("" + RECORDS);
      page.locator("vaadin-side-nav-item[path='sign-out']").click();
      page.waitForURL("**/sign-in**");
      page.navigate(browsers.at("app/ltc/opportunity"));
      page.waitForURL("**/sign-in**");
    }
  }

  private static void create(Browsers browsers, Page page, String name) {
    page.navigate(browsers.at("app/ltc/opportunity/new"));
    page.locator("#field-name input").fill(name);
    page.locator("#save-record").click();
    assertThat(page.getByText("Saved").first()).isVisible();
  }

  private static void makesABackup(Browsers browsers, Page page) {
    page.locator("vaadin-side-nav-item[path='backups']").click();
    page.waitForURL("**/backups");
    Assertions.assertThat(Browsers.accessibilityProblems(page)).as("backups").isEmpty();
    page.locator("#backups-make").click();
    assertThat(page.locator("#backups .fw-badge")).hasText("Whole");
    page.reload();
    assertThat(page.locator("#backups .fw-badge")).hasText("Whole");
    page.navigate(browsers.at("app/ltc/opportunity"));
  }

  /** A server that was killed, and then one that was stopped as for a new version. */
  private static void goesOn(Browsers before, Page page) {
    try (var formwork = RunningFormwork.start(data)) {
      var browsers = before.movedTo(formwork.address());
      page.navigate(browsers.at("app/ltc/opportunity"));
      assertThat(page.locator("[data-figure=count]")).hasText("" + RECORDS);
    }
  }

  private static void comesBack(Browsers before, Page page) {
    try (var formwork = RunningFormwork.start(data)) {
      var browsers = before.movedTo(formwork.address());
      page.navigate(browsers.at("sign-in"));
      browsers.enter(page, "admin", Browsers.PASSWORD);
      page.waitForURL("**/app/ltc/opportunity");
      assertThat(page.locator("[data-figure=count]")).hasText("" + RECORDS);
    }
  }
}
