package dev.formwork.ui.session;

import com.vaadin.flow.server.VaadinService;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;

/**
 * The secret of a browser's session, as long as the browser is open. The session itself lives in
 * its server; with the secret another server takes it up.
 */
final class SessionCookie {

  private static final String NAME = "fw-session";
  private static final int WHILE_OPEN = -1;

  private SessionCookie() {}

  /** Empty when there is none. */
  static String kept() {
    var cookies = VaadinService.getCurrentRequest().getCookies();
    return cookies == null
        ? ""
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .findFirst()
            .orElse("");
  }

  /**
   * @param secret empty: the browser forgets the one it has
   */
  static void keep(String secret) {
    var response = VaadinService.getCurrentResponse();
    if (response == null) {
      return;
    }
    var cookie = new Cookie(NAME, secret);
    cookie.setPath("/");
    cookie.setMaxAge(secret.isEmpty() ? 0 : WHILE_OPEN);
    cookie.setHttpOnly(true);
    cookie.setSecure(VaadinService.getCurrentRequest().isSecure());
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }
}
