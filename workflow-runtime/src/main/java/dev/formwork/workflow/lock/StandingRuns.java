package dev.formwork.workflow.lock;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.InstanceStore;
import dev.formwork.workflow.store.InstanceStore.StoredInstance;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Of all that flows did with a record, the runs that say what holds now: those under way, and of
 * each flow that none is under way of the one that decided last. Runs that were begun and withdrawn
 * since, or that asked nobody, undo no decision.
 */
@ApplicationScoped
class StandingRuns {

  private static final Comparator<Run> OLDEST =
      Comparator.comparing(run -> run.stored.instance().startedAt());

  private final CompiledFlows flows;

  StandingRuns(CompiledFlows flows) {
    this.flows = flows;
  }

  /** Oldest first. */
  Uni<List<Run>> of(SqlClient sql, Caller caller, AppKey app, RecordId record) {
    return InstanceStore.locking(sql, caller.workspace().schema(), record)
        .chain(
            stored ->
                stored.isEmpty()
                    ? Uni.createFrom().item(List.<Run>of())
                    : flows
                        .of(caller.workspace(), app)
                        .chain(current -> runs(sql, caller, current, stored))
                        .chain(runs -> standing(sql, caller, runs)));
  }

  /** Those under way that go through records of the form in a loop, this one among them. */
  Uni<List<Run>> loopingOver(SqlClient sql, Caller caller, CompiledForm form, RecordId record) {
    return flows
        .of(caller.workspace(), form.app())
        .chain(
            current -> {
              var approving =
                  current.values().stream()
                      .filter(flow -> RunLock.approvesEach(flow, form.definition().key()))
                      .map(CompiledFlow::key)
                      .toList();
              return approving.isEmpty()
                  ? Uni.createFrom().item(List.<Run>of())
                  : InstanceStore.loopingOver(
                          sql, caller.workspace().schema(), form.app(), approving, record)
                      .chain(stored -> runs(sql, caller, current, stored));
            });
  }

  /** A run, and the flow that says what it locks. */
  record Run(StoredInstance stored, CompiledFlow flow) {

    private boolean isOver() {
      return stored.instance().status().isOver();
    }

    /** App and flow: what an earlier run of it decided, a later one decides anew. */
    private List<Object> process() {
      return List.of(stored.instance().app(), stored.instance().flow());
    }
  }

  private Uni<List<Run>> runs(
      SqlClient sql,
      Caller caller,
      Map<String, CompiledFlow> current,
      List<StoredInstance> stored) {
    return Multi.createFrom()
        .iterable(stored)
        .onItem()
        .transformToUniAndConcatenate(one -> run(sql, caller, current, one))
        .collect()
        .asList();
  }

  /**
   * After its end a flow locks as it says now, not as it once did, as long as it still approves
   * such records at all.
   *
   * @return null for one that is over, of a flow that cannot be read any more
   */
  private Uni<Run> run(
      SqlClient sql, Caller caller, Map<String, CompiledFlow> current, StoredInstance stored) {
    var instance = stored.instance();
    var now = current.get(instance.flow());
    boolean isOver = instance.status().isOver();
    if (isOver && now != null && approvesSuch(now, instance)) {
      return Uni.createFrom().item(new Run(stored, now));
    }
    var then =
        flows
            .version(sql, caller.workspace(), instance.app(), instance.flow(), instance.version())
            .map(flow -> new Run(stored, flow));
    return isOver ? then.onFailure(Refusal.class).recoverWithItem((Run) null) : then;
  }

  private static boolean approvesSuch(CompiledFlow flow, Instance instance) {
    return flow.form() != null
        && instance.subject() != null
        && flow.form().key().equals(instance.subject().form())
        && RunLock.hasApprovals(flow);
  }

  /** Those under way, and of each other flow the one that decided last. */
  private Uni<List<Run>> standing(SqlClient sql, Caller caller, List<Run> newestFirst) {
    var standing = new ArrayList<>(newestFirst.stream().filter(run -> !run.isOver()).toList());
    var anew =
        standing.stream()
            .filter(run -> RunLock.decidesAnew(run.flow, run.stored))
            .map(Run::process)
            .collect(Collectors.toSet());
    var ended =
        newestFirst.stream()
            .filter(run -> run.isOver() && !anew.contains(run.process()))
            .collect(Collectors.groupingBy(Run::process));
    return Multi.createFrom()
        .iterable(ended.values())
        .onItem()
        .transformToUniAndConcatenate(ofFlow -> decided(sql, caller, ofFlow))
        .onItem()
        .invoke(standing::add)
        .collect()
        .asList()
        .map(_ -> standing.stream().sorted(OLDEST).toList());
  }

  /** Null when none of them decided anything. */
  private static Uni<Run> decided(SqlClient sql, Caller caller, List<Run> newestFirst) {
    var first =
        newestFirst.stream().filter(run -> RunLock.isDecided(run.flow, run.stored)).findFirst();
    var newest = newestFirst.getFirst();
    if (first.isPresent() || !RunLock.hasApprovals(newest.flow)) {
      return Uni.createFrom().item(first.orElse(null));
    }
    var instance = newest.stored.instance();
    return InstanceStore.newestDecided(
            sql,
            caller.workspace().schema(),
            instance.subject().record(),
            instance.app(),
            instance.flow())
        .map(stored -> stored == null ? null : new Run(stored, newest.flow));
  }
}
