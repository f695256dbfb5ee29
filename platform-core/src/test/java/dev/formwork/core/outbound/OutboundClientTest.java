package dev.formwork.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to the outside: what comes back, and what is refused. Against a real server. */
final class OutboundClientTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
  private static HttpServer server;
  private static int port;

  @BeforeAll
  static void serve() throws Exception {
    server =
        VERTX
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          SEEN.add(
                              request.method()
                                  + " "
                                  + request.uri()
                                  + " host="
                                  + request.getHeader("Host").replaceAll(":.*", "")
                                  + " key="
                                  + request.getHeader("X-Key")
                                  + " body="
                                  + body);
                          var response = request.response();
                          switch (request.path()) {
                            case "/inside" ->
                                response
                                    .setStatusCode(302)
                                    .putHeader("Location", "http://10.0.0.1/secret")
                                    .end();
                            case "/moved" ->
                                response.setStatusCode(302).putHeader("Location", "/here").end();
                            case "/elsewhere" ->
                                response
                                    .setStatusCode(307)
                                    .putHeader("Location", "http://other.test:" + port + "/here")
                                    .end();
                            case "/file" ->
                                response
                                    .setStatusCode(302)
                                    .putHeader("Location", "file:///etc/passwd")
                                    .end();
                            case "/round" ->
                                response.setStatusCode(302).putHeader("Location", "/round").end();
                            case "/next" ->
                                response.setStatusCode(302).putHeader("Location", "?page=2").end();
                            case "/opaque" ->
                                response
                                    .setStatusCode(302)
                                    .putHeader("Location", "https:foo")
                                    .end();
                            case "/long" -> response.end("x".repeat(1_100_000));
                            default -> response.putHeader("X-Kind", "plain").end("数据");
                          }
                        }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    port = server.actualPort();
  }

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  private static OutboundClient client() {
    return new OutboundClient(
        VERTX,
        new OutboundHosts(
            new OutboundAddressPolicy(CidrRange.list("127.0.0.1")),
            name ->
                List.of(InetAddress.getAllByName(name.matches("[0-9.]+") ? name : "127.0.0.1"))));
  }

  private static OutboundResponse send(OutboundClient client, String method, String path) {
    return client
        .send(
            new OutboundRequest(
                method,
                URI.create("http://shop.test:" + port + path),
                Map.of("X-Key", "secret"),
                method.equals("POST") ? "{}" : null))
        .await()
        .atMost(Duration.ofMinutes(1));
  }

  @Test
  void an_answer_comes_back_with_its_status_headers_and_text() {
    var answer = send(client(), "POST", "/orders?x=1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("数据");
    assertThat(answer.headers()).containsEntry("x-kind", "plain");
    assertThat(SEEN).containsExactly("POST /orders?x=1 host=shop.test key=secret body={}");
  }

  /** It may be over before whoever sent the request could listen. */
  @Test
  void a_short_answer_on_a_kept_connection_is_never_missed() {
    var client = client();
    for (int i = 0; i < 500; i++) {
      assertThat(send(client, "GET", "/here").status()).isEqualTo(200);
    }
  }

  @Test
  void a_redirect_is_followed_and_another_server_gets_no_secrets() {
    assertThat(send(client(), "GET", "/moved").status()).isEqualTo(200);
    assertThat(send(client(), "GET", "/elsewhere").status()).isEqualTo(200);
    assertThat(SEEN)
        .containsExactly(
            "GET /moved host=shop.test key=secret body=",
            "GET /here host=shop.test key=secret body=",
            "GET /elsewhere host=shop.test key=secret body=",
            "GET /here host=other.test key=null body=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elsewhere", "/moved"})
  void a_redirect_that_would_leave_out_what_is_sent_is_not_taken_for_done(String path) {
    assertThatThrownBy(() -> send(client(), "POST", path))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.is(CoreProblem.OUTBOUND_LOST)).isTrue());
    assertThat(SEEN).containsExactly("POST " + path + " host=shop.test key=secret body={}");
  }

  @Test
  void a_redirect_to_another_query_keeps_the_path() {
    assertThatThrownBy(() -> send(client(), "GET", "/next")).isInstanceOf(Refusal.class);
    assertThat(SEEN).contains("GET /next?page=2 host=shop.test key=secret body=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/inside", "/file", "/opaque", "/round", "/long"})
  void what_leads_inside_round_or_too_far_is_refused(String path) {
    assertThatThrownBy(() -> send(client(), "GET", path)).isInstanceOf(Refusal.class);
  }

  @Test
  void a_name_that_stands_for_an_address_inside_too_is_refused_without_a_call() throws Exception {
    var inside = new ArrayList<>(List.of(InetAddress.getAllByName("93.184.216.34")));
    inside.addAll(List.of(InetAddress.getAllByName("127.0.0.1")));
    var guarded =
        new OutboundClient(
            VERTX, new OutboundHosts(new OutboundAddressPolicy(List.of()), _ -> inside));
    assertThatThrownBy(() -> send(guarded, "GET", "/"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems().getFirst().code()).isEqualTo("outbound-inside"));
    assertThat(SEEN).isEmpty();
  }

  /** A name that means another address the second time it is asked for. */
  @Test
  void a_name_is_asked_for_once_and_what_was_checked_is_called() {
    var asked = new AtomicInteger();
    var client =
        new OutboundClient(
            VERTX,
            new OutboundHosts(
                new OutboundAddressPolicy(CidrRange.list("127.0.0.1")),
                _ -> List.of(InetAddress.getAllByName("127.0.0." + asked.incrementAndGet()))));
    assertThat(send(client, "GET", "/here").status()).isEqualTo(200);
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://shop.test/",
        "file:///etc/passwd",
        "http://user:word@shop.test/",
        "jar:http://shop.test/!/",
        "/relative"
      })
  void what_is_no_web_address_is_refused(String address) {
    assertThatThrownBy(
            () ->
                client()
                    .send(new OutboundRequest("GET", URI.create(address), Map.of(), null))
                    .await()
                    .atMost(Duration.ofMinutes(1)))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Content-Length", "X Y", "X-Evil\r\nInjected"})
  void headers_that_are_not_the_callers_are_refused(String name) {
    var call =
        new OutboundRequest(
            "GET", URI.create("http://shop.test:" + port + "/"), Map.of(name, "v"), null);
    assertThatThrownBy(() -> client().send(call).await().atMost(Duration.ofMinutes(1)))
        .isInstanceOf(Refusal.class);
    assertThat(SEEN).isEmpty();
  }

  @Test
  void a_server_that_is_away_may_answer_another_time() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertThat(refusalOf("http://shop.test:" + closed + "/here"))
        .isEqualTo(Refusal.Kind.UNREACHABLE);
  }

  @Test
  void a_server_that_hangs_up_in_the_middle_may_answer_another_time() throws Exception {
    try (var socket = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var connection = socket.accept()) {
                  connection.getInputStream().read();
                  connection
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(refusalOf("http://shop.test:" + socket.getLocalPort() + "/here"))
          .isEqualTo(Refusal.Kind.UNREACHABLE);
    }
  }

  @Test
  void an_address_inside_stays_refused() {
    assertThat(refusalOf("http://10.0.0.1/here")).isEqualTo(Refusal.Kind.INVALID);
  }

  private static Refusal.Kind refusalOf(String address) {
    try {
      client()
          .send(new OutboundRequest("POST", URI.create(address), Map.of(), "{}"))
          .await()
          .atMost(Duration.ofMinutes(1));
      throw new AssertionError("It was answered");
    } catch (Refusal refusal) {
      return refusal.kind();
    }
  }
}
