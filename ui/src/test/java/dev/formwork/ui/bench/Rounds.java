package dev.formwork.ui.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;

/**
 * Drives servers in turn, round after round, until each has settled. Every round runs all of them,
 * in one direction and then in the other, so that whatever else the machine does meets all alike.
 */
final class Rounds {

  /**
   * Of one run. Short ones meet fewer disturbances; they must be long beside a tick of the clock.
   */
  private static final int SECONDS = Integer.getInteger("formwork.bench.seconds", 5);

  private static final int MOST = Integer.getInteger("formwork.bench.rounds", 12);

  private Rounds() {}

  /** The series of each subject, in their order. */
  static List<Series> drive(Load load, List<Subject> subjects, BenchDatabase database)
      throws IOException {
    var all = subjects.stream().map(subject -> new Series(load, subject)).toList();
    for (int round = 0; round < MOST && !settled(all); round++) {
      for (var series : round % 2 == 0 ? all : all.reversed()) {
        series.run(database, SECONDS);
      }
      Figures.say(
          all.stream()
              .map(Series::progress)
              .collect(joining(", ", "… %s, round %d: ".formatted(load.key(), round + 1), "")));
    }
    return all;
  }

  static boolean settled(List<Series> all) {
    return all.stream().allMatch(Series::hasSettled);
  }
}
