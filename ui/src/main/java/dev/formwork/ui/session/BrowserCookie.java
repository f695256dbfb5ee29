package dev.formwork.ui.session;

import com.vaadin.flow.server.VaadinService;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.signin.KnownBrowsers;
import dev.formwork.core.signin.SignIn;
import io.quarkus.arc.Arc;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a browser keeps after a sign-in, so that wrong tries elsewhere do not keep its member out.
 * It opens nothing.
 */
public final class BrowserCookie {

  private static final String NAME = "fw-browser";
  private static final int YEAR = Math.toIntExact(Duration.ofDays(365).toSeconds());

  private BrowserCookie() {}

  /** Where the visitor tries to sign in from. */
  public static SignIn.Origin origin() {
    return new SignIn.Origin(ClientAddress.current(), kept());
  }

  private static String kept() {
    var cookies = VaadinService.getCurrentRequest().getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .findFirst()
            .orElse(null);
  }

  /** The visitor signed in as this member. */
  static void keep(MemberId member) {
    var response = VaadinService.getCurrentResponse();
    if (response != null) {
      var browsers = Arc.container().instance(KnownBrowsers.class).get();
      var cookie = new Cookie(NAME, browsers.with(member, kept()));
      cookie.setPath("/");
      cookie.setMaxAge(YEAR);
      cookie.setHttpOnly(true);
      response.addCookie(cookie);
    }
  }
}
