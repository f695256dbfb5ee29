package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Sockets of live updates wait for the session; screens that hold it wait for the database. */
@InWorld
final class LiveSocketsTest {

  /** As many tabs of one session would, all at once and again and again. */
  private static final String OPEN_SOCKETS =
      """
      () => {
        const open = () => {
          const socket = new WebSocket(location.origin.replace('http', 'ws')
              + '/VAADIN/push?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket');
          socket.onopen = () => socket.close();
        };
        window.opening = setInterval(() => { for (let i = 0; i < 4; i++) open(); }, 20);
      }""";

  @Test
  void screens_go_on_while_sockets_open(World world) {
    var page = world.installPack().administratorAt("app/ltc/opportunity");
    page.evaluate(OPEN_SOCKETS);
    for (int round = 0; round < 10; round++) {
      goTo(page, "Quotes");
      goTo(page, "Accounts");
    }
    page.evaluate("() => clearInterval(window.opening)");
  }

  private static void goTo(Page page, String form) {
    page.locator("vaadin-side-nav-item", new Page.LocatorOptions().setHasText(form))
        .first()
        .click();
    assertThat(page.locator("h1").first()).hasText(form);
  }
}
