package dev.formwork.core.api;

import dev.formwork.core.attachment.AttachmentLimits;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses an address that is too long or cannot be read, and a body that announces itself as too
 * large, with a problem document. A body that does not announce its length is refused by the
 * server's own limit as it arrives. In both cases the rest is read and dropped, else the client
 * would wait to send it and never read the answer.
 */
@ApplicationScoped
class BodyLimitFilter {

  private static final int FIRST = -1_001;

  /** Bytes of files that are in memory at once, whole ones and parts. */
  private static final long FILES_AT_ONCE = 192L << 20;

  /** What is held of a file that is stored as it comes. */
  private static final long HELD_OF_STREAMED = 2L << 20;

  private static final int LENGTH_REQUIRED = 411;

  private static final String CHECKED = BodyLimitFilter.class.getName();

  /** Longer ones come from programs that put into the address what belongs into a body. */
  private static final int MAX_ADDRESS = 8_192;

  /** Milliseconds for a body to arrive. */
  private static final long PATIENCE = 60_000;

  private static final long PATIENCE_WITH_FILES = 300_000;

  /** Bytes that at least come in a millisecond of a file that is stored as it comes. */
  private static final long SLOWEST = 50;

  private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** Of the server's own check of bodies, which asks how much may come. */
  private static final int BEHIND_UPLOAD_LIMIT = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

  /** Of one member at once, by whatever tokens. */
  private static final int MOST_OF_ONE = 2;

  private final LargeBodies inMemory = new LargeBodies(FILES_AT_ONCE, MOST_OF_ONE);
  private final TokenAuthentication tokens;
  private final BodyLimits limits;

  @Inject
  BodyLimitFilter(AttachmentLimits attachments, TokenAuthentication tokens) {
    this.tokens = tokens;
    this.limits = new BodyLimits(attachments.ofFile());
  }

  void register(@Observes Router router) {
    router.route().order(FIRST - 1).handler(this::check);
    router.route("/api/*").order(BEHIND_UPLOAD_LIMIT).handler(this::tell);
  }

  /**
   * Once a request is answered, whatever it still has is read and dropped, of the API and of
   * screens alike: on a connection that stands still within one request, the next one is never
   * begun.
   */
  private static void followToTheEnd(RoutingContext request) {
    if (!request.request().headers().contains(HttpHeaders.UPGRADE)) {
      // The servlet container takes the handler of the answer's end for itself.
      request.addBodyEndHandler(_ -> dropRestOf(request));
    }
  }

  /** Half a request holds a connection; it is ended once nobody would wait for it. */
  private void endIfSlow(RoutingContext request) {
    if (request.request().headers().contains(HttpHeaders.UPGRADE)) {
      return;
    }
    long timer =
        request
            .vertx()
            .setTimer(
                patience(request.request()),
                _ -> {
                  if (!request.request().isEnded()) {
                    request.request().connection().close();
                  }
                });
    request.addBodyEndHandler(_ -> request.vertx().cancelTimer(timer));
  }

  private long patience(HttpServerRequest request) {
    var path = request.path();
    if (limits.isStreamed(path)) {
      return PATIENCE_WITH_FILES + expected(request) / SLOWEST;
    }
    return path.startsWith("/api/") && !limits.isHeld(path) ? PATIENCE : PATIENCE_WITH_FILES;
  }

  /** Most requests only ask, and are spared the rest. */
  private static boolean mayHaveBody(HttpServerRequest request) {
    var headers = request.headers();
    return headers.contains(HttpHeaders.CONTENT_LENGTH)
        || headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || request.version() == HttpVersion.HTTP_2;
  }

