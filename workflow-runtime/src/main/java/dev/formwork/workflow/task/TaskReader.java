package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.instance.InstanceReader;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.TaskStore;
import dev.formwork.workflow.store.TaskStore.StoredTask;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Loads a task of the caller, and shows it with its record and its instance. */
@ApplicationScoped
class TaskReader {

  private final Pool pool;
  private final CompiledFlows flows;
  private final RecordService records;
  private final RecordQueries queries;
  private final InstanceReader instances;

  TaskReader(
      Pool pool,
      CompiledFlows flows,
      RecordService records,
      RecordQueries queries,
      InstanceReader instances) {
    this.queries = queries;
    this.pool = pool;
    this.flows = flows;
    this.records = records;
    this.instances = instances;
  }

  /** In one statement; fails as not found when it is somebody else's. */
  Uni<LoadedTask> load(Caller caller, UUID task) {
    return TaskStore.findWithInstance(pool, caller.workspace().schema(), task)
        .onItem()
        .ifNull()
        .failWith(TaskReader::missing)
        .invoke(found -> requireTheirs(caller, found.task()))
        .chain(
            found -> {
              var instance = found.stored().instance();
              return flows
                  .version(caller.workspace(), instance.app(), instance.flow(), instance.version())
                  .map(flow -> LoadedTask.of(found.task(), found.stored(), flow));
            });
  }

  private static void requireTheirs(Caller caller, StoredTask task) {
    boolean theirs =
        caller.memberId() != null
            && (caller.memberId().equals(task.member())
                || caller.memberId().equals(task.principal()));
    if (!theirs) {
      throw missing();
    }
  }

  private static Refusal missing() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.TASK_NOT_FOUND);
  }

  /** To its owner, who has seen it from now on. */
  Uni<TaskView> open(Caller caller, UUID task) {
    return load(caller, task)
        .call(
            loaded ->
                loaded.task().seenAt() == null && !caller.readOnly()
                    ? TaskStore.seen(pool, caller.workspace().schema(), task)
                    : Uni.createFrom().voidItem())
        .chain(loaded -> view(caller, loaded));
  }

  /** As it stands after its owner did something with it. */
  Uni<TaskView> show(Caller caller, UUID task) {
    return load(caller, task).chain(loaded -> view(caller, loaded));
  }

  private Uni<TaskView> view(Caller caller, LoadedTask loaded) {
    return record(caller, loaded)
        .chain(
            record ->
                instances
                    .view(caller, loaded.stored())
                    .chain(
                        instance ->
                            changes(caller, loaded, record)
                                .map(changes -> view(caller, loaded, record, instance, changes))));
  }

  private static TaskView view(
      Caller caller,
      LoadedTask loaded,
      StoredRecord record,
      InstanceView instance,
      List<ChangedSince> changes) {
    var step = loaded.step();
    return new TaskView(
        TaskActionsPolicy.card(loaded),
        instance,
        loaded.form(),
        record,
        TaskActionsPolicy.actions(caller, loaded),
        TaskActionsPolicy.labels(step),
        step instanceof ApproveStep approve && approve.comment(),
        step instanceof ApproveStep signed && signed.sign(),
        TaskActionsPolicy.returnTo(loaded),
        TaskActionsPolicy.choosesFor(loaded),
        TaskRights.required(step),
        changes,
        loaded.reader(caller));
  }

  /** Of the record that goes through the flow, as far as its reader may see it. */
  private Uni<List<ChangedSince>> changes(Caller caller, LoadedTask loaded, StoredRecord record) {
    var instance = loaded.stored().instance();
    if (record == null
        || loaded.isOver()
        || instance.subject() == null
        || !instance.subject().record().equals(record.id())) {
      return Uni.createFrom().item(List.of());
    }
    boolean submitted = loaded.flow().definition().trigger() instanceof Trigger.Submitted;
    return Uni.createFrom()
        .deferred(
            () ->
                queries.sinceSubmission(
                    loaded.reader(caller), loaded.form(), record, instance.startedAt(), submitted))
        .map(
            history ->
                SubmissionChanges.of(
                    loaded.form(),
                    history,
                    instance.startedAt(),
                    submitted,
                    loaded.flow().ownFields(),
                    instance.state().derived(),
                    record))
        .onFailure(Refusal.class)
        .recoverWithItem(List.of());
  }

  /** Null when it is gone, or there is none. */
  private Uni<StoredRecord> record(Caller caller, LoadedTask loaded) {
    if (loaded.subject() == null) {
      return Uni.createFrom().nullItem();
    }
    return Uni.createFrom()
        .deferred(
            () ->
                records.showAtTask(loaded.reader(caller), loaded.form(), loaded.subject().record()))
        .onFailure(Refusal.class)
        .recoverWithItem((StoredRecord) null);
  }
}
