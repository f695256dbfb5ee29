package dev.formwork.core.script.process;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;

/**
 * Cancels a script that exceeds its time; time spent waiting for the server does not count. Runs in
 * the script process.
 */
final class ScriptWatchdog {

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "watch");
            thread.setDaemon(true);
            return thread;
          });

  private Context context;
  private long leftNanos;
  private long began;
  private ScheduledFuture<?> cancelling;

  /**
   * @param millis how long it may work
   */
  void start(Context started, int millis) {
    context = started;
    leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    resume();
  }

  void resume() {
    var watched = context;
    began = System.nanoTime();
    cancelling = watch.schedule(() -> watched.close(true), leftNanos, TimeUnit.NANOSECONDS);
  }

  void pause() {
    cancelling.cancel(false);
    leftNanos -= System.nanoTime() - began;
  }

  void stop() {
    cancelling.cancel(false);
  }
}
