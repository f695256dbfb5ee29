package dev.formwork.core.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Rewrites {@code %3A} in paths to a colon before routing: many HTTP clients encode the colon of
 * {@code records:import}, which RFC 3986 treats as the same address but route matching does not.
 */
@ApplicationScoped
class EncodedColonFilter {

  private static final int FIRST = -1_000;

  void register(@Observes Router router) {
    router.route("/api/*").order(FIRST).handler(EncodedColonFilter::decode);
  }

  private static void decode(RoutingContext request) {
    var uri = request.request().uri();
    int query = uri.indexOf('?');
    var path = query < 0 ? uri : uri.substring(0, query);
    if (path.contains("%3A") || path.contains("%3a")) {
      request.reroute(
          request.request().method(),
          path.replace("%3A", ":").replace("%3a", ":") + (query < 0 ? "" : uri.substring(query)));
    } else {
      request.next();
    }
  }
}
