package dev.formwork.core.job;

import dev.formwork.core.thread.RepeatingTask;
import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.workspace.schedule.WorkspaceScheduler;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Takes durable jobs under a lease and runs them step by step, renewing the lease in between. A few
 * run at a time, so that a long one keeps no other waiting. Woken when this node adds a job; looks
 * every two seconds for those of other nodes, for expired leases and for later tries.
 */
@ApplicationScoped
class JobWorker {

  private static final Logger LOG = Logger.getLogger(JobWorker.class);
  private static final int MAX_ATTEMPTS = 5;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final int AT_ONCE = 4;

  private final Vertx vertx;
  private final JobQueue queue;
  private final List<JobHandler> handlers;
  private final WorkspaceScheduler scheduler;
  private final RepeatingTask looking;
  private final AtomicInteger running = new AtomicInteger();

  JobWorker(
      Vertx vertx, JobQueue queue, @All List<JobHandler> handlers, WorkspaceScheduler scheduler) {
    this.vertx = vertx;
    this.queue = queue;
    this.handlers = handlers;
    this.scheduler = scheduler;
    this.looking = new RepeatingTask(vertx, "Looking for jobs", LOOK_EVERY, this::takeNext);
  }

  void start(@Observes StartupEvent event) {
    queue.wakeOnEnqueue(looking::wake);
    looking.start();
  }

  void stop(@Observes ShutdownEvent event) {
    looking.stop();
  }

  /** Takes a job when there is room for one more; it runs beside those that run already. */
  private Uni<Boolean> takeNext() {
    if (running.get() >= AT_ONCE) {
      return Uni.createFrom().item(false);
    }
    return queue
        .take()
        .map(
            job -> {
              if (job != null) {
                begin(job);
              }
              return job != null;
            });
  }

  private void begin(Job job) {
    running.incrementAndGet();
    VertxContexts.run(vertx, () -> run(job), _ -> ended(job), failure -> ended(job, failure));
  }

  /** What the job did in the workspace may be due at once, such as telling live screens. */
  private void ended(Job job) {
    running.decrementAndGet();
    scheduler.look(job.workspaceId());
    looking.wake();
  }

  private void ended(Job job, Throwable failure) {
    if (!looking.isStopping()) {
      LOG.warnf(failure, "%s could not be ended; it runs again when its lease is over", name(job));
    }
    ended(job);
  }

  private static String name(Job job) {
    return "Job %s (%s) of workspace %s".formatted(job.id(), job.kind(), job.workspaceId());
  }

  private Uni<Boolean> run(Job job) {
    return handler(job)
        .map(
            handler ->
                steps(handler, job)
                    .onFailure()
                    .recoverWithUni(failure -> failed(handler, job, failure)))
        .orElseGet(() -> queue.fail(job, "No handler for jobs of kind " + job.kind()));
  }

  private Optional<JobHandler> handler(Job job) {
    return handlers.stream().filter(handler -> handler.kind().equals(job.kind())).findFirst();
  }

  private Uni<Boolean> steps(JobHandler handler, Job job) {
    return handler
        .step(job)
        .chain(
            progress ->
                switch (progress) {
                  case DONE -> queue.finish(job);
                  case MORE ->
                      queue
                          .renew(job)
                          .invoke(() -> scheduler.look(job.workspaceId()))
                          .chain(
                              ours ->
                                  ours && !looking.isStopping()
                                      ? steps(handler, job)
                                      : Uni.createFrom().item(false));
                });
  }

  private Uni<Boolean> failed(JobHandler handler, Job job, Throwable failure) {
    if (looking.isStopping()) {
      return Uni.createFrom().item(false);
    }
    var reason = String.valueOf(failure.getMessage());
    int attempt = job.attempts() + 1;
    if (attempt < MAX_ATTEMPTS) {
      var pause = Duration.ofSeconds(1L << job.attempts());
      LOG.warnf(failure, "%s failed, attempt %d, next try in %s", name(job), attempt, pause);
      return queue.retryLater(job, pause, reason);
    }
    LOG.errorf(failure, "%s failed for good, after %d attempts", name(job), attempt);
    return handler.failed(job, reason).chain(() -> queue.fail(job, reason));
  }
}
