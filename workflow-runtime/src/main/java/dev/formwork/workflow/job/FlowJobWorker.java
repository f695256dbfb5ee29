package dev.formwork.workflow.job;

import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.runtime.FailureText;
import dev.formwork.workflow.store.FlowJob;
import dev.formwork.workflow.store.FlowQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Takes due flow jobs under a lease and runs several at a time, on whichever node is free. Woken by
 * commits on this node; polls for jobs of other nodes and for expired leases.
 */
@ApplicationScoped
class FlowJobWorker {

  private static final Logger LOG = Logger.getLogger(FlowJobWorker.class);
  private static final long LOOK_EVERY_MS = 500;
  private static final int BATCH = 32;
  private static final int AT_ONCE = 8;

  /** Tries of what ought to go at once; the instance is left for a person after as many. */
  private static final int TRIES = 8;

  private final Vertx vertx;
  private final FlowQueue queue;
  private final Workspaces workspaces;
  private final FlowJobHandler steps;
  private final LiveTasks live;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private volatile boolean stopping;

  FlowJobWorker(
      Vertx vertx, FlowQueue queue, Workspaces workspaces, FlowJobHandler steps, LiveTasks live) {
    this.vertx = vertx;
    this.queue = queue;
    this.workspaces = workspaces;
    this.steps = steps;
    this.live = live;
  }

  void start(@Observes StartupEvent event) {
    live.wakeOnWork(this::look);
    vertx.setPeriodic(LOOK_EVERY_MS, _ -> look());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void look() {
    again.set(true);
    if (!stopping && busy.compareAndSet(false, true)) {
      again.set(false);
      VertxContexts.run(vertx, this::round, this::rest, this::troubled);
    }
  }

  private Uni<Boolean> round() {
    return workspaces
        .all()
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(this::round)
                    .collect()
                    .asList())
        .map(found -> found.contains(true));
  }

  /** Whether there was something to do in a workspace. */
  private Uni<Boolean> round(Workspace workspace) {
    return queue
        .take(workspace.schema(), BATCH)
        .chain(
            jobs ->
                Multi.createFrom()
                    .iterable(jobs)
                    .onItem()
                    .transformToUni(job -> apart(workspace, job))
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .replaceWith(!jobs.isEmpty()));
  }

  /** Sessions of the database are bound to a context, so jobs at the same time have their own. */
  private Uni<Boolean> apart(Workspace workspace, FlowJob job) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                VertxContexts.run(
                    vertx, () -> run(workspace, job), emitter::complete, emitter::fail));
  }

  private Uni<Boolean> run(Workspace workspace, FlowJob job) {
    return steps
        .run(workspace, job)
        .chain(done -> done ? queue.finish(workspace.schema(), job) : Uni.createFrom().voidItem())
        .onFailure()
        .recoverWithUni(failure -> failed(workspace, job, failure))
        .replaceWith(true);
  }

  private Uni<Void> failed(Workspace workspace, FlowJob job, Throwable failure) {
    if (stopping) {
      return Uni.createFrom().voidItem();
    }
    var reason = FailureText.of(failure);
    if (job.attempts() + 1 < TRIES) {
      LOG.warnf("A flow's job %s waits: %s", job.kind(), failure.getMessage());
      return queue.retry(workspace.schema(), job, pause(job.attempts()), reason);
    }
    LOG.errorf(failure, "A flow's job %s of %s failed", job.kind(), job.instance());
    return queue.bury(workspace.schema(), job, reason);
  }

  /** Longer each time: a second, two, four, up to some minutes. */
  static Duration pause(int attempts) {
    return Duration.ofSeconds(1L << Math.min(attempts, 8));
  }

  private void rest(boolean workWasFound) {
    busy.set(false);
    if (workWasFound || again.get()) {
      look();
    }
  }

  private void troubled(Throwable failure) {
    busy.set(false);
    if (!stopping) {
      LOG.warn("Cannot look for the work of flows: " + failure.getMessage());
    }
  }
}
