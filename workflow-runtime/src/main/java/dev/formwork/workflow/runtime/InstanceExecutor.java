package dev.formwork.workflow.runtime;

import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.store.InstanceStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Applies events to instances: loads the instance and what the decision needs, lets the engine
 * decide, and stores the transition. A decision that touches only flow tables is stored by one
 * statement that checks the instance's revision and is decided anew if another writer was first. A
 * decision with database steps is left to {@link TransactionalExecutor}.
 */
@ApplicationScoped
public class InstanceExecutor {

  private static final int TRIES = 40;

  private final Pool pool;
  private final ExecutionContexts contexts;
  private final TransactionalExecutor transactions;
  private final TransitionBuilder transitions;
  private final LiveTasks live;

  InstanceExecutor(
      Pool pool,
      ExecutionContexts contexts,
      TransactionalExecutor transactions,
      TransitionBuilder transitions,
      LiveTasks live) {
    this.pool = pool;
    this.contexts = contexts;
    this.transactions = transactions;
    this.transitions = transitions;
    this.live = live;
  }

  /** Fails as not found, or as a conflict when the instance does not take the event. */
  public Uni<Instance> apply(Workspace workspace, UUID instance, Event event) {
    return load(workspace, instance).chain(stored -> tryApply(workspace, stored, event, TRIES));
  }

  /** The same for one just loaded; it is loaded again only when it moved since. */
  public Uni<Instance> apply(
      Workspace workspace, InstanceStore.StoredInstance loaded, Event event) {
    return tryApply(workspace, loaded, event, TRIES + 1);
  }

  private Uni<InstanceStore.StoredInstance> load(Workspace workspace, UUID instance) {
    return InstanceStore.find(pool, workspace.schema(), instance)
        .onItem()
        .ifNull()
        .failWith(InstanceExecutor::missing);
  }

  static Refusal missing() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_INSTANCE_NOT_FOUND);
  }

  /** When somebody else moved the instance meanwhile, it is loaded and decided anew. */
  private Uni<Instance> tryApply(
      Workspace workspace, InstanceStore.StoredInstance stored, Event event, int tries) {
    var id = stored.instance().id();
    return contexts
        .of(pool, workspace, stored)
        .chain(
            context ->
                context
                    .decide(stored.instance(), event)
                    .chain(
                        decision ->
                            decision.needsTransaction()
                                ? transactions.apply(workspace, id, event, null)
                                : store(context, decision)
                                    .chain(
                                        isStored ->
                                            isStored
                                                ? Uni.createFrom()
                                                    .item(decision.instance().stored())
                                                : retry(workspace, id, event, tries))));
  }

  private Uni<Instance> retry(Workspace workspace, UUID id, Event event, int tries) {
    if (tries == 0) {
      throw Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.FLOW_BUSY);
    }
    return load(workspace, id).chain(stored -> tryApply(workspace, stored, event, tries - 1));
  }

  /** False when another writer was first. */
  private Uni<Boolean> store(ExecutionContext context, Decision decision) {
    if (isNothing(context.stored().instance(), decision)) {
      return Uni.createFrom().item(true);
    }
    return transitions
        .transition(context, decision)
        .chain(
            transition ->
                InstanceStore.store(
                        context.sql(),
                        context.workspace().schema(),
                        context.base().now(),
                        List.of(transition))
                    .map(stored -> !stored.isEmpty())
                    .invoke(
                        isStored -> {
                          if (isStored) {
                            live.moved(context.workspace(), transition);
                          }
                        }));
  }

  private static boolean isNothing(Instance before, Decision decision) {
    return decision.effects().isEmpty()
        && decision.history().isEmpty()
        && decision.instance().equals(before);
  }
}
