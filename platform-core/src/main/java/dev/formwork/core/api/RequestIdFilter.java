package dev.formwork.core.api;

import dev.formwork.core.logging.RequestId;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Gives every request its id, of API and screens alike, and every answer the header with it. */
@ApplicationScoped
class RequestIdFilter {

  /** Before everything that may answer or log. */
  private static final int FIRST = -20_000;

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(RequestIdFilter::identify);
  }

  private static void identify(RoutingContext request) {
    var id = RequestId.of(request.request().getHeader(RequestId.HEADER));
    RequestId.begin(id);
    if (request.request().path().startsWith("/api/")) {
      request.response().headers().set(RequestId.HEADER, id);
    } else {
      // At the end, as a servlet that fails drops the headers it found.
      request.addHeadersEndHandler(_ -> request.response().headers().set(RequestId.HEADER, id));
    }
    request.next();
  }
}
