package dev.formwork.workflow.job;

import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.schedule.DueWork;
import dev.formwork.core.workspace.schedule.WorkKind;
import dev.formwork.core.workspace.schedule.WorkspaceScheduler;
import dev.formwork.workflow.runtime.FailureText;
import dev.formwork.workflow.store.FlowJob;
import dev.formwork.workflow.store.FlowQueue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes the due flow jobs of a workspace under a lease and runs several at a time. When there are
 * many, other nodes are asked to take part.
 */
@ApplicationScoped
class FlowJobWorker implements DueWork {

  private static final Logger LOG = Logger.getLogger(FlowJobWorker.class);
  private static final int BATCH = 32;
  private static final int AT_ONCE = 8;

  /** Jobs may wait long for other systems, and hold no connection meanwhile. */
  private static final int WORKSPACES_AT_ONCE = 64;

  /** Tries of what ought to go at once; the instance is left for a person after as many. */
  private static final int TRIES = 8;

  private final Vertx vertx;
  private final FlowQueue queue;
  private final FlowJobHandler steps;
  private final WorkspaceScheduler scheduler;

  FlowJobWorker(Vertx vertx, FlowQueue queue, FlowJobHandler steps, WorkspaceScheduler scheduler) {
    this.vertx = vertx;
    this.queue = queue;
    this.steps = steps;
    this.scheduler = scheduler;
  }

  @Override
  public WorkKind kind() {
    return FlowQueue.JOBS;
  }

  @Override
  public String earliest(String schema) {
    return FlowQueue.earliestJob(schema);
  }

  @Override
  public int atOnce() {
    return WORKSPACES_AT_ONCE;
  }

  @Override
  public Uni<Boolean> run(Workspace workspace) {
    return queue
        .take(workspace.schema(), BATCH)
        .invoke(
            jobs -> {
              if (jobs.size() == BATCH) {
                scheduler.invite(workspace, FlowQueue.JOBS);
              }
            })
        .chain(jobs -> run(workspace, jobs));
  }

  private Uni<Boolean> run(Workspace workspace, List<FlowJob> jobs) {
    return Multi.createFrom()
        .iterable(jobs)
        .onItem()
        .transformToUni(job -> apart(workspace, job))
        .merge(AT_ONCE)
        .collect()
        .asList()
        .replaceWith(!jobs.isEmpty());
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
    if (scheduler.isStopping()) {
      return Uni.createFrom().voidItem();
    }
    var reason = FailureText.of(failure);
    if (job.attempts() + 1 < TRIES) {
      var pause = job.backOff();
      LOG.warnf(
          "Flow job %s (%s) of instance %s failed, next try in %s: %s",
          job.id(), job.kind(), job.instance(), pause, failure);
      return queue.retry(workspace.schema(), job, pause, reason);
    }
    LOG.errorf(
        failure,
        "Flow job %s (%s) of instance %s failed for good",
        job.id(),
        job.kind(),
        job.instance());
    return queue.markFailed(workspace.schema(), job, reason);
  }
}
