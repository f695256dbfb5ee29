package dev.formwork.core.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class DailyTimeTest {

  private static final LocalTime TWO = LocalTime.of(2, 0);

  private static String next(String zone, String after) {
    return DailyTime.next(TWO, ZoneId.of(zone), Instant.parse(after)).toString();
  }

  @Test
  void it_is_today_or_tomorrow() {
    assertThat(next("UTC", "2026-03-01T01:59:59Z")).isEqualTo("2026-03-01T02:00:00Z");
    assertThat(next("UTC", "2026-03-01T02:00:00Z")).isEqualTo("2026-03-02T02:00:00Z");
  }

  @Test
  void it_is_the_time_of_the_zone() {
    assertThat(next("Asia/Shanghai", "2026-03-01T00:00:00Z")).isEqualTo("2026-03-01T18:00:00Z");
  }

  /** In Berlin there is no 02:00 on 29 March 2026. */
  @Test
  void a_time_that_a_clock_leaves_out_comes_as_soon_after() {
    assertThat(next("Europe/Berlin", "2026-03-28T12:00:00Z")).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(next("Europe/Berlin", "2026-03-29T01:00:00Z")).isEqualTo("2026-03-30T00:00:00Z");
  }
}
