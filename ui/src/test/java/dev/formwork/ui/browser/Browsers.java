package dev.formwork.ui.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.formwork.ui.failure.FailureRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A real Chromium: the system's when there is one, else the one Playwright fetches. */
final class Browsers implements AutoCloseable {

  static final String PASSWORD = "correct horse battery";

  /** How long a page may take; a machine that does much else at once needs more. */
  private static final int PATIENCE_MS = 1_000 * Integer.getInteger("formwork.patience-s", 20);

  private static final String IDLE =
      "() => { const all = window.Vaadin?.Flow?.clients; return !!all"
          + " && Object.values(all).every(one => !one.isActive || !one.isActive()); }";

  private final Playwright playwright;
  private final Browser browser;
  private final String address;

  Browsers(String address) {
    this.address = address.replaceAll("/$", "");
    var system =
        List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").stream()
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    system.isPresent()
                        ? java.util.Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                        : java.util.Map.of()));
    var options =
        new BrowserType.LaunchOptions()
            .setHeadless(true)
            .setArgs(
                List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync"));
    system.ifPresent(options::setExecutablePath);
    browser = playwright.chromium().launch(options);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }

  private Browsers(Playwright playwright, Browser browser, String address) {
    this.playwright = playwright;
    this.browser = browser;
    this.address = address.replaceAll("/$", "");
  }

  Page page(int width, int height, String locale) {
    var context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale(locale)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
    context.onPage(FailureRecord::watch);
    var page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  }

  String at(String path) {
    return address + "/" + path;
  }

  /** The same browser, for a server that came back on another port. */
  Browsers movedTo(String newAddress) {
    return new Browsers(playwright, browser, newAddress);
  }

  void enter(Page page, String login, String password) {
    page.locator("vaadin-text-field input").fill(login);
    page.locator("vaadin-password-field input").fill(password);
    page.keyboard().press("Enter");
  }

  /** Signs in with the one-time password and chooses one's own. */
  void firstSignIn(Page page, String login, String oneTimePassword) {
    page.navigate(at("sign-in"));
    enter(page, login, oneTimePassword);
    page.waitForURL("**/change-password");
    var fields = page.locator("vaadin-password-field input");
    fields.nth(0).fill(oneTimePassword);
    fields.nth(1).fill(PASSWORD);
    fields.nth(2).fill(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(url -> !url.contains("change-password") && !url.contains("sign-in"));
  }

  /** Waits until nothing is on its way to the server or back. */
  static void settles(Page page) {
    page.waitForFunction(IDLE);
  }

  /** A picture for people, when they asked for some: {@code -Dformwork.shots=FOLDER}. */
  static void shot(Page page, String name) {
    var folder = System.getProperty("formwork.shots", "");
    if (!folder.isEmpty()) {
      settles(page);
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }

  /** What axe-core finds against WCAG 2.2 AA, in a line each. */
  static List<String> accessibilityProblems(Page page) {
    return new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze()
            .getViolations()
            .stream()
            .map(
                rule ->
                    String.format(
                        Locale.ROOT,
                        "%s: %s",
                        rule.getId(),
                        rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList()))
            .toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
