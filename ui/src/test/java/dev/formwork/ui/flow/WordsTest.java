package dev.formwork.ui.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.workflow.definition.Delay;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Times and texts as the cards say them; without a visitor, in English. */
final class WordsTest {

  @Test
  void the_usual_schedules_are_said_in_words() {
    assertThat(CronWords.of("0 9 * * 1-5")).isEqualTo("Monday to Friday at 09:00");
    assertThat(CronWords.of("30 18 * * *")).isEqualTo("Every day at 18:30");
    assertThat(CronWords.of("0 9 * * 0")).isEqualTo("Every Sunday at 09:00");
    assertThat(CronWords.of("5 * * * *")).isEqualTo("Every hour at minute 05");
    assertThat(CronWords.of("0 0 1 * *")).isEqualTo("On day 1 of every month at 00:00");
    assertThat(CronWords.of("*/5 * * * *")).isEqualTo("*/5 * * * *");
  }

  @Test
  void lengths_are_said_in_the_units_they_have() {
    assertThat(DelayWords.of(Delay.of("P2D"))).isEqualTo("2 days");
    assertThat(DelayWords.of(Delay.of("P1DT4H"))).isEqualTo("1 day 4 hours");
    assertThat(DelayWords.of(Delay.of("PT90M"))).isEqualTo("1 hour 30 min");
    assertThat(DelayWords.length(Duration.ofSeconds(40))).isEqualTo("40 s");
    assertThat(DelayWords.length(Duration.ofHours(50))).isEqualTo("2 d 2 h");
  }

  @Test
  void only_what_stands_in_double_braces_is_changed() {
    assertThat(
            TitleInput.replaced("Hello {{name}}, {{ a.b }}!", one -> one.toUpperCase(Locale.ROOT)))
        .isEqualTo("Hello {{ NAME }}, {{ A.B }}!");
    assertThat(TitleInput.replaced("No {{end", one -> "x")).isEqualTo("No {{end");
  }

  @Test
  void a_picked_condition_joins_what_is_written() {
    assertThat(FlowInputs.both(null, "a = 1")).isEqualTo("a = 1");
    assertThat(FlowInputs.both("b = 2", "a = 1")).isEqualTo("b = 2 AND a = 1");
    assertThat(FlowInputs.both("b = 2 or c", "a = 1")).isEqualTo("(b = 2 or c) AND a = 1");
  }
}
