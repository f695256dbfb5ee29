package dev.formwork.ui.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens web sockets to pages of our own alone: browsers let any page open one to any server, and
 * send cookies along.
 */
@ApplicationScoped
class SocketOrigins {

  private static final int FIRST = -9_000;

  private final String own;

  SocketOrigins(@ConfigProperty(name = "formwork.address") Optional<String> address) {
    this.own = address.map(text -> authority(text)).orElse("");
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::check);
  }

  private void check(RoutingContext request) {
    var upgrade = request.request().getHeader(HttpHeaders.UPGRADE);
    if ("websocket".equalsIgnoreCase(upgrade) && !isOurs(request.request(), own)) {
      request.response().setStatusCode(403).end();
    } else {
      request.next();
    }
  }

  private static boolean isOurs(HttpServerRequest request, String own) {
    return isOurs(request.getHeader("Origin"), request.getHeader("Host"), own);
  }

  /**
   * @param origin null: no browser
   * @param host nullable
   * @param own server and port of the address that people know; empty: none
   */
  static boolean isOurs(String origin, String host, String own) {
    if (origin == null) {
      return true;
    }
    var from = authority(origin);
    return !from.isEmpty()
        && (host != null && from.equals(host.toLowerCase(Locale.ROOT)) || from.equals(own));
  }

  private static String authority(String address) {
    try {
      var authority = URI.create(address.strip()).getRawAuthority();
      return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
