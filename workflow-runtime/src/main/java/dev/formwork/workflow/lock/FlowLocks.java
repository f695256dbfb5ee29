package dev.formwork.workflow.lock;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.event.RecordEventListener;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Refuses what is changed of a record in approval, or after it, in the transaction of the change,
 * whoever changes it and by which way: screens, API, imports, scripts, other flows. What the
 * present step opens is changed at its task; the flow itself, those it calls, those that answer to
 * what happens in it and those it names change what they will. The record as a whole is deleted or
 * sent again by none of the others, administrators included, who unlock it first. What is a flow's
 * own is set by no person at any time. What only follows from other records (rollups, formulas) is
 * no change.
 */
@ApplicationScoped
@Priority(FlowLocks.BEFORE_TRIGGERS)
class FlowLocks implements RecordEventListener {

  /** A run that a change itself starts does not lock it. */
  static final int BEFORE_TRIGGERS = 100;

  private final CompiledFlows flows;
  private final RecordRuns runs;

  FlowLocks(CompiledFlows flows, RecordRuns runs) {
    this.flows = flows;
    this.runs = runs;
  }

  @Override
  public void committed() {}

  @Override
  public Uni<Void> happened(SqlClient sql, RecordEvent happening) {
    var run = run(happening);
    boolean byHand = run == null;
    if (byHand && happening.caller().isSystem()) {
      return Uni.createFrom().voidItem();
    }
    var changed =
        happening.kind() == RecordEvent.Kind.DELETED
            ? Set.<String>of()
            : EnteredChanges.of(happening);
    if (changed.isEmpty() && !isWhole(happening)) {
      return Uni.createFrom().voidItem();
    }
    return flows
        .of(happening.caller().workspace(), happening.form().app())
        .map(current -> ofForm(current.values(), happening))
        .chain(own -> check(sql, own, happening, changed, run));
  }

  private Uni<Void> check(
      SqlClient sql, List<CompiledFlow> own, RecordEvent happening, Set<String> changed, UUID run) {
    var owned =
        run == null && !changed.isEmpty()
            ? OwnedStages.problems(own, happening, changed)
            : List.<Problem>of();
    if (happening.kind() == RecordEvent.Kind.CREATED) {
      return refuseOwned(sql, happening, owned);
    }
    return refuseOwned(sql, happening, owned)
        .chain(() -> runs.locking(sql, happening, run))
        .invoke(
            found ->
                refuse(
                    found.stream()
                        .flatMap(one -> problems(one, happening, changed, run == null))
                        .distinct()
                        .toList()))
        .replaceWithVoid();
  }

  /** An administrator who unlocked the record repairs also what flows set. */
  private static Uni<Void> refuseOwned(
      SqlClient sql, RecordEvent happening, List<Problem> problems) {
    if (problems.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    if (happening.kind() == RecordEvent.Kind.CREATED || !happening.caller().isAdministrator()) {
      throw Refusal.invalid(problems);
    }
    return RecordUnlock.current(sql, happening.caller().workspace().schema(), happening.record())
        .invoke(
            unlock -> {
              if (unlock == null) {
                throw Refusal.invalid(problems);
              }
            })
        .replaceWithVoid();
  }

  /** The run of a flow that does it, by itself or at a task of it; null: people and programs. */
  private static UUID run(RecordEvent happening) {
    if (happening.cause() != null) {
      return happening.cause().instance();
    }
    var guest = happening.caller().guest();
    return guest == null ? null : guest.run();
  }

  /** Whether it concerns the record as a whole, whatever is changed of it. */
  private static boolean isWhole(RecordEvent happening) {
    return switch (happening.kind()) {
      case SUBMITTED, DELETED -> true;
      case CREATED, CHANGED -> false;
    };
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

  private static Stream<Problem> problems(
      RecordRuns.Locking locking, RecordEvent happening, Set<String> changed, boolean byHand) {
    var lock = locking.lock();
    var owned = happening.form().links().owned(happening.form().key()).keySet();
    boolean whole = lock.fields() == null && isWhole(happening);
    return Stream.concat(
        whole ? Stream.of(problem(locking, "")) : Stream.<Problem>of(),
        changed.stream()
            .filter(lock::locks)
            // By hand, a flow's own field got here by a move that the flow leaves to people.
            .filter(
                field -> !(byHand && lock.kind() == RunLock.Kind.APPROVED && owned.contains(field)))
            .sorted()
            .map(field -> problem(locking, "/" + field)));
  }

  static Problem problem(RecordRuns.Locking locking, String path) {
    var title = locking.flow().definition().title();
    return switch (locking.lock().kind()) {
      case STAGES -> Problem.at(path, FlowProblem.RECORD_STAGE_OF_FLOW, title);
      case APPROVED -> Problem.at(path, FlowProblem.RECORD_APPROVED, title);
      case IN_APPROVAL ->
          Problem.at(
              path,
              FlowProblem.RECORD_IN_APPROVAL,
              title,
              step(locking.flow(), locking.lock().step()));
    };
  }

  /**
   * @param key null: it has not begun
   */
  static Title step(CompiledFlow flow, String key) {
    return key == null
        ? new Title("Start", "开始")
        : flow.step(key)
            .map(step -> step.step().title())
            .orElse(new Title("Corrections by the submitter", "提交人修改"));
  }
}
