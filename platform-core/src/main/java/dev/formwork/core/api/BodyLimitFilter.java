package dev.formwork.core.api;

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
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses an address that is too long or cannot be read, and a body that announces itself as too
 * large, with a problem document, for the API and for screens, which show themselves to people who
 * are not signed in. A body that does not announce its length is refused by the server's own limit as
 * it arrives; screens take none, as browsers say how much they send. In both cases the rest is read and dropped, else the client
 * would wait to send it and never read the answer.
 */
@ApplicationScoped
class BodyLimitFilter {

  private static final int FIRST = -1_001;

  /** As {@code quarkus.http.limits.max-body-size}; for files, and what is no file is less. */
  private static final long MAX_FILE_BYTES = 24L * 1024 * 1024;

  /** Of one member at once, by whatever tokens. */
  private static final int MOST_OF_ONE = 2;

  private static final LargeBodies FILES_AT_ONCE = new LargeBodies(8 * MAX_FILE_BYTES, MOST_OF_ONE);

  private static final long MAX_BYTES = 2L * 1024 * 1024;

  /** Longer ones come from programs that put into the address what belongs into a body. */
  private static final int MAX_ADDRESS = 8_192;

  /** Milliseconds for a body to arrive. */
  private static final long PATIENCE = 60_000;

  private static final long PATIENCE_WITH_FILES = 300_000;

  private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** Where screens take files; nobody has such an address but from a page that offers it. */
  private static final String UPLOADS = "/VAADIN/dynamic/";

  private static final Pattern FILES =
      Pattern.compile(
          "/api/v1/(attachments|apps/[^/]+/forms/[^/]+/records:import|organization/members:import)");

  /** Of the server's own check of bodies, which asks how much may come. */
  private static final int BEHIND_UPLOAD_LIMIT = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

  private final TokenAuthentication tokens;

  BodyLimitFilter(TokenAuthentication tokens) {
    this.tokens = tokens;
  }

  void register(@Observes Router router) {
    router.route().order(FIRST - 1).handler(this::check);
    router.route("/api/*").order(BEHIND_UPLOAD_LIMIT).handler(BodyLimitFilter::tell);
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
  private static void endIfSlow(RoutingContext request) {
    if (request.request().headers().contains(HttpHeaders.UPGRADE)) {
      return;
    }
    long patience =
        limit(request.request().path()) == MAX_BYTES ? PATIENCE : PATIENCE_WITH_FILES;
    long timer =
        request
            .vertx()
            .setTimer(
                patience,
                _ -> {
                  if (!request.request().isEnded()) {
                    request.request().connection().close();
                  }
                });
    request.addBodyEndHandler(_ -> request.vertx().cancelTimer(timer));
  }

  /** Most requests only ask, and are spared the rest. */
  private static boolean mayHaveBody(HttpServerRequest request) {
    var headers = request.headers();
    return headers.contains(HttpHeaders.CONTENT_LENGTH)
        || headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || request.version() == HttpVersion.HTTP_2;
  }

  private void check(RoutingContext request) {
    var wrong = addressProblem(request.request());
    if (wrong != null) {
      refuse(request, wrong);
      return;
    }
    if (mayHaveBody(request.request())) {
      followToTheEnd(request);
      endIfSlow(request);
      if (isTooLarge(request.request()) || isUnannouncedToScreen(request.request())) {
        refuse(request, Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.BODY_TOO_LARGE));
        return;
      }
      if (isFile(request.request().path())) {
        admit(request);
        return;
      }
    }
    request.next();
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

  /**
   * Files are held in memory until they are stored; they come in as far as there is room. Whose it
   * is is asked first: one without a good token takes no room, and is refused before its body is
   * read.
   */
  private void admit(RoutingContext request) {
    var file = new ComingFile(request);
    request.addEndHandler(_ -> file.end());
    tokens
        .authenticate(request.request())
        .subscribe()
        .with(caller -> file.admit(caller.memberId().toString()), _ -> request.next());
  }

  /** A file on its way; its client may go at any moment, also before anybody knows whose it is. */
  private static final class ComingFile {

    private final long bytes;
    private final Runnable begin;
    private String sender;
    private boolean hasEnded;

    ComingFile(RoutingContext request) {
      long announced = announced(request.request());
      this.bytes = announced < 0 ? MAX_FILE_BYTES : announced;
      var context = request.vertx().getOrCreateContext();
      this.begin = () -> context.runOnContext(_ -> request.next());
    }

    synchronized void admit(String member) {
      if (!hasEnded) {
        sender = member;
        FILES_AT_ONCE.admit(sender, bytes, begin);
      }
    }

    synchronized void end() {
      hasEnded = true;
      if (sender != null && !FILES_AT_ONCE.giveUp(begin)) {
        FILES_AT_ONCE.leave(sender, bytes);
      }
    }
  }

  /** How much the body of a request to this path may have, in bytes. */
  static long limit(String path) {
    return isFile(path) || path.startsWith(UPLOADS) ? MAX_FILE_BYTES : MAX_BYTES;
  }

  /** Whether files come to this path of the API. */
  private static boolean isFile(String path) {
    return FILES.matcher(path.replace("%3A", ":").replace("%3a", ":")).matches();
  }

  private static boolean isUnannouncedToScreen(HttpServerRequest request) {
    var path = request.path();
    return !path.startsWith("/api/")
        && !path.startsWith(UPLOADS)
        && announced(request) < 0
        && (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || request.method() == HttpMethod.POST);
  }

  /** To whoever reads a body that does not announce its length. */
  private static void tell(RoutingContext request) {
    request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit(request.request().path()));
    request.next();
  }

  private static boolean isTooLarge(HttpServerRequest request) {
    return announced(request) > limit(request.path());
  }

  /** Negative: it does not say. */
  private static long announced(HttpServerRequest request) {
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
