package dev.formwork.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a screen does later may wait for the database, so it never runs on an event loop. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PacedWorkThreadTest {

  @Inject Vertx vertx;

  @Test
  void what_is_asked_on_an_event_loop_runs_on_a_worker() throws Exception {
    var wasOnEventLoop = new CompletableFuture<Boolean>();
    vertx
        .getOrCreateContext()
        .runOnContext(
            _ ->
                PacedWork.onWorker(Duration.ofMillis(5))
                    .execute(() -> wasOnEventLoop.complete(Context.isOnEventLoopThread())));
    assertThat(wasOnEventLoop.get(1, TimeUnit.MINUTES)).isFalse();
  }
}
