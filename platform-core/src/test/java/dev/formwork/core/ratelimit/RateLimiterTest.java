package dev.formwork.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RateLimiter limiter = new RateLimiter(1.0 / 30, 5, nanos::get);

  private void useUp(String who) {
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.takes(who)).isTrue();
    }
    assertThat(limiter.takes(who)).isFalse();
  }

  @Test
  void whoever_makes_up_many_keys_gives_nobody_new_tries() {
    useUp("guesser");
    for (int i = 0; i < 200_000; i++) {
      limiter.takes("made up " + i);
    }
    assertThat(limiter.hasOne("guesser")).isFalse();
    assertThat(limiter.takes("guesser")).isFalse();
  }

  @Test
  void tries_come_back_one_by_one() {
    useUp("someone");
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(limiter.takes("someone")).isTrue();
    assertThat(limiter.takes("someone")).isFalse();
    nanos.addAndGet(Duration.ofSeconds(150).toNanos());
    useUp("someone");
  }

  @Test
  void asking_whether_there_is_a_try_takes_none() {
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.hasOne("someone")).isTrue();
    }
    useUp("someone");
  }

  @Test
  void no_rate_is_no_limit() {
    var open = new RateLimiter(0, 5, nanos::get);
    for (int i = 0; i < 100; i++) {
      assertThat(open.takes("someone")).isTrue();
    }
  }
}
