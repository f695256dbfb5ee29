package dev.formwork.ui.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Photographs every screen, for people to look at: {@code ./formwork shots}. */
@EnabledIfSystemProperty(named = "formwork.shots", matches = ".+")
final class ScreenShotsTest {

  private static final List<String> SCREENS =
      List.of(
          "app/ltc/opportunity",
          "app/ltc/quote",
          "app/ltc/quote/new",
          "app/ltc/account",
          "import/ltc/opportunity",
          "app/ltc/order/new",
          "app/ltc/receipt/new",
          "design/ltc/opportunity",
          "design/ltc/order",
          "flows/ltc",
          "flows/ltc/quote_approval",
          "flows/ltc/quote_approval/runs",
          "tasks",
          "functions/ltc",
          "scripts/ltc",
          "calendar",
          "gallery",
          "profile");

  @TempDir static Path data;

  private final List<String> taken = new ArrayList<>();
  private Path folder;
  private Browsers browsers;

  @Test
  void take_them_all() throws IOException {
    folder = Files.createDirectories(Path.of(System.getProperty("formwork.shots")));
    try (var formwork = RunningFormwork.start(data)) {
      browsers = new Browsers(formwork.address());
      var page = browsers.page(1440, 900, "en-US");
      page.navigate(browsers.at("sign-in"));
      shot(page, "sign-in");
      browsers.firstSignIn(page, "admin", formwork.oneTimePassword());
      page.waitForURL("**/gallery");
      shot(page, "gallery-first");
      page.getByText("With sample data").click();
      page.locator("#install-ltc").click();
      page.waitForURL("**/app/ltc/opportunity");
      everyField(page);
      for (var language : new String[] {"en", "zh"}) {
        for (boolean dark : new boolean[] {false, true}) {
          profile(page, language, dark);
          everyScreen(page, language + (dark ? "-dark" : "-light"));
        }
      }
      index();
      browsers.close();
    }
  }

  /** Fields that no form of the pack has. */
  private void everyField(Page page) {
    page.navigate(browsers.at("design/ltc/account"));
    for (var type : new String[] {"rating", "time"}) {
      page.locator("#add-" + type).click();
      Browsers.settles(page);
    }
    page.locator("#publish").click();
    Browsers.settles(page);
  }

  /** What every designer offers beside its draft. */
  private void history(Page page, String screen, String suffix) {
    page.navigate(browsers.at(screen));
    for (int i = 0; i < 3; i++) {
      page.locator("#definition-history").click();
      page.locator("vaadin-menu-bar-list-box vaadin-menu-bar-item").nth(i).click();
      page.locator("vaadin-dialog[opened]")
          .first()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
      shot(page, screen.replace('/', '-') + "-history" + i + "-" + suffix);
      page.keyboard().press("Escape");
      Browsers.settles(page);
    }
  }

  private void profile(Page page, String language, boolean dark) {
    page.navigate(browsers.at("profile"));
    page.locator("#save-profile").waitFor();
    page.locator("vaadin-select").first().click();
    page.locator(
            "vaadin-select-list-box vaadin-select-item",
            new Page.LocatorOptions().setHasText(language.equals("zh") ? "中文" : "English"))
        .click();
    var box = page.locator("vaadin-checkbox input").first();
    box.setChecked(dark);
    page.locator("#save-profile").click();
    Browsers.settles(page);
  }

  private void everyScreen(Page page, String style) {
    for (int[] size : new int[][] {{1440, 900}, {390, 844}}) {
      page.setViewportSize(size[0], size[1]);
      var suffix = style + (size[0] == 390 ? "-phone" : "-desktop");
      for (var screen : SCREENS) {
        page.navigate(browsers.at(screen));
        page.locator("h1")
            .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        shot(page, screen.replace('/', '-') + "-" + suffix);
      }
      page.navigate(browsers.at("app/ltc/account/new"));
      page.locator("[id^=field-time]").last().scrollIntoViewIfNeeded();
      shot(page, "new-account-" + suffix);
      history(page, "design/ltc/account", suffix);
      history(page, "flows/ltc/quote_approval", suffix);
      page.navigate(browsers.at("app/ltc/opportunity"));
      page.locator("vaadin-tab").nth(1).click();
      shot(page, "board-" + suffix);
      page.locator(".fw-card-title").first().click();
      shot(page, "record-" + suffix);
      page.navigate(browsers.at("import/ltc/opportunity"));
      page.locator("vaadin-upload input[type=file]")
          .setInputFiles(
              new FilePayload(
                  "deals.csv",
                  "text/csv",
                  "opportunity_id,product,stage,amount\nX1,Nothing like it,won,much\n"
                      .getBytes(StandardCharsets.UTF_8)));
      page.locator("#run-import").waitFor();
      shot(page, "import-plan-" + suffix);
      page.locator("#run-import").click();
      page.locator("#import-report").waitFor();
      shot(page, "import-errors-" + suffix);
    }
  }

  private void shot(Page page, String name) {
    Browsers.settles(page);
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    taken.add(name);
  }

  private void index() throws IOException {
    var html =
        new StringBuilder(
            "<!doctype html><meta charset=utf-8><title>Formwork screens</title><style>img{max-width:45%;margin:8px;border:1px solid #ccc}</style>\n");
    taken.forEach(
        name ->
            html.append(
                String.format(
                    Locale.ROOT, "<h3>%1$s</h3><img src=\"%1$s.png\" alt=\"%1$s\">%n", name)));
    Files.writeString(folder.resolve("index.html"), html);
  }
}
