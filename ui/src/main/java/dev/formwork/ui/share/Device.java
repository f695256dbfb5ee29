package dev.formwork.ui.share;

import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/**
 * By what a browser is known that may fill in a form once: a number by chance in a cookie. It tells
 * nothing of the person, and whoever removes it is new; it keeps honest people from answering
 * twice.
 */
final class Device {

  private static final String NAME = "fw-device";
  private static final int YEAR = Math.toIntExact(Duration.ofDays(365).toSeconds());

  private Device() {}

  static String id() {
    var cookies = VaadinService.getCurrentRequest().getCookies();
    var known =
        cookies == null
            ? null
            : Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .filter(value -> value.matches("[0-9a-f-]{36}"))
                .findFirst()
                .orElse(null);
    if (known != null) {
      return known;
    }
    var session = VaadinSession.getCurrent();
    var made = session.getAttribute(NAME) instanceof String before ? before : fresh();
    session.setAttribute(NAME, made);
    return made;
  }

  private static String fresh() {
    var id = UUID.randomUUID().toString();
    var cookie = new Cookie(NAME, id);
    cookie.setPath("/");
    cookie.setMaxAge(YEAR);
    cookie.setHttpOnly(true);
    VaadinService.getCurrentResponse().addCookie(cookie);
    return id;
  }
}
