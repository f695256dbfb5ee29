package dev.formwork.core.script;

import dev.formwork.core.problem.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls scripts in processes that are kept ready, and replaces a process that does not answer in
 * time. The server's own memory and threads are out of a script's reach.
 */
public final class ScriptRunner {

  /** The one of this server; processes start with the first call. */
  private static final ScriptRunner INSTANCE = new ScriptRunner(2);

  /** A call that takes longer dies with its process, in milliseconds. */
  private static final int PATIENCE_MS = 700;

  /** How long a call waits for a free process, in milliseconds. */
  private static final int QUEUE_MS = 5_000;

  private final int size;
  private final BlockingQueue<ScriptWorker> idle;
  private final AtomicInteger started = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "script-call");
            thread.setDaemon(true);
            return thread;
          });

  private ScriptRunner(int size) {
    this.size = size;
    this.idle = new ArrayBlockingQueue<>(size);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> idle.forEach(ScriptWorker::close)));
  }

  public static ScriptRunner instance() {
    return INSTANCE;
  }

  /**
   * Blocks; not for event loops. Never throws for what a script does.
   *
   * @throws Refusal when all processes are busy for long, or none can be started
   */
  public ScriptAnswer call(String source, List<Object> arguments) {
    ScriptWorker worker = null;
    try {
      worker = worker();
      if (worker == null) {
        throw Refusal.of(Refusal.Kind.TOO_MANY, "scripts-busy");
      }
      var answering = worker;
      var answer =
          threads
              .submit(() -> answering.call(source, arguments))
              .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      giveBack(worker);
      return answer;
    } catch (TimeoutException _) {
      replace(worker);
      return failed("it takes too long");
    } catch (IOException _) {
      started.decrementAndGet();
      throw Refusal.of(Refusal.Kind.TOO_MANY, "scripts-busy");
    } catch (ExecutionException _) {
      replace(worker);
      return failed("it takes too much memory");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      if (worker != null) {
        replace(worker);
      }
      throw Refusal.of(Refusal.Kind.TOO_MANY, "scripts-busy");
    }
  }

  private static ScriptAnswer failed(String reason) {
    return new ScriptAnswer(null, reason, List.of());
  }

  private ScriptWorker worker() throws IOException, InterruptedException {
    var free = idle.poll();
    if (free == null && started.get() < size && started.incrementAndGet() <= size) {
      return ScriptWorker.start();
    }
    return free != null ? free : idle.poll(QUEUE_MS, TimeUnit.MILLISECONDS);
  }

  private void giveBack(ScriptWorker worker) {
    if (!worker.isAlive() || !idle.offer(worker)) {
      replace(worker);
    }
  }

  /** Ends a process and starts another beside, so that the next call need not wait for it. */
  private void replace(ScriptWorker worker) {
    worker.close();
    threads.execute(
        () -> {
          try {
            var fresh = ScriptWorker.start();
            if (!idle.offer(fresh)) {
              fresh.close();
            }
          } catch (IOException _) {
            started.decrementAndGet();
          }
        });
  }
}
