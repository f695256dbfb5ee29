package dev.formwork.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Times as the cards say them. */
final class DurationAndCronTextTest {

  private static final StepText ENGLISH = new StepText(Locale.ENGLISH);
  private static final CronText CRON = new CronText(ENGLISH);
  private static final DurationText DURATIONS = new DurationText(ENGLISH);

  @Test
  void the_usual_schedules_are_said_in_words() {
    assertThat(CRON.of("0 9 * * 1-5")).isEqualTo("Monday to Friday at 09:00");
    assertThat(CRON.of("30 18 * * *")).isEqualTo("Every day at 18:30");
    assertThat(CRON.of("0 9 * * 0")).isEqualTo("Every Sunday at 09:00");
    assertThat(CRON.of("5 * * * *")).isEqualTo("Every hour at minute 05");
    assertThat(CRON.of("0 0 1 * *")).isEqualTo("On day 1 of every month at 00:00");
    assertThat(CRON.of("*/5 * * * *")).isEqualTo("*/5 * * * *");
  }

  @Test
  void lengths_are_said_in_the_units_they_have() {
    assertThat(DURATIONS.of(Delay.of("P2D"))).isEqualTo("2 days");
    assertThat(DURATIONS.of(Delay.of("P1DT4H"))).isEqualTo("1 day 4 hours");
    assertThat(DURATIONS.of(Delay.of("PT90M"))).isEqualTo("1 hour 30 min");
    assertThat(DURATIONS.length(Duration.ofSeconds(40))).isEqualTo("40 s");
    assertThat(DURATIONS.length(Duration.ofHours(50))).isEqualTo("2 d 2 h");
  }
}
