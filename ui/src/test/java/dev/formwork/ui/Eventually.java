package dev.formwork.ui;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens by itself, such as the end of a job; not longer than it may take. */
public final class Eventually {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int PAUSE_MS = 50;

  private Eventually() {}

  public static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not happen within " + LONGEST);
      }
      Thread.sleep(PAUSE_MS);
    }
  }
}
