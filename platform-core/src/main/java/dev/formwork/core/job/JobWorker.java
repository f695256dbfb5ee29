package dev.formwork.core.job;

import dev.formwork.core.thread.VertxContexts;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Takes durable jobs under a lease and runs them step by step, renewing the lease in between. Woken
 * when this node adds a job; polls every second for jobs of other nodes and for expired leases.
 */
@ApplicationScoped
class JobWorker {

  private static final Logger LOG = Logger.getLogger(JobWorker.class);
  private static final int MAX_ATTEMPTS = 5;
  private static final long LOOK_EVERY_MS = 1_000;

  private final Vertx vertx;
  private final JobQueue queue;
  private final List<JobHandler> handlers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopping;

  JobWorker(Vertx vertx, JobQueue queue, @All List<JobHandler> handlers) {
    this.vertx = vertx;
    this.queue = queue;
    this.handlers = handlers;
  }

  void start(@Observes StartupEvent event) {
    queue.wakeOnEnqueue(this::look);
    vertx.setPeriodic(LOOK_EVERY_MS, _ -> look());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void look() {
    if (!stopping && busy.compareAndSet(false, true)) {
      takeNext();
    }
  }

  private void takeNext() {
    VertxContexts.run(
        vertx,
        () ->
            queue
                .take()
                .chain(
                    job -> job == null ? Uni.createFrom().item(false) : run(job).replaceWith(true)),
        this::rest,
        this::troubled);
  }

  private void rest(boolean workWasFound) {
    busy.set(false);
    if (workWasFound) {
      look();
    }
  }

  private void troubled(Throwable failure) {
    busy.set(false);
    if (!stopping) {
      LOG.warn("Cannot look for jobs: " + failure.getMessage());
    }
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
                          .chain(
                              ours ->
                                  ours && !stopping
                                      ? steps(handler, job)
                                      : Uni.createFrom().item(false));
                });
  }

  private Uni<Boolean> failed(JobHandler handler, Job job, Throwable failure) {
    if (stopping) {
      return Uni.createFrom().item(false);
    }
    LOG.warnf(failure, "Job %s (%s) failed, attempt %d", job.id(), job.kind(), job.attempts() + 1);
    var reason = String.valueOf(failure.getMessage());
    if (job.attempts() + 1 < MAX_ATTEMPTS) {
      return queue.retryLater(job, Duration.ofSeconds(1L << job.attempts()), reason);
    }
    return handler.failed(job, reason).chain(() -> queue.fail(job, reason));
  }
}
