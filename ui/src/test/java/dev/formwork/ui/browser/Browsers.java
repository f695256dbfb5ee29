package dev.formwork.ui.browser;

import com.deque.html.axecore.args.AxeRunOnlyOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.formwork.ui.failure.FailureRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static final String FOLLOW =
      "address => { const link = document.createElement('a'); link.href = address;"
          + " link.setAttribute('router-link', ''); document.body.append(link);"
          + " link.click(); link.remove(); }";

  /** Not with every frame, which makes the browser draw without end. */
  private static final Page.WaitForFunctionOptions LOOK_NOW_AND_THEN =
      new Page.WaitForFunctionOptions().setPollingInterval(20);

  private final Playwright playwright;
  private final Browser browser;
  private final String address;

  Browsers(String address) {
    this.address = address.replaceAll("/$", "");
    var system =
        List.of(
                "/usr/bin/chromium-headless-shell",
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome")
            .stream()
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
    var options = new BrowserType.LaunchOptions().setHeadless(true).setArgs(arguments());
    system.ifPresent(options::setExecutablePath);
    browser = playwright.chromium().launch(options);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }

  /** With {@code -Dformwork.netlog=FOLDER} it notes there all that goes over its connections. */
  private static List<String> arguments() {
    var all =
        new ArrayList<>(
            List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
    var netlog = System.getProperty("formwork.netlog", "");
    if (!netlog.isEmpty()) {
      all.add("--log-net-log=" + netlog + "/" + System.nanoTime() + ".json");
    }
    return all;
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

  /**
   * Goes to another screen of the page that is open, by a link in it, as people do; loading a page
   * anew is for those who come from elsewhere.
   */
  void follow(Page page, String path) {
    var target = at(path);
    if (page.url().equals(target)) {
      page.reload();
    } else {
      // A page that is still starting would lose the click.
      settles(page);
      page.evaluate(FOLLOW, target);
      page.waitForURL(target);
    }
    settles(page);
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
    page.waitForFunction(IDLE, null, LOOK_NOW_AND_THEN);
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
        .options(violationsOfWcag22Aa()).setLegacyMode(true).analyze().getViolations().stream()
            .map(
                rule ->
                    String.format(
                        Locale.ROOT,
                        "%s: %s",
                        rule.getId(),
                        rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList()))
            .toList();
  }

  /**
   * Only violations are listed node by node, and they are counted in the page itself, not in a
   * second one.
   */
  private static AxeRunOptions violationsOfWcag22Aa() {
    var tags = new AxeRunOnlyOptions();
    tags.setType("tag");
    tags.setValues(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));
    var options = new AxeRunOptions();
    options.setRunOnly(tags);
    options.setResultTypes(List.of("violations"));
    return options;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
