package dev.formwork.ui.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Adds security headers (OWASP Secure Headers) to every response and makes cookies unreadable to
 * scripts and other sites. Scripts are limited by {@link ContentSecurityPolicy}.
 */
@ApplicationScoped
class SecurityHeaders {

  /** Before everything else, so that also an answer of the server itself has them. */
  private static final int FIRST = -10_000;

  private static final String COOKIE = "Set-Cookie";

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(SecurityHeaders::protect);
  }

  private static void protect(RoutingContext request) {
    var response = request.response();
    response.headers().set("X-Content-Type-Options", "nosniff");
    response.headers().set("X-Frame-Options", "DENY");
    response.headers().set("Referrer-Policy", "same-origin");
    response.headers().set("Cross-Origin-Opener-Policy", "same-origin");
    response.headers().set("Cross-Origin-Resource-Policy", "same-origin");
    response
        .headers()
        .set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    if (request.request().path().startsWith("/api/")) {
      response
          .headers()
          .set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
      response.headers().set("Cache-Control", "no-store");
    }
    boolean secure = isSecure(request.request());
    if (secure) {
      response.headers().set("Strict-Transport-Security", "max-age=31536000");
    }
    request.addHeadersEndHandler(_ -> protectCookies(response.headers(), secure));
    request.next();
  }

  /** Also behind a proxy that speaks TLS for us. */
  private static boolean isSecure(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  private static void protectCookies(MultiMap headers, boolean secure) {
    var cookies = headers.getAll(COOKIE).stream().map(one -> protectedCookie(one, secure)).toList();
    if (!cookies.isEmpty()) {
      headers.set(COOKIE, cookies);
    }
  }

  static String protectedCookie(String cookie, boolean secure) {
    var lower = cookie.toLowerCase(Locale.ROOT);
    return cookie
        + (lower.contains("; httponly") ? "" : "; HttpOnly")
        + (lower.contains("; samesite") ? "" : "; SameSite=Lax")
        + (!secure || lower.contains("; secure") ? "" : "; Secure");
  }
}
