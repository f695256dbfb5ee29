package dev.formwork.ui.record;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Looks at all event loops every two milliseconds: how long one did not come to it, and how much of
 * that time its thread was computing. The rest is the machine's doing: a thread that got no
 * processor.
 */
final class EventLoopWatch implements AutoCloseable {

  private static final int EVERY_MS = 2;

  private final List<Loop> loops = new ArrayList<>();

  /**
   * @param gapMillis between two looks, beyond what was wanted
   * @param busyMillis of processor time that the thread took meanwhile
   */
  record Longest(double gapMillis, double busyMillis) {

    /** Of this and another one, which may be null. */
    Longest or(Longest other) {
      return other == null
          ? this
          : new Longest(
              Math.max(gapMillis, other.gapMillis), Math.max(busyMillis, other.busyMillis));
    }
  }

  private static final class Loop implements Runnable {

    private Future<?> ticking;
    private long last;
    private long lastCpu;
    private volatile double gap;
    private volatile double busy;

    @Override
    public void run() {
      long now = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      if (last != 0) {
        gap = Math.max(gap, (now - last) / 1e6 - EVERY_MS);
        busy = Math.max(busy, (cpu - lastCpu) / 1e6);
      }
      last = now;
      lastCpu = cpu;
    }
  }

  private EventLoopWatch() {}

  static EventLoopWatch of(Vertx vertx) {
    var watch = new EventLoopWatch();
    for (EventExecutor executor : ((VertxInternal) vertx).getEventLoopGroup()) {
      var loop = new Loop();
      loop.ticking = executor.scheduleAtFixedRate(loop, 0, EVERY_MS, TimeUnit.MILLISECONDS);
      watch.loops.add(loop);
    }
    return watch;
  }

  Longest longest() {
    return new Longest(
        loops.stream().mapToDouble(loop -> loop.gap).max().orElse(0),
        loops.stream().mapToDouble(loop -> loop.busy).max().orElse(0));
  }

  @Override
  public void close() {
    loops.forEach(loop -> loop.ticking.cancel(false));
  }
}
