package dev.formwork.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random flows, people, clocks and crashes, by the thousand. A failure names its seed: {@code
 * -Dformwork.simulation.seed=N -Dformwork.simulation.runs=1} plays it again.
 */
final class SimulationTest {

  private static final int RUNS = Integer.getInteger("formwork.simulation.runs", 10_000);
  private static final long SEED = Long.getLong("formwork.simulation.seed", 20_260_101L);

  @Test
  void whatever_happens_in_whatever_order_every_flow_stays_sound_and_comes_to_an_end() {
    int ended = 0;
    for (int i = 0; i < RUNS; i++) {
      long seed = SEED + i;
      try {
        var simulation = new Simulation(new Random(seed));
        simulation.play();
        simulation.finish();
        ended++;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Seed " + seed + ": " + e, e);
      }
    }
    assertThat(ended).isEqualTo(RUNS);
  }
}
