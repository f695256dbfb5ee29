package dev.formwork.ui.guest;

import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/**
 * A random number in a cookie, by which a browser is known where a form may be filled in once. It
 * says nothing about the person; deleting it makes the browser new, so it prevents repeated answers
 * by mistake and not by intent.
 */
final class DeviceCookie {

  private static final String NAME = "fw-device";
  private static final int YEAR = Math.toIntExact(Duration.ofDays(365).toSeconds());

  private DeviceCookie() {}

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
