package dev.formwork.core.api;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Refuses a body that announces itself as too large with a problem document. One that does not
 * announce its length is refused by the server's own limit as it arrives. In both cases the rest is
 * read and dropped, else the client would wait to send it and never read the answer.
 */
@ApplicationScoped
class BodyLimitFilter {

  private static final int FIRST = -1_001;

  /** As {@code quarkus.http.limits.max-body-size}. */
  private static final long MAX_BYTES = 24L * 1024 * 1024;

  void register(@Observes Router router) {
    router.route().order(FIRST - 1).handler(BodyLimitFilter::check);
  }

  /**
   * Once a request is answered, whatever it still has is read and dropped, of the API and of
   * screens alike: on a connection that stands still within one request, the next one is never
   * begun.
   */
  private static void followToTheEnd(RoutingContext request) {
    if (!request.request().headers().contains(HttpHeaders.UPGRADE)) {
      request.addEndHandler(_ -> dropRestOf(request));
    }
  }

  /** Most requests only ask, and are spared the rest. */
  private static boolean mayHaveBody(HttpServerRequest request) {
    var headers = request.headers();
    return headers.contains(HttpHeaders.CONTENT_LENGTH)
        || headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || request.version() == HttpVersion.HTTP_2;
  }

  private static void check(RoutingContext request) {
    if (mayHaveBody(request.request())) {
      followToTheEnd(request);
      if (request.request().path().startsWith("/api/") && isTooLarge(request.request())) {
        refuse(request);
        return;
      }
    }
    request.next();
  }

  private static boolean isTooLarge(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > MAX_BYTES;
  }

  private static void refuse(RoutingContext request) {
    dropRestOf(request);
    request
        .response()
        .setStatusCode(413)
        .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
        .end(
            ProblemDocument.json(
                Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.BODY_TOO_LARGE),
                request.normalizedPath(),
                Locale.ENGLISH));
  }

  private static void dropRestOf(RoutingContext request) {
    if (!request.request().isEnded()) {
      request.request().handler(_ -> {}).resume();
    }
  }
}
