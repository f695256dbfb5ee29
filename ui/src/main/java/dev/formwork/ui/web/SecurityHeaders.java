package dev.formwork.ui.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
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

  private static final MultiMap OF_ALL =
      HttpHeaders.headers()
          .add(name("X-Content-Type-Options"), name("nosniff"))
          .add(name("X-Frame-Options"), name("DENY"))
          .add(name("Referrer-Policy"), name("same-origin"))
          .add(name("Cross-Origin-Opener-Policy"), name("same-origin"))
          .add(name("Cross-Origin-Resource-Policy"), name("same-origin"))
          .add(
              name("Permissions-Policy"),
              name("camera=(), microphone=(), geolocation=(), payment=()"));

  private static final MultiMap OF_API =
      HttpHeaders.headers()
          .addAll(OF_ALL)
          .add(name("Content-Security-Policy"), name("default-src 'none'; frame-ancestors 'none'"))
          .add(name("Cache-Control"), name("no-store"));

  /** Kept as the bytes that are sent. */
  private static CharSequence name(String text) {
    return HttpHeaders.createOptimized(text);
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(SecurityHeaders::protect);
  }

  private static void protect(RoutingContext request) {
    var response = request.response();
    boolean api = request.request().path().startsWith("/api/");
    response.headers().addAll(api ? OF_API : OF_ALL);
    boolean secure = isSecure(request.request());
    if (secure) {
      response.headers().set("Strict-Transport-Security", "max-age=31536000");
    }
    if (!api) {
      // The API knows its callers by tokens and sets no cookie.
      request.addHeadersEndHandler(_ -> protectCookies(response.headers(), secure));
    }
    request.next();
  }

  /** Also behind a proxy that speaks TLS for us. */
  private static boolean isSecure(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  private static void protectCookies(MultiMap headers, boolean secure) {
    if (!headers.contains(COOKIE)) {
      return;
    }
    var cookies = headers.getAll(COOKIE).stream().map(one -> protectedCookie(one, secure)).toList();
    headers.set(COOKIE, cookies);
  }

  static String protectedCookie(String cookie, boolean secure) {
    var lower = cookie.toLowerCase(Locale.ROOT);
    return cookie
        + (lower.contains("; httponly") ? "" : "; HttpOnly")
        + (lower.contains("; samesite") ? "" : "; SameSite=Lax")
        + (!secure || lower.contains("; secure") ? "" : "; Secure");
  }
}
