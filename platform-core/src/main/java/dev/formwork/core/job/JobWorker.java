package dev.formwork.core.job;

import dev.formwork.core.database.DiskRoom;
import dev.formwork.core.job.JobHandler.Lane;
import dev.formwork.core.thread.RepeatingTask;
import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.workspace.schedule.WorkspaceScheduler;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes durable jobs under a lease and runs them step by step, renewing the lease meanwhile. A few
 * of each lane run at a time, so that long ones keep no short one waiting. Woken when this node
 * adds a job; looks every two seconds for those of other nodes, for expired leases and for later
 * tries.
 */
@ApplicationScoped
class JobWorker {

  private static final Logger LOG = Logger.getLogger(JobWorker.class);
  private static final int MAX_ATTEMPTS = 5;

  /** What is said of a job that never got through a step while its nodes ended. */
  private static final String ENDED_NODES =
      "The server ended each time while it did this, so it is not tried again";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration RENEW_EVERY = Duration.ofSeconds(5);

  /** A step that takes longer is taken for one that will never end; others may try it then. */
  private static final Duration LONGEST_STEP = Duration.ofHours(1);

  private final Vertx vertx;
  private final JobQueue queue;
  private final List<JobHandler> handlers;
  private final Consumer<UUID> look;
  private final RepeatingTask looking;
  private final Map<Lane, Set<String>> kinds;
  private final RepeatingTask renewing;
  private final Map<Lane, AtomicInteger> running = new EnumMap<>(Lane.class);

  /** When the present step of each job in hand began. */
  private final Map<Job, Instant> inHand = new ConcurrentHashMap<>();

  @Inject
  JobWorker(
      Vertx vertx, JobQueue queue, @All List<JobHandler> handlers, WorkspaceScheduler scheduler) {
    this(vertx, queue, handlers, scheduler::look);
  }

  /**
   * @param look called with a workspace in which something may be due
   */
  JobWorker(Vertx vertx, JobQueue queue, List<JobHandler> handlers, Consumer<UUID> look) {
    this.vertx = vertx;
    this.queue = queue;
    this.handlers = handlers;
    this.look = look;
    this.kinds =
        handlers.stream()
            .collect(
                Collectors.groupingBy(
                    JobHandler::lane, Collectors.mapping(JobHandler::kind, Collectors.toSet())));
    kinds.keySet().forEach(lane -> running.put(lane, new AtomicInteger()));
    this.looking = new RepeatingTask(vertx, "Looking for jobs", LOOK_EVERY, this::takeNext);
    this.renewing =
        new RepeatingTask(vertx, "Renewing leases of jobs", RENEW_EVERY, this::renewAll);
  }

  void start(@Observes StartupEvent event) {
    queue.wakeOnEnqueue(looking::wake);
    looking.start();
    renewing.start();
  }

  void stop(@Observes ShutdownEvent event) {
    looking.stop();
    renewing.stop();
  }

  /** A step may take longer than a lease. */
  private Uni<Boolean> renewAll() {
    var oldest = Instant.now().minus(LONGEST_STEP);
    var jobs =
        inHand.entrySet().stream()
            .filter(job -> job.getValue().isAfter(oldest))
            .map(Map.Entry::getKey)
            .toList();
    return jobs.isEmpty() ? Uni.createFrom().item(false) : queue.keep(jobs).replaceWith(false);
  }

  /** Takes a job of each lane that has room for one more; it runs beside those that run already. */
  private Uni<Boolean> takeNext() {
    return Multi.createFrom()
        .iterable(running.keySet())
        .onItem()
        .transformToUniAndConcatenate(this::takeNext)
        .collect()
        .asList()
        .map(taken -> taken.contains(true));
  }

  private Uni<Boolean> takeNext(Lane lane) {
    if (DiskRoom.isLow() || running.get(lane).get() >= lane.atOnce()) {
      return Uni.createFrom().item(false);
    }
    return queue
        .take(kinds.get(lane))
        .map(
            job -> {
              if (job != null) {
                begin(lane, job);
              }
              return job != null;
            });
  }

  private void begin(Lane lane, Job job) {
    running.get(lane).incrementAndGet();
    inHand.put(job, Instant.now());
    VertxContexts.run(
        vertx, () -> run(job), _ -> ended(lane, job), failure -> ended(lane, job, failure));
  }

  /** What the job did in the workspace may be due at once, such as telling live screens. */
  private void ended(Lane lane, Job job) {
    inHand.remove(job);
    running.get(lane).decrementAndGet();
    look.accept(job.workspaceId());
    looking.wake();
  }

  private void ended(Lane lane, Job job, Throwable failure) {
    if (!looking.isStopping()) {
      LOG.warnf(failure, "%s could not be ended; it runs again when its lease is over", name(job));
    }
    ended(lane, job);
  }

  private static String name(Job job) {
    return "Job %s (%s) of workspace %s".formatted(job.id(), job.kind(), job.workspaceId());
  }

  private Uni<Boolean> run(Job job) {
    return handler(job)
        .map(
            handler ->
                (job.attempts() >= MAX_ATTEMPTS ? givenUp(handler, job) : steps(handler, job))
                    .onFailure()
                    .recoverWithUni(failure -> failed(handler, job, failure)))
        .orElseGet(() -> queue.fail(job, "No handler for jobs of kind " + job.kind()));
  }

  /** Whoever ran it ended with it, time and again. */
  private Uni<Boolean> givenUp(JobHandler handler, Job job) {
    LOG.errorf(
        "%s is given up: %d times it was not ended by the node that ran it",
        name(job), job.attempts());
    return handler.failed(job, ENDED_NODES).chain(() -> queue.fail(job, ENDED_NODES));
  }

  private Optional<JobHandler> handler(Job job) {
    return handlers.stream().filter(handler -> handler.kind().equals(job.kind())).findFirst();
  }

  private Uni<Boolean> steps(JobHandler handler, Job job) {
    inHand.replace(job, Instant.now());
    return handler
        .step(job)
        .chain(
            progress ->
                switch (progress) {
                  case DONE -> queue.finish(job);
                  case MORE ->
                      queue
                          .renew(job)
                          .invoke(() -> look.accept(job.workspaceId()))
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
