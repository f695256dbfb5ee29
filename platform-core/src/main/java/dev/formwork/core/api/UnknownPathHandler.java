package dev.formwork.core.api;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Answers a path below {@code /api} that no endpoint serves with a 404 problem document; without it
 * the screens would answer.
 */
@ApplicationScoped
class UnknownPathHandler {

  /** Behind the REST endpoints, before the servlets of the screens. */
  private static final int ORDER = 9_000;

  void register(@Observes Router router) {
    router.route("/api/*").order(ORDER).handler(UnknownPathHandler::answer);
  }

  private static void answer(RoutingContext request) {
    var refusal = Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_PATH);
    request
        .response()
        .setStatusCode(404)
        .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
        .end(ProblemDocument.json(refusal, request.normalizedPath(), Locale.ENGLISH));
  }
}
