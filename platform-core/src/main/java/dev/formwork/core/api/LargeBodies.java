package dev.formwork.core.api;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Admits bodies that are held in memory, as many as there is room for; others wait in the order
 * they came, unread. Thread-safe.
 */
final class LargeBodies {

  private final long room;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long taken;

  /**
   * @param room bytes at once
   */
  LargeBodies(long room) {
    this.room = room;
  }

  private record Waiting(long bytes, Runnable begin) {}

  /**
   * @param begin called once there is room, by whoever makes it
   */
  void admit(long bytes, Runnable begin) {
    synchronized (this) {
      if (!waiting.isEmpty() || !fits(bytes)) {
        waiting.add(new Waiting(bytes, begin));
        return;
      }
      taken += bytes;
    }
    begin.run();
  }

  /** One that was admitted is done with. */
  void leave(long bytes) {
    synchronized (this) {
      taken -= bytes;
    }
    for (var next = next(); next != null; next = next()) {
      next.begin.run();
    }
  }

  /** One that waits is gone; whether it did wait. */
  synchronized boolean giveUp(Runnable begin) {
    return waiting.removeIf(one -> one.begin.equals(begin));
  }

  private synchronized Waiting next() {
    var first = waiting.peek();
    if (first == null || !fits(first.bytes)) {
      return null;
    }
    taken += first.bytes;
    return waiting.remove();
  }

  /** One that alone is larger comes in when it is alone. */
  private boolean fits(long bytes) {
    return taken == 0 || taken + bytes <= room;
  }
}
