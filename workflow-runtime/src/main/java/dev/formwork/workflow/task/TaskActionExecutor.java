package dev.formwork.workflow.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.comment.Comment;
import dev.formwork.workflow.comment.Comments;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.engine.TokenQueries;
import dev.formwork.workflow.instance.InstanceReader;
import dev.formwork.workflow.people.SystemCallers;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceExecutor;
import dev.formwork.workflow.store.InstanceStore;
import dev.formwork.workflow.store.TaskStore;
import dev.formwork.workflow.store.TaskStore.StoredTask;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Shows one task with its record and executes an action on it. */
@ApplicationScoped
class TaskActionExecutor {

  private final Pool pool;
  private final InstanceExecutor instanceExecutor;
  private final CompiledFlows flows;
  private final SystemCallers systemCallers;
  private final RecordService records;
  private final InstanceReader reads;
  private final Comments comments;
  private final AlreadyDecided alreadyDecided;

  TaskActionExecutor(
      Pool pool,
      InstanceExecutor instanceExecutor,
      CompiledFlows flows,
      SystemCallers systemCallers,
      RecordService records,
      InstanceReader reads,
      Comments comments,
      AlreadyDecided alreadyDecided) {
    this.pool = pool;
    this.instanceExecutor = instanceExecutor;
    this.flows = flows;
    this.systemCallers = systemCallers;
    this.records = records;
    this.reads = reads;
    this.comments = comments;
    this.alreadyDecided = alreadyDecided;
  }

  /**
   * A task with its instance, flow, step and record.
   *
   * @param step null: the submitter mends what came back
   * @param subject nullable
   */
  record LoadedTask(
      StoredTask task,
      InstanceStore.StoredInstance stored,
      CompiledFlow flow,
      Step step,
      SubjectRecord subject) {

    CompiledForm form() {
      return subject == null ? null : flow.forms().get(subject.form());
    }

    Caller reader(Caller caller) {
      return subject == null
          ? caller
          : TaskRights.of(caller, stored.instance().app(), subject, step, task.closedAt() != null);
    }
  }

