package dev.formwork.core.api;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/** Reads a body as it comes, and no faster than what came is done with. */
public final class BodyStream {

  private BodyStream() {}

  /** Bytes that the body says it has; negative: it does not say. */
  public static long announced(HttpServerRequest request) {
    return BodyLimitFilter.announced(request);
  }

  /**
   * Hands the body on. Ends when all of it is done with; fails with the first failure of that, and
   * when the sender is gone.
   *
   * @param request whose body nobody read yet
   */
  public static Uni<Void> forEach(HttpServerRequest request, Function<Buffer, Uni<Void>> doneWith) {
    return Uni.createFrom().emitter(all -> read(request, doneWith, all));
  }

  private static void read(
      HttpServerRequest request,
      Function<Buffer, Uni<Void>> doneWith,
      UniEmitter<? super Void> all) {
    if (request.isEnded()) {
      all.complete(null);
      return;
    }
    if (request.response().closed()) {
      all.fail(unread());
      return;
    }
    request.pause();
    request.exceptionHandler(_ -> all.fail(unread()));
    request.endHandler(_ -> all.complete(null));
    request.handler(
        next ->
            Uni.createFrom()
                .deferred(() -> doneWith.apply(next))
                .subscribe()
                .with(_ -> request.fetch(1), all::fail));
    request.fetch(1);
  }

  /** Nobody is there any more to be told why. */
  private static Refusal unread() {
    return Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.REQUEST_MALFORMED);
  }
}