  private void check(RoutingContext request) {
    if (request.get(CHECKED) != null) {
      // It was sent to another route of the same server, and its file has its room already.
      request.next();
      return;
    }
    request.put(CHECKED, true);
    var wrong = addressProblem(request.request());
    if (wrong != null) {
      refuse(request, wrong);
      return;
    }
    if (!mayHaveBody(request.request())) {
      request.next();
      return;
    }
    followToTheEnd(request);
    endIfSlow(request);
    if (isTooLarge(request.request())) {
      refuse(request, Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.BODY_TOO_LARGE));
    } else if (isOfUnknownLength(request.request())) {
      dropRestOf(request);
      request.response().setStatusCode(LENGTH_REQUIRED).end();
    } else {
      admitted(request);
    }
  }

  /**
   * Of what comes to screens: the servlet container counts by one limit for all, which is that of
   * the largest files. Browsers say how much they send.
   */
  private static boolean isOfUnknownLength(HttpServerRequest request) {
    return !request.path().startsWith("/api/")
        && announced(request) < 0
        && (request.version() == HttpVersion.HTTP_2
            ? HttpMethod.POST.equals(request.method()) && !request.isEnded()
            : request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
  }

  /** Null for an address of the API that can be read, and for all others. */
  private static Refusal addressProblem(HttpServerRequest request) {
    var address = request.uri();
    if (!address.startsWith("/api/")) {
      return null;
    }
    if (address.length() > MAX_ADDRESS) {
      return Refusal.of(Refusal.Kind.ADDRESS_TOO_LONG, CoreProblem.ADDRESS_TOO_LONG, MAX_ADDRESS);
    }
    if (address.contains("%00")) {
      return Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.TEXT_NUL);
    }
    return address.indexOf('%') >= 0 && HALF_ESCAPE.matcher(request.path()).find()
        ? Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.ADDRESS_ESCAPE)
        : null;
  }

  /** Files are in memory, whole or in part, until they are stored; they come as there is room. */
  private void admitted(RoutingContext request) {
    var path = request.request().path();
    if (limits.isStreamed(path)) {
      admit(request, HELD_OF_STREAMED);
    } else if (limits.isHeld(path)) {
      admit(request, expected(request.request()));
    } else {
      request.next();
    }
  }

  /**
   * Whose it is is asked first: one without a good token takes no room, and is refused before its
   * body is read. Screens give each upload an address of its own.
   */
  private void admit(RoutingContext request, long bytes) {
    var file = new ComingFile(request, bytes);
    // Whoever answers may take the later two for itself, and calls none when a client goes.
    request.addHeadersEndHandler(_ -> file.end());
    request.addBodyEndHandler(_ -> file.end());
    request.addEndHandler(_ -> file.end());
    request.vertx().setTimer(patience(request.request()), _ -> file.end());
    var path = request.request().path();
    if (!path.startsWith("/api/")) {
      file.admit(path);
      return;
    }
    tokens
        .authenticate(request.request())
        .subscribe()
        .with(caller -> file.admit(caller.memberId().toString()), _ -> request.next());
  }

  /** A file on its way; its client may go at any moment, also before anybody knows whose it is. */
  private final class ComingFile {

    private final long bytes;
    private final Runnable begin;
    private String sender;
    private boolean hasEnded;

    ComingFile(RoutingContext request, long bytes) {
      this.bytes = bytes;
      var context = request.vertx().getOrCreateContext();
      this.begin = () -> context.runOnContext(_ -> request.next());
    }

    synchronized void admit(String whose) {
      if (!hasEnded) {
        sender = whose;
        inMemory.admit(sender, bytes, begin);
      }
    }

    synchronized void end() {
      boolean isFirst = !hasEnded;
      hasEnded = true;
      if (isFirst && sender != null && !inMemory.giveUp(begin)) {
        inMemory.leave(sender, bytes);
      }
    }
  }

  /** To whoever reads a body that does not announce its length. */
  private void tell(RoutingContext request) {
    request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limits.of(request.request().path()));
    request.next();
  }

  private boolean isTooLarge(HttpServerRequest request) {
    return announced(request) > limits.of(request.path());
  }

  /** At most. */
  private long expected(HttpServerRequest request) {
    long announced = announced(request);
    return announced < 0 ? limits.of(request.path()) : announced;
  }

  /** Negative: it does not say. */
  static long announced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }

  private static void refuse(RoutingContext request, Refusal refusal) {
    dropRestOf(request);
    request
        .response()
        .setStatusCode(refusal.kind().status())
        .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
        .end(ProblemDocument.json(refusal, request.request().path(), Locale.ENGLISH));
  }

  private static void dropRestOf(RoutingContext request) {
    if (!request.request().isEnded()) {
      request.request().handler(_ -> {}).resume();
    }
  }
}
