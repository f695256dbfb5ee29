package dev.formwork.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacedWorkTest {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMillis(500);

  private final List<Runnable> later = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private Duration cost = Duration.ZERO;
  private int runs;

  private final PacedWork paced =
      new PacedWork(
          SHORTEST,
          LONGEST,
          () -> {
            runs++;
            now = now.plus(cost);
          },
          (wait, task) -> {
            waits.add(wait);
            later.add(task);
          },
          () -> now.toNanos());

  @Test
  void runs_at_once_after_a_quiet_time() {
    paced.ask();
    now = now.plus(SHORTEST);
    paced.ask();
    assertThat(runs).isEqualTo(2);
    assertThat(later).isEmpty();
  }

  @Test
  void a_burst_costs_one_run_now_and_one_when_the_pause_is_over() {
    for (int i = 0; i < 20; i++) {
      paced.ask();
    }
    assertThat(runs).isEqualTo(1);
    assertThat(waits).containsExactly(SHORTEST);
    later.forEach(Runnable::run);
    assertThat(runs).isEqualTo(2);
  }

  @Test
  void the_pause_grows_with_what_a_run_takes_up_to_a_bound() {
    cost = Duration.ofMillis(20);
    paced.ask();
    paced.ask();
    cost = Duration.ofSeconds(3);
    later.getFirst().run();
    paced.ask();
    assertThat(waits).containsExactly(Duration.ofMillis(20 * PacedWork.PAUSE_PER_RUN), LONGEST);
  }

  @Test
  void what_was_cancelled_runs_no_more() {
    paced.ask();
    paced.ask();
    paced.cancel();
    later.forEach(Runnable::run);
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void what_was_hurried_runs_once() {
    paced.ask();
    paced.ask();
    paced.hurry();
    later.forEach(Runnable::run);
    assertThat(runs).isEqualTo(2);
    paced.hurry();
    assertThat(runs).isEqualTo(2);
  }
}
