package dev.formwork.core.script.process;

import java.util.concurrent.TimeUnit;

/** The time a script has left. The clock stops while the server works for it. */
final class ScriptTimeout {

  private long leftNanos;
  private long began;
  private boolean running = true;

  ScriptTimeout(int millis) {
    leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    began = System.nanoTime();
  }

  synchronized void pause() {
    leftNanos = left();
    running = false;
  }

  synchronized void resume() {
    began = System.nanoTime();
    running = true;
  }

  synchronized boolean isOver() {
    return left() <= 0;
  }

  /** Until it is worth asking again. */
  synchronized long waitNanos() {
    return Math.max(1, left());
  }

  private long left() {
    return running ? leftNanos - (System.nanoTime() - began) : leftNanos;
  }
}
