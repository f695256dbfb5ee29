package dev.formwork.workflow.lock;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.event.RecordEventListener;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.InstanceStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Refuses what people change of a record in approval, in the transaction of the change, whoever
 * changes it and by which way: screens, API, imports, scripts. What the present step opens is
 * changed at its task, and flows change what they will. A stage that is a flow's own is set by no
 * person at any time.
 */
@ApplicationScoped
@Priority(FlowLocks.BEFORE_TRIGGERS)
class FlowLocks implements RecordEventListener {

  /** A run that a change itself starts does not lock it. */
  static final int BEFORE_TRIGGERS = 100;

  private final CompiledFlows flows;

  FlowLocks(CompiledFlows flows) {
    this.flows = flows;
  }

  @Override
  public void committed() {}

  @Override
  public Uni<Void> happened(SqlClient sql, RecordEvent happening) {
    if (happening.kind() == RecordEvent.Kind.DELETED || !isByHand(happening)) {
      return Uni.createFrom().voidItem();
    }
    var changed = EnteredChanges.of(happening);
    if (changed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var workspace = happening.caller().workspace();
    return flows
        .of(workspace, happening.form().app())
        .map(current -> ofForm(current.values(), happening))
        .invoke(own -> refuse(OwnedStages.problems(own, happening, changed)))
        .chain(
            own ->
                happening.kind() == RecordEvent.Kind.CREATED
                        || own.stream().noneMatch(flow -> flow.definition().isForPeople())
                    ? Uni.createFrom().voidItem()
                    : requireUnlocked(sql, workspace, happening, changed));
  }

  /** A person or a program did it, not a flow, and not at a task, which opens what it opens. */
  private static boolean isByHand(RecordEvent happening) {
    var caller = happening.caller();
    boolean atTask = caller.guest() != null && caller.memberId() != null;
    return happening.cause() == null && !caller.isSystem() && !atTask;
  }

  private static List<CompiledFlow> ofForm(
      Collection<CompiledFlow> current, RecordEvent happening) {
    return current.stream()
        .filter(flow -> flow.form() != null && flow.form().key().equals(happening.form().key()))
        .toList();
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  private Uni<Void> requireUnlocked(
      SqlClient sql, Workspace workspace, RecordEvent happening, Set<String> changed) {
    return InstanceStore.running(sql, workspace.schema(), happening.record())
        .onItem()
        .transformToMulti(found -> Multi.createFrom().iterable(found))
        .onItem()
        .transformToUniAndConcatenate(
            stored ->
                flows
                    .version(
                        sql,
                        workspace,
                        stored.instance().app(),
                        stored.instance().flow(),
                        stored.instance().version())
                    .invoke(flow -> refuse(problems(flow, stored.instance(), happening, changed))))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static List<Problem> problems(
      CompiledFlow flow, Instance instance, RecordEvent happening, Set<String> changed) {
    if (isRepair(instance, happening)) {
      return List.of();
    }
    var lock = RunLock.of(flow, instance, happening.caller().memberId()).orElse(null);
    return lock == null
        ? List.of()
        : changed.stream()
            .filter(lock::locks)
            .sorted()
            .map(field -> problem(flow, lock, field))
            .toList();
  }

  /** What stands still for want of a value is set going by an administrator. */
  private static boolean isRepair(Instance instance, RecordEvent happening) {
    return instance.status() == InstanceStatus.FAILED && happening.caller().isAdministrator();
  }

  private static Problem problem(CompiledFlow flow, RunLock lock, String field) {
    var title = flow.definition().title();
    return lock.step() == null
        ? Problem.at("/" + field, FlowProblem.RECORD_STAGE_OF_FLOW, title)
        : Problem.at("/" + field, FlowProblem.RECORD_IN_APPROVAL, title, step(flow, lock.step()));
  }

  private static Title step(CompiledFlow flow, String key) {
    return flow.step(key)
        .map(step -> step.step().title())
        .orElse(new Title("Corrections by the submitter", "提交人修改"));
  }
}
