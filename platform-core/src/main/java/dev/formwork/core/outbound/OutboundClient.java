package dev.formwork.core.outbound;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.ProblemCode;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Calls servers outside. Names are resolved once; the address is checked, and that very address is
 * called, so a name that means something else a moment later (DNS rebinding) helps nobody. Each
 * redirect is checked like the first call. Sizes and times are bounded.
 */
@ApplicationScoped
public class OutboundClient {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  /** Those that say how the message is made up, or for whom; they are ours to write. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "accept-encoding");

  private static final int CONNECT_MS = 3_000;
  private static final Duration WHOLE = Duration.ofSeconds(15);
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_BODY = 1_000_000;

  /** To one server at a time. */
  private static final int MAX_CONNECTIONS = 20;

  private final HttpClient client;
  private final OutboundHosts hosts;

  OutboundClient(Vertx vertx, OutboundHosts hosts) {
    this.hosts = hosts;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setKeepAlive(false)
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setDecompressionSupported(false));
  }

  /**
   * Fails with a {@link Refusal} that says why there is no answer; as unreachable when the same
   * call may be answered another time.
   */
  public Uni<OutboundResponse> send(OutboundRequest call) {
    return Uni.createFrom()
        .deferred(() -> follow(call, MAX_REDIRECTS))
        .ifNoItem()
        .after(WHOLE)
        .failWith(() -> unreachable(CoreProblem.OUTBOUND_SLOW, host(call.uri()), WHOLE.toSeconds()))
        .onFailure(failure -> !(failure instanceof Refusal))
        .transform(
            failure ->
                unreachable(CoreProblem.OUTBOUND_FAILED, host(call.uri()), failure.getMessage()));
  }

  private Uni<OutboundResponse> follow(OutboundRequest call, int left) {
    check(call);
    return WorkerThreads.run(() -> address(call.uri()))
        .chain(address -> exchange(call, address))
        .chain(
            answer -> {
              var target = target(call, answer);
              if (target == null) {
                return Uni.createFrom().item(answer);
              }
              if (call.isLostBy(target, answer.status())) {
                throw refused(
                    CoreProblem.OUTBOUND_LOST, host(call.uri()), answer.status(), host(target));
              }
              return left == 0
                  ? Uni.createFrom()
                      .failure(
                          refused(CoreProblem.OUTBOUND_REDIRECTS, host(call.uri()), MAX_REDIRECTS))
                  : follow(call.redirectedTo(target, answer.status()), left - 1);
            });
  }

  private static URI target(OutboundRequest call, OutboundResponse answer) {
    var location = answer.headers().get("location");
    boolean redirects =
        switch (answer.status()) {
          case 301, 302, 303, 307, 308 -> location != null;
          default -> false;
        };
    if (!redirects) {
      return null;
    }
    try {
      var target = resolved(call.uri(), location);
      if (target.getScheme() == null || target.getHost() == null) {
        throw refused(CoreProblem.OUTBOUND_ADDRESS, location);
      }
      return target;
    } catch (IllegalArgumentException _) {
      throw refused(CoreProblem.OUTBOUND_ADDRESS, location);
    }
  }

  /** By RFC 3986, where {@link URI#resolve} goes by its forerunner. */
  private static URI resolved(URI base, String location) {
    var server = base.getScheme() + "://" + base.getRawAuthority();
    if (location.startsWith("?")) {
      return URI.create(server + base.getRawPath() + location);
    }
    return base.getRawPath().isEmpty()
        ? URI.create(server + "/").resolve(location)
        : base.resolve(location);
  }

  private static void check(OutboundRequest call) {
    var uri = call.uri();
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw refused(CoreProblem.OUTBOUND_ADDRESS, uri);
    }
    if (!METHODS.contains(call.method())) {
      throw refused(CoreProblem.OUTBOUND_METHOD, call.method());
    }
    call.headers()
        .forEach(
            (name, value) -> {
              if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
                  || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                  || !value.matches("[\\x20-\\x7e\\x80-\\xff]{0,4000}")) {
                throw refused(CoreProblem.OUTBOUND_HEADER, name);
              }
            });
  }

  /** The address to call; none of what the name stands for may be inside. */
  private InetAddress address(URI uri) {
    return hosts.address(uri.getHost().replaceAll("^\\[|\\]$", ""));
  }

  private Uni<OutboundResponse> exchange(OutboundRequest call, InetAddress address) {
    boolean secure = "https".equalsIgnoreCase(call.uri().getScheme());
    int port = call.uri().getPort() > 0 ? call.uri().getPort() : secure ? 443 : 80;
    var options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(call.uri().getHost())
            .setPort(port)
            .setSsl(secure)
            .setMethod(HttpMethod.valueOf(call.method()))
            .setURI(pathOf(call.uri()))
            .setTimeout(WHOLE.toMillis());
    call.headers().forEach(options::putHeader);
    options.putHeader("User-Agent", "Formwork");
    return Uni.createFrom()
        .deferred(
            () -> {
              var exchange = new Exchange();
              return Uni.createFrom()
                  .completionStage(
                      () ->
                          client
                              .request(options)
                              .compose(request -> exchange.begin(request, call))
                              .toCompletionStage())
                  .onCancellation()
                  .invoke(exchange::giveUp);
            });
  }

  /** A request on its way; nobody waits for it any more once it was given up. */
  private static final class Exchange {

    private HttpClientRequest request;
    private boolean givenUp;

    /** Listens before it sends, as a short answer may be over before anybody could. */
    synchronized Future<OutboundResponse> begin(HttpClientRequest connected, OutboundRequest call) {
      request = connected;
      if (givenUp) {
        connected.reset();
      }
      var answer = connected.response().compose(response -> read(call, response));
      if (call.body() == null) {
        connected.end();
      } else {
        connected.end(Buffer.buffer(call.body().getBytes(StandardCharsets.UTF_8)));
      }
      return answer;
    }

    synchronized void giveUp() {
      givenUp = true;
      if (request != null) {
        request.reset();
      }
    }
  }

  private static String pathOf(URI uri) {
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static Future<OutboundResponse> read(OutboundRequest call, HttpClientResponse response) {
    var whole = Promise.<OutboundResponse>promise();
    var body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.handler(
        part -> {
          body.appendBuffer(part);
          if (body.length() > MAX_BODY) {
            whole.tryFail(refused(CoreProblem.OUTBOUND_TOO_LONG, host(call.uri()), MAX_BODY));
            response.request().reset();
          }
        });
    response.endHandler(
        _ ->
            whole.tryComplete(
                new OutboundResponse(
                    response.statusCode(),
                    headers(response),
                    body.toString(StandardCharsets.UTF_8))));
    return whole.future();
  }

  private static Map<String, String> headers(HttpClientResponse response) {
    var headers = new TreeMap<String, String>();
    response
        .headers()
        .forEach(
            (name, value) ->
                headers.merge(
                    name.toLowerCase(Locale.ROOT), value, (one, two) -> one + ", " + two));
    return headers;
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? uri.toString() : uri.getHost();
  }

  private static Refusal unreachable(ProblemCode code, Object... arguments) {
    return Refusal.of(Refusal.Kind.UNREACHABLE, code, arguments);
  }

  private static Refusal refused(ProblemCode code, Object... arguments) {
    return Refusal.of(Refusal.Kind.INVALID, code, arguments);
  }
}
