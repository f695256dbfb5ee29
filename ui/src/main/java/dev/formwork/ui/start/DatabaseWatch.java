package dev.formwork.ui.start;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Starts a database process again when it ends by itself, as when the system kills it for its
 * memory. One that ends again and again has a reason that no start removes: then the server is
 * ended, so that whoever looks after it learns of it.
 */
final class DatabaseWatch {

  private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);

  private static final int TOO_OFTEN = 3;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final Supplier<ProcessHandle> restart;
  private final Runnable giveUp;
  private final InstantSource clock;
  private final Deque<Instant> ends = new ArrayDeque<>();
  private boolean stopping;

  /**
   * @param restart starts the database and gives its process
   * @param giveUp ends the server
   */
  DatabaseWatch(Supplier<ProcessHandle> restart, Runnable giveUp, InstantSource clock) {
    this.restart = restart;
    this.giveUp = giveUp;
    this.clock = clock;
  }

  void watch(ProcessHandle process) {
    process.onExit().thenRunAsync(this::ended, work -> Thread.ofVirtual().start(work));
  }

  /** From now on it may end. Waits for a start that is under way. */
  synchronized void stop() {
    stopping = true;
  }

  private synchronized void ended() {
    boolean runs = false;
    while (!stopping && !runs) {
      var now = clock.instant();
      ends.removeIf(end -> end.isBefore(now.minus(WITHIN)));
      ends.add(now);
      if (ends.size() >= TOO_OFTEN) {
        stopping = true;
        giveUp.run();
        return;
      }
      runs = started();
    }
  }

  private boolean started() {
    LOG.warn("PostgreSQL ended by itself; it is started again");
    long began = System.nanoTime();
    try {
      watch(restart.get());
      LOG.infof(
          "PostgreSQL runs again, after %d ms",
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      return true;
    } catch (RuntimeException e) {
      LOG.errorf("PostgreSQL could not be started again: %s", StartTrouble.sentence(e));
      return false;
    }
  }
}