  private Uni<LoadedTask> hand(Caller caller, UUID task) {
    return TaskStore.findWithInstance(pool, caller.workspace().schema(), task)
        .onItem()
        .ifNull()
        .failWith(TaskActionExecutor::missing)
        .invoke(found -> requireTheirs(caller, found.task()))
        .chain(found -> hand(caller, found.task(), found.stored()));
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

  private Uni<LoadedTask> hand(
      Caller caller, StoredTask task, InstanceStore.StoredInstance storedInstance) {
    var instance = storedInstance.instance();
    return flows
        .version(caller.workspace(), instance.app(), instance.flow(), instance.version())
        .map(
            flow ->
                new LoadedTask(
                    task,
                    storedInstance,
                    flow,
                    flow.step(task.step()).map(one -> one.step()).orElse(null),
                    TokenQueries.subject(flow, instance, task.position())));
  }

  Uni<TaskView> open(Caller caller, UUID task) {
    return hand(caller, task)
        .call(
            loadedTask ->
                loadedTask.task.seenAt() == null && !caller.readOnly()
                    ? TaskStore.seen(pool, caller.workspace().schema(), task)
                    : Uni.createFrom().voidItem())
        .chain(
            loadedTask ->
                record(caller, loadedTask)
                    .chain(
                        record ->
                            reads
                                .view(caller, loadedTask.stored)
                                .map(
                                    instance ->
                                        new TaskView(
                                            TaskActionsPolicy.card(loadedTask),
                                            instance,
                                            loadedTask.form(),
                                            record,
                                            TaskActionsPolicy.actions(caller, loadedTask),
                                            TaskActionsPolicy.labels(loadedTask.step),
                                            loadedTask.step instanceof ApproveStep approve
                                                && approve.comment(),
                                            loadedTask.step instanceof ApproveStep signed
                                                && signed.sign(),
                                            TaskActionsPolicy.returnTo(loadedTask),
                                            TaskActionsPolicy.choosesFor(loadedTask),
                                            TaskRights.required(loadedTask.step),
                                            loadedTask.reader(caller)))));
  }

  /** Null when it is gone. */
  private Uni<StoredRecord> record(Caller caller, LoadedTask loadedTask) {
    if (loadedTask.subject == null) {
      return Uni.createFrom().nullItem();
    }
    return systemCallers
        .of(caller.workspace())
        .chain(
            platform ->
                records.showAtTask(
                    loadedTask.reader(caller),
                    platform,
                    loadedTask.form(),
                    loadedTask.subject.record()))
        .onFailure(Refusal.class)
        .recoverWithItem((StoredRecord) null);
  }

  Uni<Void> act(Caller caller, UUID task, TaskAction action) {
    return hand(caller, task)
        .chain(
            loadedTask ->
                loadedTask.task.closedAt() != null && action.kind() != ActionKind.COMMENT
                    ? alreadyDecided.refuse(caller, loadedTask.task)
                    : act(caller, loadedTask, action));
  }

  private Uni<Void> act(Caller caller, LoadedTask loadedTask, TaskAction action) {
    if (!TaskActionsPolicy.actions(caller, loadedTask).contains(action.kind())
        && action.kind() != ActionKind.COMMENT) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, FlowProblem.TASK_ACTION_NOT_OFFERED);
    }
    return switch (action.kind()) {
      case COMMENT ->
          comments.comment(
              caller,
              loadedTask.stored,
              loadedTask.task.step(),
              new Comment(action.comment(), action.people(), action.files()));
      case SAVE ->
          action.changes() == null
              ? Uni.createFrom().voidItem()
              : records
                  .change(
                      loadedTask.reader(caller),
                      loadedTask.form(),
                      loadedTask.subject.record(),
                      null,
                      action.changes())
                  .chain(
                      () ->
                          TaskStore.saved(pool, caller.workspace().schema(), loadedTask.task.id()));
      case APPROVE, REJECT, RETURN, TRANSFER, ADD_APPROVER, ASK, ANSWER, COMPLETE, RESUBMIT ->
          decide(caller, loadedTask, action);
      case URGE, WITHDRAW, TAKE_BACK, TERMINATE ->
          throw Refusal.of(Refusal.Kind.MALFORMED, FlowProblem.TASK_OTHER_KIND);
    };
  }

  private Uni<Void> decide(Caller caller, LoadedTask loadedTask, TaskAction action) {
    check(loadedTask, action);
    var event =
        new Event.TaskDecided(
            loadedTask.task.id(),
            caller.memberId(),
            actOf(action),
            Comment.limitLength(action.comment()),
            detail(loadedTask, action));
    boolean needsRecord =
        loadedTask.subject != null
            && (action.changes() != null
                || isFinal(action) && !TaskRights.required(loadedTask.step).isEmpty());
    var moved =
        needsRecord
            ? instanceExecutor.moveWith(
                caller.workspace(),
                loadedTask.stored.instance().id(),
                event,
                (sql, joined) -> changed(caller, loadedTask, action, joined))
            : instanceExecutor.moveLoaded(caller.workspace(), loadedTask.stored, event);
    return moved
        .replaceWithVoid()
        .onFailure(TaskActionExecutor::isOver)
        .recoverWithUni(
            () ->
                TaskStore.find(pool, caller.workspace().schema(), loadedTask.task.id())
                    .chain(now -> alreadyDecided.refuse(caller, now)));
  }

  private static boolean isOver(Throwable failure) {
    return failure instanceof Refusal refusal
        && (refusal.is(FlowProblem.TASK_OVER) || refusal.is(FlowProblem.FLOW_OVER));
  }

  private static boolean isFinal(TaskAction action) {
    return action.kind() == ActionKind.APPROVE || action.kind() == ActionKind.COMPLETE;
  }

  /** In the transaction of the decision: the record as it is then must be complete. */
  private Uni<Void> changed(
      Caller caller, LoadedTask loadedTask, TaskAction action, RecordService joined) {
    var changes =
        action.changes() == null ? RecordInput.empty(loadedTask.form().slots()) : action.changes();
    var reader = loadedTask.reader(caller);
    return (changes.given().isEmpty()
            ? joined.get(reader, loadedTask.form(), loadedTask.subject.record())
            : joined.change(reader, loadedTask.form(), loadedTask.subject.record(), null, changes))
        .invoke(record -> requireFilled(loadedTask, action, record))
        .replaceWithVoid();
  }

  private static void requireFilled(LoadedTask loadedTask, TaskAction action, StoredRecord record) {
    if (!isFinal(action)) {
      return;
    }
    var fields = loadedTask.form().definition().fields();
    var problems = new ArrayList<Problem>();
    for (var key : TaskRights.required(loadedTask.step)) {
      for (int slot = 0; slot < fields.size(); slot++) {
        var value = record.data().get(slot);
        boolean empty = value == null || value instanceof List<?> list && list.isEmpty();
        if (fields.get(slot).key().value().equals(key) && empty) {
          problems.add(Problem.at("/" + key, CoreProblem.REQUIRED));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  private static void check(LoadedTask loadedTask, TaskAction action) {
    boolean decides = action.kind() == ActionKind.APPROVE || action.kind() == ActionKind.REJECT;
    if (decides && loadedTask.step instanceof ApproveStep approve && approve.comment()
        || action.kind() == ActionKind.ANSWER) {
      Comment.requireText(action.comment());
    }
    if (action.kind() == ActionKind.APPROVE
        && loadedTask.step instanceof ApproveStep approve
        && approve.sign()) {
      SignatureCheck.check(action.signature());
    }
    boolean names =
        action.kind() == ActionKind.TRANSFER
            || action.kind() == ActionKind.ADD_APPROVER
            || action.kind() == ActionKind.ASK;
    if (names && action.people().isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/people", CoreProblem.REQUIRED)));
    }
    if (action.kind() == ActionKind.APPROVE) {
      for (var later : TaskActionsPolicy.choosesFor(loadedTask)) {
        if (action.chosen().getOrDefault(later, List.of()).isEmpty()) {
          throw Refusal.invalid(List.of(Problem.at("/chosen/" + later, CoreProblem.REQUIRED)));
        }
      }
    }
  }

  private static Event.TaskDecision actOf(TaskAction action) {
    return switch (action.kind()) {
      case APPROVE -> new Event.TaskDecision.Approve(action.chosen());
      case REJECT -> new Event.TaskDecision.Reject();
      case RETURN -> new Event.TaskDecision.Return(action.step(), action.straightBack());
      case TRANSFER -> new Event.TaskDecision.Transfer(action.people().getFirst());
      case ADD_APPROVER -> new Event.TaskDecision.AddApprovers(action.people(), action.placement());
      case ASK -> new Event.TaskDecision.AskOpinion(action.people());
      case ANSWER -> new Event.TaskDecision.GiveOpinion();
      case COMPLETE, RESUBMIT -> new Event.TaskDecision.Complete();
      case COMMENT, SAVE, URGE, WITHDRAW, TAKE_BACK, TERMINATE ->
          throw new IllegalStateException("No decision: " + action.kind());
    };
  }

  /** What of a decision is kept beside its comment; null: nothing. */
  private static ObjectNode detail(LoadedTask loadedTask, TaskAction action) {
    var detail = DefinitionJson.mapper().createObjectNode();
    if (action.signature() != null) {
      detail.put("signature", action.signature());
    }
    if (action.changes() != null && loadedTask.form() != null) {
      var fields = detail.putArray("fields");
      action.changes().given().stream()
          .forEach(
              slot -> fields.add(loadedTask.form().definition().fields().get(slot).key().value()));
    }
    if (!action.people().isEmpty()) {
      var people = detail.putArray("people");
      action.people().forEach(one -> people.add(one.toString()));
    }
    if (action.kind() == ActionKind.RETURN) {
      detail.put("to", action.step() == null ? Token.SUBMITTER : action.step());
    }
    return detail.isEmpty() ? null : detail;
  }
}
