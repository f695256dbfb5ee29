package dev.formwork.ui.flow.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.workflow.definition.Delay;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Times and texts as the cards say them; without a visitor, in English. */
final class DurationAndCronTextTest {

  @Test
  void the_usual_schedules_are_said_in_words() {
    assertThat(CronText.of("0 9 * * 1-5")).isEqualTo("Monday to Friday at 09:00");
    assertThat(CronText.of("30 18 * * *")).isEqualTo("Every day at 18:30");
    assertThat(CronText.of("0 9 * * 0")).isEqualTo("Every Sunday at 09:00");
    assertThat(CronText.of("5 * * * *")).isEqualTo("Every hour at minute 05");
    assertThat(CronText.of("0 0 1 * *")).isEqualTo("On day 1 of every month at 00:00");
    assertThat(CronText.of("*/5 * * * *")).isEqualTo("*/5 * * * *");
  }

  @Test
  void lengths_are_said_in_the_units_they_have() {
    assertThat(DurationText.of(Delay.of("P2D"))).isEqualTo("2 days");
    assertThat(DurationText.of(Delay.of("P1DT4H"))).isEqualTo("1 day 4 hours");
    assertThat(DurationText.of(Delay.of("PT90M"))).isEqualTo("1 hour 30 min");
    assertThat(DurationText.length(Duration.ofSeconds(40))).isEqualTo("40 s");
    assertThat(DurationText.length(Duration.ofHours(50))).isEqualTo("2 d 2 h");
  }

  @Test
  void only_what_stands_in_double_braces_is_changed() {
    assertThat(
            LocalizedTextInput.replaced(
                "Hello {{name}}, {{ a.b }}!", one -> one.toUpperCase(Locale.ROOT)))
        .isEqualTo("Hello {{ NAME }}, {{ A.B }}!");
    assertThat(LocalizedTextInput.replaced("No {{end", one -> "x")).isEqualTo("No {{end");
  }

  @Test
  void a_picked_condition_joins_what_is_written() {
    assertThat(FlowInputs.both(null, "a = 1")).isEqualTo("a = 1");
    assertThat(FlowInputs.both("b = 2", "a = 1")).isEqualTo("b = 2 AND a = 1");
    assertThat(FlowInputs.both("b = 2 or c", "a = 1")).isEqualTo("(b = 2 or c) AND a = 1");
  }
}
