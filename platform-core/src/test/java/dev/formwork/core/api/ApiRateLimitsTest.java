package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ApiRateLimitsTest {

  private final AtomicLong clock = new AtomicLong();
  private final ApiRateLimits limits = new ApiRateLimits(2, 1, clock::get);

  @Test
  void a_token_may_ask_ten_seconds_worth_at_once_and_then_at_its_pace() {
    for (int i = 0; i < 20; i++) {
      limits.request("mine");
    }
    assertThatThrownBy(() -> limits.request("mine")).isInstanceOf(Refusal.class);
    assertThatCode(() -> limits.request("another")).doesNotThrowAnyException();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    limits.request("mine");
    limits.request("mine");
    assertThatThrownBy(() -> limits.request("mine")).isInstanceOf(Refusal.class);
  }

  @Test
  void an_address_that_tries_many_bad_tokens_waits() {
    for (int i = 0; i < 10; i++) {
      limits.requireTrusted("203.0.113.9");
      limits.badToken("203.0.113.9");
    }
    assertThatThrownBy(() -> limits.requireTrusted("203.0.113.9")).isInstanceOf(Refusal.class);
    assertThatCode(() -> limits.requireTrusted("203.0.113.10")).doesNotThrowAnyException();
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThatCode(() -> limits.requireTrusted("203.0.113.9")).doesNotThrowAnyException();
  }
}
