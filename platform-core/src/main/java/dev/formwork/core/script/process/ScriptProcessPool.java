package dev.formwork.core.script.process;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
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

/** A pool of script processes: runs calls, and replaces a process that does not answer in time. */
public final class ScriptProcessPool {

  /** Those of this server; processes start with the first call. */
  private static final ScriptProcessPool FUNCTIONS = new ScriptProcessPool(2);

  /** Apart from functions, which must not wait for a script that waits for the outside. */
  private static final ScriptProcessPool SCRIPTS = new ScriptProcessPool(2);

  /** How long one may work, in milliseconds, before its process cancels it. */
  private static final int FUNCTION_MS = 300;

  private static final int SCRIPT_MS = 500;

  /** What a process that should have cancelled gets on top, before it is ended. */
  private static final int GRACE_MS = 400;

  /** How long a call waits for a free process, in milliseconds. */
  private static final int QUEUE_MS = 5_000;

  private final int size;
  private final BlockingQueue<ScriptProcessClient> idle;
  private final AtomicInteger started = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "script-call");
            thread.setDaemon(true);
            return thread;
          });

  private ScriptProcessPool(int size) {
    this.size = size;
    this.idle = new ArrayBlockingQueue<>(size);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> idle.forEach(ScriptProcessClient::close)));
  }

  /**
   * Calls a function on values; blocks, not for event loops. Never throws for what it does.
   *
   * @throws Refusal when all processes are busy for long, or none can be started
   */
  public static ScriptCallResult call(String source, List<Object> values) {
    return FUNCTIONS.run(new ScriptCall(source, values, FUNCTION_MS, null));
  }

  /**
   * Runs a script that may ask for things; blocks, not for event loops. Never throws for what it
   * does.
   *
   * @param input JSON
   * @return with JSON as its value
   * @throws Refusal when all processes are busy for long, or none can be started
   */
  public static ScriptCallResult run(String source, String input, ScriptHost host) {
    return SCRIPTS.run(new ScriptCall(source, input, SCRIPT_MS, host));
  }

  private ScriptCallResult run(ScriptCall call) {
    ScriptProcessClient worker = null;
    try {
      worker = worker();
      if (worker == null) {
        throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.SCRIPTS_BUSY);
      }
      var answer = answer(worker, call);
      giveBack(worker);
      return answer;
    } catch (TimeoutException _) {
      replace(worker);
      return failed(CoreProblem.SCRIPT_SLOW);
    } catch (IOException _) {
      started.decrementAndGet();
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.SCRIPTS_BUSY);
    } catch (ExecutionException _) {
      replace(worker);
      return failed(CoreProblem.SCRIPT_MEMORY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      if (worker != null) {
        replace(worker);
      }
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.SCRIPTS_BUSY);
    }
  }

  private ScriptCallResult answer(ScriptProcessClient worker, ScriptCall call)
      throws InterruptedException, ExecutionException, TimeoutException {
    var scriptTimeout = new ScriptTimeout(call.millis() + GRACE_MS);
    var answering = threads.submit(() -> worker.call(call, scriptTimeout));
    while (true) {
      try {
        return answering.get(scriptTimeout.waitNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (scriptTimeout.isOver()) {
          throw e;
        }
      }
    }
  }

  private static ScriptCallResult failed(ProblemCode code) {
    return new ScriptCallResult(null, Problem.at("", code), List.of());
  }

  private ScriptProcessClient worker() throws IOException, InterruptedException {
    var free = idle.poll();
    if (free == null && started.get() < size && started.incrementAndGet() <= size) {
      return ScriptProcessClient.start();
    }
    return free != null ? free : idle.poll(QUEUE_MS, TimeUnit.MILLISECONDS);
  }

  private void giveBack(ScriptProcessClient worker) {
    if (!worker.isAlive() || !idle.offer(worker)) {
      replace(worker);
    }
  }

  /** Ends a process and starts another beside, so that the next call need not wait for it. */
  private void replace(ScriptProcessClient worker) {
    worker.close();
    threads.execute(
        () -> {
          try {
            var fresh = ScriptProcessClient.start();
            if (!idle.offer(fresh)) {
              fresh.close();
            }
          } catch (IOException _) {
            started.decrementAndGet();
          }
        });
  }
}
