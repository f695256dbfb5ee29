package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of a server on which something writes headers about the connection. */
final class HopByHopHeadersTest {

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    var router = Router.router(vertx);
    new HopByHopHeaders().register(router);
    router
        .route()
        .handler(
            request ->
                request
                    .response()
                    .setStatusCode(413)
                    .putHeader("Connection", "close")
                    .putHeader("Keep-Alive", "timeout=5")
                    .putHeader("X-Kept", "yes")
                    .end("too large"));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void they_stand_in_answers_over_http_1_alone(HttpClient.Version version) throws Exception {
    try (var client = HttpClient.newBuilder().version(version).build()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("too large");
      assertThat(answer.headers().firstValue("x-kept")).hasValue("yes");
      boolean old = version == HttpClient.Version.HTTP_1_1;
      assertThat(answer.headers().firstValue("connection").isPresent()).isEqualTo(old);
      assertThat(answer.headers().firstValue("keep-alive").isPresent()).isEqualTo(old);
    }
  }
}
