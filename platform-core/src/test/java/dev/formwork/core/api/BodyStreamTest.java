package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that is read as it comes, over a network. */
final class BodyStreamTest {

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** What is to be asked first is asked before anything is read. */
  private int serve(Function<Buffer, Uni<Void>> doneWith) throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              request.pause();
              vertx.setTimer(20, _ -> read(request, doneWith));
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS)
        .actualPort();
  }

  private void read(HttpServerRequest request, Function<Buffer, Uni<Void>> doneWith) {
    BodyStream.forEach(request, doneWith)
        .subscribe()
        .with(
            _ -> {
              outcome.complete(null);
              request.response().end("done");
            },
            outcome::completeExceptionally);
  }

  private Uni<Void> later() {
    return Uni.createFrom().emitter(one -> vertx.setTimer(1, _ -> one.complete(null)));
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void all_of_it_comes_in_order_and_nothing_while_something_is_not_done_with(
      HttpClient.Version version) throws Exception {
    var sent = new byte[3_000_001];
    new Random(1).nextBytes(sent);
    var came = Buffer.buffer();
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    int port =
        serve(
            next -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              came.appendBuffer(next);
              return later().invoke(atOnce::decrementAndGet);
            });
    try (var client = HttpClient.newBuilder().version(version).build()) {
      var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(sent));
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
              .timeout(Duration.ofSeconds(60))
              .POST(body);
      assertThat(client.send(request.build(), BodyHandlers.ofString()).body()).isEqualTo("done");
    }
    assertThat(came.getBytes()).isEqualTo(sent);
    assertThat(most).hasValue(1);
  }

  @Test
  void a_sender_that_goes_away_ends_it() throws Exception {
    var begun = new CompletableFuture<Void>();
    int port =
        serve(
            _ -> {
              begun.complete(null);
              return later();
            });
    try (var socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
      begun.get(30, TimeUnit.SECONDS);
    }
    assertThatThrownBy(() -> outcome.get(30, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void so_does_one_that_went_before_it_was_read() throws Exception {
    int port = serve(_ -> later());
    try (var socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    }
    assertThatThrownBy(() -> outcome.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(Refusal.class);
  }

  @Test
  void what_fails_while_it_comes_is_the_failure_of_all() throws Exception {
    var failure = new IllegalStateException("full");
    int port = serve(_ -> Uni.createFrom().failure(failure));
    try (var socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> outcome.get(30, TimeUnit.SECONDS)).hasCause(failure);
    }
  }
}
