package dev.formwork.core.api;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Admits bodies that are held in memory, as many as there is room for, and few of one sender, so
 * that nobody's half ones keep the others waiting. The rest waits in the order it came, unread.
 * Thread-safe.
 */
final class LargeBodies {

  private final long room;
  private final int mostOfOne;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, Integer> senders = new HashMap<>();
  private long taken;

  /**
   * @param room bytes at once
   * @param mostOfOne how many of one sender at once
   */
  LargeBodies(long room, int mostOfOne) {
    this.room = room;
    this.mostOfOne = mostOfOne;
  }

  private record Waiting(String sender, long bytes, Runnable begin) {}

  /**
   * @param begin called once there is room, by whoever makes it
   */
  void admit(String sender, long bytes, Runnable begin) {
    synchronized (this) {
      waiting.add(new Waiting(sender, bytes, begin));
    }
    beginNext();
  }

  /** One that was admitted is done with. */
  void leave(String sender, long bytes) {
    synchronized (this) {
      taken -= bytes;
      senders.computeIfPresent(sender, (_, count) -> count == 1 ? null : count - 1);
    }
    beginNext();
  }

  /** One that waits is gone; whether it did wait. */
  boolean giveUp(Runnable begin) {
    boolean waited;
    synchronized (this) {
      waited = waiting.removeIf(one -> one.begin.equals(begin));
    }
    beginNext();
    return waited;
  }

  private void beginNext() {
    for (var next = next(); next != null; next = next()) {
      next.begin.run();
    }
  }

  /**
   * The first that its sender's others do not hold up; it waits for room, and no later one passes.
   */
  private synchronized Waiting next() {
    for (var one : waiting) {
      if (senders.getOrDefault(one.sender, 0) < mostOfOne) {
        return fits(one.bytes) ? take(one) : null;
      }
    }
    return null;
  }

  private Waiting take(Waiting one) {
    waiting.remove(one);
    taken += one.bytes;
    senders.merge(one.sender, 1, Integer::sum);
    return one;
  }

  /** One that alone is larger comes in when it is alone. */
  private boolean fits(long bytes) {
    return taken == 0 || taken + bytes <= room;
  }
}
