package dev.formwork.workflow.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.workflow.comment.Comment;
import dev.formwork.workflow.comment.Comments;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.runtime.InstanceExecutor;
import dev.formwork.workflow.runtime.TransactionalExecutor;
import dev.formwork.workflow.store.TaskStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.BiFunction;

/** Executes what its owner does with a task. */
@ApplicationScoped
class TaskActionExecutor {

  private final Pool pool;
  private final InstanceExecutor instanceExecutor;
  private final TransactionalExecutor transactions;
  private final TaskReader tasks;
  private final Comments comments;
  private final AlreadyDecided alreadyDecided;

  TaskActionExecutor(
      Pool pool,
      InstanceExecutor instanceExecutor,
      TransactionalExecutor transactions,
      TaskReader tasks,
      Comments comments,
      AlreadyDecided alreadyDecided) {
    this.pool = pool;
    this.instanceExecutor = instanceExecutor;
    this.transactions = transactions;
    this.tasks = tasks;
    this.comments = comments;
    this.alreadyDecided = alreadyDecided;
  }

  /**
   * @param action made of the caller with the rights of the task, and the form of its record, which
   *     is null without one
   */
  Uni<Void> act(Caller caller, UUID task, BiFunction<Caller, CompiledForm, TaskAction> action) {
    return tasks
        .load(caller, task)
        .chain(loaded -> act(caller, loaded, action.apply(loaded.reader(caller), loaded.form())));
  }

  private Uni<Void> act(Caller caller, LoadedTask loaded, TaskAction action) {
    if (loaded.isOver() && action.kind() != ActionKind.COMMENT) {
      return alreadyDecided.refuse(caller, loaded.task());
    }
    if (!TaskActionsPolicy.actions(caller, loaded).contains(action.kind())
        && action.kind() != ActionKind.COMMENT) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, FlowProblem.TASK_ACTION_NOT_OFFERED);
    }
    return action.kind() == ActionKind.COMMENT
        ? perform(caller, loaded, action)
        : isRecordThere(loaded)
            .chain(
                there -> there ? perform(caller, loaded, action) : endWithRecord(caller, loaded));
  }

  private Uni<Boolean> isRecordThere(LoadedTask loaded) {
    return loaded.subject() == null || loaded.flow().outlivesRecord()
        ? Uni.createFrom().item(true)
        : pool.preparedQuery(
                "SELECT 1 FROM %s WHERE id = $1 AND deleted_at IS NULL"
                    .formatted(loaded.form().table().sql()))
            .execute(Tuple.of(loaded.subject().record().value()))
            .map(rows -> rows.size() > 0);
  }

  /** Nobody decides on what is not there: the task ends, and whoever acts is told. */
  private Uni<Void> endWithRecord(Caller caller, LoadedTask loaded) {
    return instanceExecutor
        .apply(
            caller.workspace(),
            loaded.stored(),
            new Event.RecordGone(loaded.task().position(), caller.memberId()))
        .chain(
            () ->
                Uni.createFrom()
                    .failure(
                        Refusal.of(
                            Refusal.Kind.CONFLICT,
                            FlowProblem.TASK_RECORD_GONE,
                            loaded.stored().title())));
  }

  private Uni<Void> perform(Caller caller, LoadedTask loaded, TaskAction action) {
    return switch (action.kind()) {
      case COMMENT ->
          comments.comment(
              caller,
              loaded.stored(),
              loaded.task().step(),
              new Comment(action.comment(), action.people(), action.files()));
      case SAVE ->
          action.changes() == null ? Uni.createFrom().voidItem() : save(caller, loaded, action);
      case APPROVE, REJECT, RETURN, TRANSFER, ADD_APPROVER, ASK, ANSWER, COMPLETE, RESUBMIT ->
          decide(caller, loaded, action);
      case URGE, WITHDRAW, TAKE_BACK, TERMINATE ->
          throw Refusal.of(Refusal.Kind.MALFORMED, FlowProblem.TASK_OTHER_KIND);
    };
  }

  /** Only while the task is open: who decided meanwhile decided on what was there. */
  private Uni<Void> save(Caller caller, LoadedTask loaded, TaskAction action) {
    var schema = caller.workspace().schema();
    var task = loaded.task().id();
    return transactions.whileStanding(
        caller.workspace(),
        loaded.stored().instance().id(),
        (sql, joined) ->
            TaskStore.find(sql, schema, task)
                .chain(
                    now ->
                        now == null || now.closedAt() != null
                            ? alreadyDecided.refuse(caller, now)
                            : joined
                                .change(
                                    loaded.reader(caller),
                                    loaded.form(),
                                    loaded.subject().record(),
                                    null,
                                    action.changes())
                                .chain(() -> TaskStore.saved(sql, schema, task))));
  }

  private Uni<Void> decide(Caller caller, LoadedTask loaded, TaskAction action) {
    TaskActionCheck.check(loaded, action);
    var event =
        new Event.TaskDecided(
            loaded.task().id(),
            caller.memberId(),
            action.decision(),
            Comment.limitLength(action.comment()),
            detail(loaded, action));
    boolean needsRecord =
        loaded.subject() != null
            && (action.changes() != null || TaskActionCheck.completes(loaded, action));
    var moved =
        needsRecord
            ? transactions.apply(
                caller.workspace(),
                loaded.stored().instance().id(),
                event,
                (sql, joined) -> changed(caller, loaded, action, joined))
            : instanceExecutor.apply(caller.workspace(), loaded.stored(), event);
    return moved
        .replaceWithVoid()
        .onFailure(TaskActionExecutor::isOver)
        .recoverWithUni(
            () ->
                TaskStore.find(pool, caller.workspace().schema(), loaded.task().id())
                    .chain(now -> alreadyDecided.refuse(caller, now)));
  }

  private static boolean isOver(Throwable failure) {
    return failure instanceof Refusal refusal
        && (refusal.is(FlowProblem.TASK_OVER) || refusal.is(FlowProblem.FLOW_OVER));
  }

  /** In the transaction of the decision: the record as it is then must be complete. */
  private Uni<Void> changed(
      Caller caller, LoadedTask loaded, TaskAction action, RecordService joined) {
    var changes =
        action.changes() == null ? RecordInput.empty(loaded.form().slots()) : action.changes();
    var reader = loaded.reader(caller);
    return (changes.given().isEmpty()
            ? joined.get(reader, loaded.form(), loaded.subject().record())
            : joined.change(reader, loaded.form(), loaded.subject().record(), null, changes))
        .invoke(record -> TaskActionCheck.requireFilled(loaded, action, record))
        .replaceWithVoid();
  }

  /** What of a decision is kept beside its comment; null: nothing. */
  private static ObjectNode detail(LoadedTask loaded, TaskAction action) {
    var detail = DefinitionJson.mapper().createObjectNode();
    if (action.signature() != null) {
      detail.put("signature", action.signature());
    }
    if (action.changes() != null && loaded.form() != null) {
      var fields = detail.putArray("fields");
      action.changes().given().stream()
          .forEach(slot -> fields.add(loaded.form().definition().fields().get(slot).key().value()));
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
