package dev.formwork.workflow.lock;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.InstanceStore;
import dev.formwork.workflow.store.InstanceStore.StoredInstance;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The runs of flows that lock a record, for somebody or for the run of another flow. */
@ApplicationScoped
class RecordRuns {

  private final CompiledFlows flows;
  private final StandingRuns standing;

  RecordRuns(CompiledFlows flows, StandingRuns standing) {
    this.flows = flows;
    this.standing = standing;
  }

  /** A run, and what it locks. */
  record Locking(StoredInstance stored, CompiledFlow flow, RunLock lock) {}

  /**
   * What stands in the way of a change.
   *
   * @param run that makes it; null: a person or a program
   */
  Uni<List<Locking>> locking(SqlClient sql, RecordEvent happening, UUID run) {
    var before = happening.before() == null ? happening.after() : happening.before();
    return locking(sql, happening.caller(), happening.form(), before)
        .chain(
            found ->
                run == null || found.isEmpty()
                    ? Uni.createFrom().item(found)
                    : flows
                        .of(happening.caller().workspace(), happening.form().app())
                        .chain(
                            current -> withoutOwn(sql, happening.caller(), current, found, run)));
  }

  /** What is locked to somebody, apart from what an administrator unlocked. */
  Uni<List<Locking>> locking(SqlClient sql, Caller caller, CompiledForm form, StoredRecord record) {
    return all(sql, caller, form, record)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(found)
                    : RecordUnlock.current(sql, caller.workspace().schema(), record.id())
                        .map(
                            unlock ->
                                unlock == null
                                    ? found
                                    : found.stream()
                                        .filter(one -> !unlock.opens(one.stored().instance()))
                                        .toList()));
  }

  /** What is locked to somebody, unlocked or not. */
  Uni<List<Locking>> all(SqlClient sql, Caller caller, CompiledForm form, StoredRecord record) {
    return standing
        .of(sql, caller, form.app(), record.id())
        .map(
            found ->
                found.stream()
                    .flatMap(run -> lock(caller, run).stream())
                    .filter(one -> !isReopened(one, form, record)))
        .chain(
            own ->
                standing
                    .loopingOver(sql, caller, form, record.id())
                    .map(
                        found ->
                            Stream.concat(
                                    own,
                                    found.stream()
                                        .flatMap(run -> inLoop(caller, run, record.id()).stream()))
                                .toList()));
  }

  private static Optional<Locking> lock(Caller caller, StandingRuns.Run run) {
    var instance = run.stored().instance();
    return isLetIn(caller, run.flow()) || isRepair(caller, instance)
        ? Optional.empty()
        : RunLock.of(run.flow(), instance, caller.memberId())
            .map(lock -> new Locking(run.stored(), run.flow(), lock));
  }

  private static Optional<Locking> inLoop(Caller caller, StandingRuns.Run run, RecordId record) {
    var instance = run.stored().instance();
    return isLetIn(caller, run.flow()) || isRepair(caller, instance)
        ? Optional.empty()
        : RunLock.inLoop(run.flow(), instance, record, caller.memberId())
            .map(lock -> new Locking(run.stored(), run.flow(), lock));
  }

  /** Whether it is at a value from which it has to go through again. */
  private static boolean isReopened(Locking locking, CompiledForm form, StoredRecord record) {
    return locking.lock().kind() == RunLock.Kind.APPROVED
        && locking.stored().instance().status().isOver()
        && locking.flow().definition().owns().stream()
            .anyMatch(
                owned ->
                    owned
                        .editable()
                        .contains(
                            String.valueOf(EnteredChanges.value(form, record, owned.field()))));
  }

  /** The people whom the flow names. */
  private static boolean isLetIn(Caller caller, CompiledFlow flow) {
    var named = flow.definition().rules().openFor();
    return named != null
        && caller.guest() == null
        && !caller.isSystem()
        && named.includes(caller.standing(), caller.people());
  }

  /** What stands still for want of a value is set going by an administrator. */
  private static boolean isRepair(Caller caller, Instance instance) {
    return instance.status() == InstanceStatus.FAILED
        && !caller.isSystem()
        && caller.isAdministrator();
  }

  /** Without those to which the run of a flow belongs, or that let its flow in. */
  private static Uni<List<Locking>> withoutOwn(
      SqlClient sql,
      Caller caller,
      Map<String, CompiledFlow> current,
      List<Locking> found,
      UUID run) {
    var schema = caller.workspace().schema();
    return InstanceStore.lineage(sql, schema, run)
        .chain(
            lineage ->
                // A run that is not stored is tried out; what it changes is undone.
                lineage.isEmpty()
                    ? Uni.createFrom().item(List.<Locking>of())
                    : notNamed(sql, schema, current, found, lineage))
        .chain(rest -> withoutCalled(sql, schema, rest, run));
  }

  private static Uni<List<Locking>> notNamed(
      SqlClient sql,
      String schema,
      Map<String, CompiledFlow> current,
      List<Locking> found,
      List<UUID> lineage) {
    return InstanceStore.findAll(sql, schema, lineage)
        .map(
            acting ->
                found.stream()
                    .filter(one -> !lineage.contains(one.stored().instance().id()))
                    .filter(one -> acting.stream().noneMatch(other -> isAgain(one, other)))
                    .filter(
                        one ->
                            acting.stream()
                                .noneMatch(
                                    other -> isNamed(one, other) || answers(current, one, other)))
                    .toList());
  }

  /** What a flow decided once is its own to decide anew. */
  private static boolean isAgain(Locking locking, StoredInstance acting) {
    var over = locking.stored().instance();
    return over.status().isOver()
        && over.app().equals(acting.instance().app())
        && over.flow().equals(acting.instance().flow());
  }

  private static boolean isNamed(Locking locking, StoredInstance acting) {
    return locking.flow().definition().rules().openTo().contains(acting.instance().flow());
  }

  /** Whether the acting flow is one that starts by what happens in the locking one. */
  private static boolean answers(
      Map<String, CompiledFlow> current, Locking locking, StoredInstance acting) {
    var flow = current.get(acting.instance().flow());
    return flow != null
        && flow.definition().trigger() instanceof Trigger.TaskEvent event
        && locking.flow().key().equals(event.flow());
  }

  /** Those that the run itself called, and waits for. */
  private static Uni<List<Locking>> withoutCalled(
      SqlClient sql, String schema, List<Locking> found, UUID run) {
    return Multi.createFrom()
        .iterable(found)
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                InstanceStore.lineage(sql, schema, one.stored().instance().id())
                    .map(above -> above.contains(run) ? null : one))
        .collect()
        .asList();
  }
}
