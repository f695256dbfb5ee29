package dev.formwork.core.thread;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Work of this node that is repeated: one run at a time, again after a pause, at once while there
 * is more to do, and early when woken. A run that fails is logged and tried again after the pause.
 */
public final class RepeatingTask {

  private static final Logger LOG = Logger.getLogger(RepeatingTask.class);

  private final Vertx vertx;
  private final String name;
  private final Duration pause;
  private final Supplier<Uni<Boolean>> work;
  private long timer = -1;
  private boolean running;
  private boolean again;
  private boolean stopping;

  /**
   * @param name of the work, for the log
   * @param work of one run; true: there may be more to do at once
   */
  public RepeatingTask(Vertx vertx, String name, Duration pause, Supplier<Uni<Boolean>> work) {
    this.vertx = vertx;
    this.name = name;
    this.pause = pause;
    this.work = work;
  }

  /** The first run begins after the pause, or when woken. */
  public synchronized void start() {
    timer = vertx.setTimer(pause.toMillis(), _ -> wake());
  }

  /** No further run begins. */
  public synchronized void stop() {
    stopping = true;
    vertx.cancelTimer(timer);
  }

  public synchronized boolean isStopping() {
    return stopping;
  }

  /** Begins a run now; when one is under way, another follows it. */
  public synchronized void wake() {
    if (stopping) {
      return;
    }
    if (running) {
      again = true;
      return;
    }
    running = true;
    vertx.cancelTimer(timer);
    VertxContexts.run(vertx, work, this::finished, this::failed);
  }

  private void failed(Throwable failure) {
    if (!isStopping()) {
      LOG.warnf("%s failed, next try in %s: %s", name, pause, failure);
    }
    finished(false);
  }

  private synchronized void finished(boolean more) {
    running = false;
    if (more || again) {
      again = false;
      wake();
    } else if (!stopping) {
      start();
    }
  }
}
