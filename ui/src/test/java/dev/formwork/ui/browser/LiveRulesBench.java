package dev.formwork.ui.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.formwork.ui.bench.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long after an input the screen shows what formulas make of it, in a form of the Lead-to-Cash
 * pack with rows and totals. {@code ./formwork bench live}.
 */
@EnabledIfSystemProperty(named = "formwork.bench", matches = "live")
final class LiveRulesBench {

  private static final int WARM = 20;
  private static final int MEASURED = 60;

  /** From the input event of the quantity to the first frame with another total. */
  private static final String WATCH =
      """
      () => {
        const total = document.querySelector('#field-amount input');
        const before = total.value;
        window.took = new Promise(done => document.addEventListener('input', () => {
          const began = performance.now();
          const look = () => total.value !== before ? done(performance.now() - began) : requestAnimationFrame(look);
          look();
        }, { once: true, capture: true }));
      }""";

  @TempDir static Path data;

  @Test
  void totals_follow_a_quantity() {
    try (var formwork = RunningFormwork.start(data)) {
      var browsers = new Browsers(formwork.address());
      var page = browsers.page(1440, 900, "en-US");
      browsers.firstSignIn(page, "admin", formwork.oneTimePassword());
      page.waitForURL("**/gallery");
      page.getByText("With sample data").click();
      page.locator("#install-ltc").click();
      page.waitForURL("**/app/ltc/opportunity");
      page.navigate(browsers.at("app/ltc/order"));
      page.locator("#create").click();
      page.locator(".fw-record").waitFor();
      page.getByText("Add row").first().click();
      var product = page.locator(".fw-subform-row").first().locator("vaadin-combo-box").first();
      product.locator("input").fill("Flow Sensor");
      page.locator("vaadin-combo-box-item:visible").first().click();
      report(times(page, page.locator("input[aria-label='Quantity']").first()));
      browsers.close();
    }
  }

  private static List<Double> times(Page page, Locator quantity) {
    Browsers.settles(page);
    var times = new ArrayList<Double>();
    for (int i = 0; i < WARM + MEASURED; i++) {
      page.evaluate(WATCH);
      quantity.fill(String.valueOf(i + 2));
      var took = ((Number) page.evaluate("() => window.took")).doubleValue();
      if (i >= WARM) {
        times.add(took);
      }
    }
    times.sort(null);
    return times;
  }

  private static void report(List<Double> times) {
    var figures = new Figures();
    figures.add("live_median_ms", times.get(times.size() / 2), 0, "<= 100");
    figures.add("live_9_of_10_within_ms", times.get(times.size() * 9 / 10), 0, "<= 100");
    figures.print();
  }
}
