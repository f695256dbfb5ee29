package dev.formwork.core.api;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Keeps headers about the connection out of answers over HTTP/2, where they are illegal (RFC 9113,
 * 8.2.2) and clients give such an answer up. What refuses bodies below writes them whatever the
 * version: the server's own limit, the reader of bodies, the servlet container.
 */
@ApplicationScoped
class HopByHopHeaders {

  /** Before all that answers. */
  private static final int FIRST = -1_003;

  private static final List<String> NAMES =
      List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(HopByHopHeaders::check);
  }

  private static void check(RoutingContext request) {
    if (request.request().version() == HttpVersion.HTTP_2) {
      request.addHeadersEndHandler(
          _ -> NAMES.forEach(name -> request.response().headers().remove(name)));
    }
    request.next();
  }
}
