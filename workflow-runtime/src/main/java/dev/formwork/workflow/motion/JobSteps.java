package dev.formwork.workflow.motion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Placing;
import dev.formwork.workflow.engine.Position;
import dev.formwork.workflow.store.FlowJob;
import dev.formwork.workflow.store.FlowQueue;
import dev.formwork.workflow.store.FlowStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Runs one job of a flow: start an instance, call another system, continue a parent, check an
 * awaited change. Every job may run again after a crash; what it did is recorded in the instance.
 */
@ApplicationScoped
class JobSteps {

  /** Tries of a call outside, over some hours; then a person has to look. */
  private static final int TRIES = 10;

  private final Pool pool;
  private final Mover mover;
  private final OutsideWork outside;
  private final FlowQueue queue;

  JobSteps(Pool pool, Mover mover, OutsideWork outside, FlowQueue queue) {
    this.pool = pool;
    this.mover = mover;
    this.outside = outside;
    this.queue = queue;
  }

  /** False when the job is to stay as it is now. */
  Uni<Boolean> run(Workspace workspace, FlowJob job) {
    return switch (job.kind()) {
      case START -> mover.move(workspace, job.instance(), new Event.Started()).replaceWith(true);
      case GO_ON -> mover.together(workspace, job.instance(), null, null).replaceWith(true);
      case CHILD_ENDED -> childEnded(workspace, job);
      case OCCURRED -> occurred(workspace, job);
      case OUTSIDE -> outside(workspace, job);
    };
  }

  private Uni<Boolean> childEnded(Workspace workspace, FlowJob job) {
    return child(workspace, job.instance(), job.position())
        .chain(
            child ->
                child == null
                    ? Uni.createFrom().item(true)
                    : mover
                        .move(
                            workspace,
                            job.instance(),
                            new Event.ChildEnded(
                                job.position(), child.status(), child.state().variables()))
                        .replaceWith(true));
  }

  private Uni<Instance> child(Workspace workspace, UUID parent, int position) {
    return FlowStore.childOf(pool, workspace.schema(), parent, position)
        .map(found -> found == null ? null : found.instance());
  }

  /** Something changed: whether it is what the step waits for. */
  private Uni<Boolean> occurred(Workspace workspace, FlowJob job) {
    return attempt(workspace, job)
        .chain(
            attempt -> {
              var waiting = pending(attempt, job.position());
              if (waiting == null) {
                return Uni.createFrom().item(true);
              }
              var step = attempt.flow().step(waiting.step()).orElseThrow();
              return holds(attempt, step, job.position())
                  .chain(
                      holds ->
                          holds
                              ? mover.move(
                                  workspace, job.instance(), new Event.Occurred(job.position()))
                              : Uni.createFrom().nullItem())
                  .replaceWith(true);
            });
  }

  private Uni<Mover.Attempt> attempt(Workspace workspace, FlowJob job) {
    return FlowStore.find(pool, workspace.schema(), job.instance())
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, "flow-instance-not-found"))
        .chain(stored -> mover.attempt(pool, workspace, stored));
  }

  private static Position.Pending pending(Mover.Attempt attempt, int position) {
    return attempt.stored().instance().state().open().stream()
        .filter(one -> one.id() == position && one instanceof Position.Pending)
        .map(Position.Pending.class::cast)
        .findFirst()
        .orElse(null);
  }

  private Uni<Boolean> holds(Mover.Attempt attempt, CompiledStep step, int position) {
    var instance = attempt.stored().instance();
    var event = ((Step.Wait) step.step()).event();
    var subject = Placing.subject(attempt.flow(), instance, position);
    return LocalWork.scope(attempt, instance, step, subject)
        .chain(
            evaluationContext -> {
              var when = step.formula("event/when");
              if (when != null && !Boolean.TRUE.equals(when.program().run(evaluationContext))) {
                return Uni.createFrom().item(false);
              }
              return event.form() == null
                  ? Uni.createFrom().item(true)
                  : ExpressionDataAccess.find(
                          pool,
                          attempt.flow().forms().get(event.form()),
                          (Expression.Subquery) step.formula("where").tree(),
                          evaluationContext,
                          1)
                      .map(found -> !found.isEmpty());
            });
  }

  private Uni<Boolean> outside(Workspace workspace, FlowJob job) {
    return attempt(workspace, job)
        .chain(
            attempt -> {
              var waiting = pending(attempt, job.position());
              boolean wanted = waiting != null && waiting.what() == Position.For.JOB;
              return wanted ? outside(attempt, job, waiting) : Uni.createFrom().item(true);
            });
  }

  private Uni<Boolean> outside(Mover.Attempt attempt, FlowJob job, Position.Pending waiting) {
    var workspace = attempt.workspace();
    return outside
        .perform(attempt, waiting)
        .onItem()
        .transformToUni(worked -> mover.move(workspace, job.instance(), worked).replaceWith(true))
        .onFailure(OutsideWork.Failed.class)
        .recoverWithUni(failure -> failed(workspace, job, waiting, failure));
  }

  private Uni<Boolean> failed(
      Workspace workspace, FlowJob job, Position.Pending waiting, OutsideWork.Failed failure) {
    if (failure.mayPass() && job.attempts() + 1 < TRIES) {
      return queue
          .retry(
              workspace.schema(),
              job,
              FlowWorker.pause(job.attempts()),
              Failures.of(failure.getCause()))
          .replaceWith(false);
    }
    return mover
        .move(
            workspace,
            job.instance(),
            new Event.Worked(waiting.id(), null, detail(failure), Failures.of(failure.getCause())))
        .replaceWith(true);
  }

  private static ObjectNode detail(OutsideWork.Failed failure) {
    return failure.detail();
  }
}
