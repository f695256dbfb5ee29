package dev.formwork.core.database;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;

/**
 * Whether the disk that the database of this process lies on has room left. A PostgreSQL that
 * cannot write its log ends itself, and reading with it; so writing stops before that, for people
 * and for work in the background alike, and goes on when there is room again.
 */
public final class DiskRoom {

  private static volatile State state = State.UNKNOWN;

  private DiskRoom() {}

  /**
   * What was seen last.
   *
   * @param free bytes
   * @param isLow whether nothing is written any more
   */
  public record State(long free, boolean isLow) {

    static final State UNKNOWN = new State(Long.MAX_VALUE, false);

    /**
     * Writing goes on only with some more room than it stopped at, lest it stop again at once.
     *
     * @param free bytes that are seen now
     * @param reserve bytes that are left to the database itself
     */
    State next(long free, long reserve) {
      return new State(free, free < (isLow ? reserve + reserve / 4 : reserve));
    }
  }

  public static boolean isLow() {
    return state.isLow;
  }

  /** In megabytes, as it was seen last. */
  public static long freeMegabytes() {
    return state.free >> 20;
  }

  static State seen() {
    return state;
  }

  static void seen(State now) {
    state = now;
  }

  /** What whoever wants to write is told. */
  public static Refusal refusal() {
    return Refusal.of(Refusal.Kind.FULL, CoreProblem.DISK_FULL);
  }
}
