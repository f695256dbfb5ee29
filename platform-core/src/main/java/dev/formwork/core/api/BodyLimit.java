package dev.formwork.core.api;

import dev.formwork.core.problem.Refusal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Refuses a body that announces itself as too large with a problem document. One that does not
 * announce its length is cut off by the server's own limit.
 */
@ApplicationScoped
class BodyLimit {

  private static final int FIRST = -1_001;

  /** As {@code quarkus.http.limits.max-body-size}. */
  private static final long MAX_BYTES = 24L * 1024 * 1024;

  void register(@Observes Router router) {
    router.route("/api/*").order(FIRST).handler(BodyLimit::check);
  }

  private static void check(RoutingContext request) {
    var length = request.request().getHeader("Content-Length");
    if (length == null || !length.matches("[0-9]{1,18}") || Long.parseLong(length) <= MAX_BYTES) {
      request.next();
      return;
    }
    // What the client still sends is read and dropped; else it would wait to send before it reads
    // the answer.
    request.request().handler(_ -> {}).resume();
    request
        .response()
        .setStatusCode(413)
        .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
        .putHeader("Connection", "close")
        .end(
            ProblemDocument.json(
                Refusal.of(Refusal.Kind.TOO_LARGE, "body-too-large"),
                request.normalizedPath(),
                Locale.ENGLISH));
  }
}
