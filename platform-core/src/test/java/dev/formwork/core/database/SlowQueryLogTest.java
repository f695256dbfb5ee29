package dev.formwork.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.database.SlowQueryLog.Sent;
import dev.formwork.core.database.SlowQueryLog.Stopwatch;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.TagExtractor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlowQueryLogTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<String> lines = new ArrayList<>();
  private final Stopwatch stopwatch = new Stopwatch(1_000, lines::add);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void answered(String sql, Duration after, Throwable failure) {
    var sent = new Sent(sql, System.nanoTime() - after.toNanos());
    stopwatch.receiveResponse(
        vertx.getOrCreateContext(), null, sent, failure, TagExtractor.empty());
  }

  @Test
  void a_statement_within_the_threshold_is_not_logged() {
    answered("SELECT 1", Duration.ofMillis(200), null);
    assertThat(lines).isEmpty();
  }

  @Test
  void a_slow_statement_is_logged_with_its_time_and_sql() {
    answered("SELECT 1", Duration.ofMillis(1_500), null);
    assertThat(lines).singleElement().asString().matches("Slow query: 1[5-9]\\d\\d ms: SELECT 1");
  }

  @Test
  void one_that_failed_says_so() {
    answered("SELECT 1", Duration.ofMillis(1_500), new IllegalStateException());
    assertThat(lines).singleElement().asString().contains("ms, then failed: SELECT 1");
  }

  @Test
  void of_a_long_statement_only_its_beginning_is_logged() {
    answered("SELECT " + "x".repeat(10_000), Duration.ofMillis(1_500), null);
    assertThat(lines).singleElement().asString().hasSizeLessThan(2_100).endsWith(" …");
  }

  @Test
  void what_is_no_statement_is_passed_over() {
    assertThat(
            stopwatch.<String>sendRequest(
                null, null, null, "GET /", "GET", (_, _) -> {}, TagExtractor.empty()))
        .isNull();
  }
}
