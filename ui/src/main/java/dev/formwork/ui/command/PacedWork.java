package dev.formwork.ui.command;

import com.vaadin.flow.component.Component;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Work of a screen that follows something quick, as typing or the changes of many others. It runs
 * at once after a quiet time; asked again soon, it runs once more when the pause is over, whatever
 * was asked in between. The pause grows with what the work takes, so that a screen spends a bounded
 * share of its time on it.
 *
 * <p>Asked, cancelled and run under the lock of the session only.
 */
public final class PacedWork {

  /** A pause is this many times as long as the run before it. */
  static final int PAUSE_PER_RUN = 4;

  /** Runs something later, under the lock of the session. */
  @FunctionalInterface
  interface Timer {
    void after(Duration wait, Runnable task);
  }

  private final Duration shortest;
  private final Duration longest;
  private final Runnable work;
  private final Timer timer;
  private final LongSupplier nanoTime;
  private long quietAt;
  private long asked;
  private boolean waiting;

  /**
   * @param screen whose session the work runs in; gone, nothing runs any more
   * @param shortest at least this long between two runs
   * @param longest at most this long, however long a run takes
   */
  public PacedWork(Component screen, Duration shortest, Duration longest, Runnable work) {
    this(
        shortest,
        longest,
        () -> {
          if (screen.isAttached()) {
            work.run();
          }
        },
        (wait, task) -> later(screen, wait, task),
        System::nanoTime);
  }

  PacedWork(
      Duration shortest, Duration longest, Runnable work, Timer timer, LongSupplier nanoTime) {
    this.shortest = shortest;
    this.longest = longest;
    this.work = work;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.quietAt = nanoTime.getAsLong();
  }

  private static void later(Component screen, Duration wait, Runnable task) {
    screen
        .getUI()
        .ifPresentOrElse(ui -> onWorker(wait).execute(ui.accessLater(task::run, () -> {})), task);
  }

  /**
   * Runs on a worker thread, later. The worker pool's own timer would run it on the event loop of
   * whoever asks, which the lock of a session and the work behind it must never hold up.
   */
  static Executor onWorker(Duration wait) {
    return CompletableFuture.delayedExecutor(
        wait.toNanos(), TimeUnit.NANOSECONDS, Infrastructure.getDefaultExecutor());
  }

  /** Runs the work, now or when the pause is over. */
  public void ask() {
    if (waiting) {
      return;
    }
    long wait = quietAt - nanoTime.getAsLong();
    if (wait <= 0) {
      run();
    } else {
      waiting = true;
      long ticket = ++asked;
      timer.after(
          Duration.ofNanos(wait),
          () -> {
            if (waiting && ticket == asked) {
              run();
            }
          });
    }
  }

  /** Runs at once what waits for the pause to be over. */
  public void hurry() {
    if (waiting) {
      run();
    }
  }

  /** What waits runs no more: it is out of date. */
  public void cancel() {
    waiting = false;
  }

  private void run() {
    waiting = false;
    long began = nanoTime.getAsLong();
    work.run();
    long ended = nanoTime.getAsLong();
    long pause = Math.max(PAUSE_PER_RUN * (ended - began), shortest.toNanos());
    quietAt = ended + Math.min(pause, longest.toNanos());
  }
}
