package dev.formwork.workflow.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.WaitStep;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.engine.TokenQueries;
import dev.formwork.workflow.outbound.ExternalStepExecutor;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.runtime.DatabaseStepExecutor;
import dev.formwork.workflow.runtime.ExecutionContext;
import dev.formwork.workflow.runtime.ExecutionContexts;
import dev.formwork.workflow.runtime.FailureText;
import dev.formwork.workflow.runtime.InstanceExecutor;
import dev.formwork.workflow.runtime.TransactionalExecutor;
import dev.formwork.workflow.store.FlowJob;
import dev.formwork.workflow.store.FlowQueue;
import dev.formwork.workflow.store.InstanceStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Runs one job of a flow: start an instance, call another system, continue a parent, check an
 * awaited change. Every job may run again after a crash; what it did is recorded in the instance.
 */
@ApplicationScoped
class FlowJobHandler {

  /** Tries of a call outside, over some hours; then a person has to look. */
  private static final int TRIES = 10;

  private final Pool pool;
  private final ExecutionContexts contexts;
  private final InstanceExecutor instanceExecutor;
  private final TransactionalExecutor transactions;
  private final ExternalStepExecutor externalSteps;
  private final FlowQueue queue;

  FlowJobHandler(
      Pool pool,
      ExecutionContexts contexts,
      InstanceExecutor instanceExecutor,
      TransactionalExecutor transactions,
      ExternalStepExecutor externalSteps,
      FlowQueue queue) {
    this.pool = pool;
    this.contexts = contexts;
    this.instanceExecutor = instanceExecutor;
    this.transactions = transactions;
    this.externalSteps = externalSteps;
    this.queue = queue;
  }

  /** False when the job is to stay as it is now. */
  Uni<Boolean> run(Workspace workspace, FlowJob job) {
    return switch (job.kind()) {
      case START ->
          instanceExecutor.apply(workspace, job.instance(), new Event.Started()).replaceWith(true);
      case GO_ON -> transactions.apply(workspace, job.instance(), null, null).replaceWith(true);
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
                    : instanceExecutor
                        .apply(
                            workspace,
                            job.instance(),
                            new Event.ChildEnded(
                                job.position(), child.status(), child.state().variables()))
                        .replaceWith(true));
  }

  private Uni<Instance> child(Workspace workspace, UUID parent, int position) {
    return InstanceStore.childOf(pool, workspace.schema(), parent, position)
        .map(found -> found == null ? null : found.instance());
  }

  /** Something changed: whether it is what the step waits for. */
  private Uni<Boolean> occurred(Workspace workspace, FlowJob job) {
    return context(workspace, job)
        .chain(
            executionContext -> {
              var waiting = pending(executionContext, job.position());
              if (waiting == null) {
                return Uni.createFrom().item(true);
              }
              var step = executionContext.flow().step(waiting.step()).orElseThrow();
              return holds(executionContext, step, job.position())
                  .chain(
                      holds ->
                          holds
                              ? instanceExecutor.apply(
                                  workspace,
                                  job.instance(),
                                  new Event.AwaitedEventOccurred(job.position()))
                              : Uni.createFrom().nullItem())
                  .replaceWith(true);
            });
  }

  private Uni<ExecutionContext> context(Workspace workspace, FlowJob job) {
    return InstanceStore.find(pool, workspace.schema(), job.instance())
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_INSTANCE_NOT_FOUND))
        .chain(storedInstance -> contexts.of(pool, workspace, storedInstance));
  }

  private static Token.Wait pending(ExecutionContext executionContext, int position) {
    return executionContext.stored().instance().state().open().stream()
        .filter(one -> one.id() == position && one instanceof Token.Wait)
        .map(Token.Wait.class::cast)
        .findFirst()
        .orElse(null);
  }

  private Uni<Boolean> holds(ExecutionContext executionContext, CompiledStep step, int position) {
    var instance = executionContext.stored().instance();
    var event = ((WaitStep) step.step()).event();
    var subjectRecord = TokenQueries.subject(executionContext.flow(), instance, position);
    return DatabaseStepExecutor.scope(executionContext, instance, step, subjectRecord)
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
                          executionContext.flow().forms().get(event.form()),
                          (Expression.Subquery) step.formula("where").tree(),
                          evaluationContext,
                          ExpressionDataAccess.Range.ALL,
                          1)
                      .map(found -> !found.isEmpty());
            });
  }

  private Uni<Boolean> outside(Workspace workspace, FlowJob job) {
    return context(workspace, job)
        .chain(
            executionContext -> {
              var waiting = pending(executionContext, job.position());
              boolean wanted = waiting != null && waiting.what() == Token.WaitReason.JOB;
              return wanted ? outside(executionContext, job, waiting) : Uni.createFrom().item(true);
            });
  }

  private Uni<Boolean> outside(ExecutionContext executionContext, FlowJob job, Token.Wait waiting) {
    var workspace = executionContext.workspace();
    return externalSteps
        .perform(executionContext, waiting)
        .onItem()
        .transformToUni(
            worked -> instanceExecutor.apply(workspace, job.instance(), worked).replaceWith(true))
        .onFailure(ExternalStepExecutor.CallFailedException.class)
        .recoverWithUni(failure -> failed(workspace, job, waiting, failure));
  }

  private Uni<Boolean> failed(
      Workspace workspace,
      FlowJob job,
      Token.Wait waiting,
      ExternalStepExecutor.CallFailedException failure) {
    if (failure.mayPass() && job.attempts() + 1 < TRIES) {
      return queue
          .retry(workspace.schema(), job, job.backOff(), FailureText.of(failure.getCause()))
          .replaceWith(false);
    }
    return instanceExecutor
        .apply(
            workspace,
            job.instance(),
            new Event.StepExecuted(
                waiting.id(), null, detail(failure), FailureText.of(failure.getCause())))
        .replaceWith(true);
  }

  private static ObjectNode detail(ExternalStepExecutor.CallFailedException failure) {
    return failure.detail();
  }
}
