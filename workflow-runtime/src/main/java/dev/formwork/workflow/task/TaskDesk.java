package dev.formwork.workflow.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Placing;
import dev.formwork.workflow.engine.Position;
import dev.formwork.workflow.engine.Subject;
import dev.formwork.workflow.instance.InstanceReads;
import dev.formwork.workflow.instance.Remark;
import dev.formwork.workflow.instance.Remarks;
import dev.formwork.workflow.motion.CompiledFlows;
import dev.formwork.workflow.motion.Mover;
import dev.formwork.workflow.motion.Platforms;
import dev.formwork.workflow.store.FlowStore;
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
class TaskDesk {

  private final Pool pool;
  private final Mover mover;
  private final CompiledFlows flows;
  private final Platforms platforms;
  private final RecordService records;
  private final InstanceReads reads;
  private final Remarks remarks;
  private final TaskEnds ends;

  TaskDesk(
      Pool pool,
      Mover mover,
      CompiledFlows flows,
      Platforms platforms,
      RecordService records,
      InstanceReads reads,
      Remarks remarks,
      TaskEnds ends) {
    this.pool = pool;
    this.mover = mover;
    this.flows = flows;
    this.platforms = platforms;
    this.records = records;
    this.reads = reads;
    this.remarks = remarks;
    this.ends = ends;
  }

  /**
   * A task with its instance, flow, step and record.
   *
   * @param step null: the submitter mends what came back
   * @param subject nullable
   */
  record Hand(
      StoredTask task, FlowStore.Stored stored, CompiledFlow flow, Step step, Subject subject) {

    CompiledForm form() {
      return subject == null ? null : flow.forms().get(subject.form());
    }

    Caller reader(Caller caller) {
      return subject == null
          ? caller
          : TaskRights.of(caller, stored.instance().app(), subject, step, task.closedAt() != null);
    }
  }

  private Uni<Hand> hand(Caller caller, UUID task) {
    return TaskStore.findWithInstance(pool, caller.workspace().schema(), task)
        .onItem()
        .ifNull()
        .failWith(TaskDesk::missing)
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
    return Refusal.of(Refusal.Kind.NOT_FOUND, "task-not-found");
  }

  private Uni<Hand> hand(Caller caller, StoredTask task, FlowStore.Stored stored) {
    var instance = stored.instance();
    return flows
        .version(caller.workspace(), instance.app(), instance.flow(), instance.version())
        .map(
            flow ->
                new Hand(
                    task,
                    stored,
                    flow,
                    flow.step(task.step()).map(one -> one.step()).orElse(null),
                    Placing.subject(flow, instance, task.position())));
  }

  Uni<TaskView> open(Caller caller, UUID task) {
    return hand(caller, task)
        .call(
            hand ->
                hand.task.seenAt() == null && !caller.readOnly()
                    ? TaskStore.seen(pool, caller.workspace().schema(), task)
                    : Uni.createFrom().voidItem())
        .chain(
            hand ->
                record(caller, hand)
                    .chain(
                        record ->
                            reads
                                .view(caller, hand.stored)
                                .map(
                                    instance ->
                                        new TaskView(
                                            TaskOffers.card(hand),
                                            instance,
                                            hand.form(),
                                            record,
                                            TaskOffers.actions(caller, hand),
                                            TaskOffers.labels(hand.step),
                                            hand.step instanceof Step.Approve approve
                                                && approve.comment(),
                                            hand.step instanceof Step.Approve signed
                                                && signed.sign(),
                                            TaskOffers.returnTo(hand),
                                            TaskOffers.choosesFor(hand),
                                            TaskRights.required(hand.step),
                                            hand.reader(caller)))));
  }

  /** Null when it is gone. */
  private Uni<StoredRecord> record(Caller caller, Hand hand) {
    if (hand.subject == null) {
      return Uni.createFrom().nullItem();
    }
    return platforms
        .of(caller.workspace())
        .chain(
            platform ->
                records.showAtTask(
                    hand.reader(caller), platform, hand.form(), hand.subject.record()))
        .onFailure(Refusal.class)
        .recoverWithItem((StoredRecord) null);
  }

  Uni<Void> act(Caller caller, UUID task, TaskAction action) {
    return hand(caller, task)
        .chain(
            hand ->
                hand.task.closedAt() != null && action.kind() != ActionKind.COMMENT
                    ? ends.tell(caller, hand.task)
                    : act(caller, hand, action));
  }

  private Uni<Void> act(Caller caller, Hand hand, TaskAction action) {
    if (!TaskOffers.actions(caller, hand).contains(action.kind())
        && action.kind() != ActionKind.COMMENT) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "task-action-not-offered");
    }
    return switch (action.kind()) {
      case COMMENT ->
          remarks.comment(
              caller,
              hand.stored,
              hand.task.step(),
              new Remark(action.comment(), action.people(), action.files()));
      case SAVE ->
          action.changes() == null
              ? Uni.createFrom().voidItem()
              : records
                  .change(
                      hand.reader(caller),
                      hand.form(),
                      hand.subject.record(),
                      null,
                      action.changes())
                  .chain(() -> TaskStore.saved(pool, caller.workspace().schema(), hand.task.id()));
      case APPROVE, REJECT, RETURN, TRANSFER, ADD_APPROVER, ASK, ANSWER, COMPLETE, RESUBMIT ->
          decide(caller, hand, action);
      case URGE, WITHDRAW, TAKE_BACK, TERMINATE ->
          throw Refusal.of(Refusal.Kind.MALFORMED, "task-other-kind");
    };
  }

  private Uni<Void> decide(Caller caller, Hand hand, TaskAction action) {
    check(hand, action);
    var event =
        new Event.Acted(
            hand.task.id(),
            caller.memberId(),
            actOf(action),
            Remark.bounded(action.comment()),
            detail(hand, action));
    boolean needsRecord =
        hand.subject != null
            && (action.changes() != null
                || isFinal(action) && !TaskRights.required(hand.step).isEmpty());
    var moved =
        needsRecord
            ? mover.moveWith(
                caller.workspace(),
                hand.stored.instance().id(),
                event,
                (sql, joined) -> changed(caller, hand, action, joined))
            : mover.moveLoaded(caller.workspace(), hand.stored, event);
    return moved
        .replaceWithVoid()
        .onFailure(TaskDesk::isOver)
        .recoverWithUni(
            () ->
                TaskStore.find(pool, caller.workspace().schema(), hand.task.id())
                    .chain(now -> ends.tell(caller, now)));
  }

  private static boolean isOver(Throwable failure) {
    return failure instanceof Refusal refusal
        && (refusal.problems().getFirst().code().equals("task-over")
            || refusal.problems().getFirst().code().equals("flow-over"));
  }

  private static boolean isFinal(TaskAction action) {
    return action.kind() == ActionKind.APPROVE || action.kind() == ActionKind.COMPLETE;
  }

  /** In the transaction of the decision: the record as it is then must be complete. */
  private Uni<Void> changed(Caller caller, Hand hand, TaskAction action, RecordService joined) {
    var changes =
        action.changes() == null ? RecordInput.empty(hand.form().slots()) : action.changes();
    var reader = hand.reader(caller);
    return (changes.given().isEmpty()
            ? joined.get(reader, hand.form(), hand.subject.record())
            : joined.change(reader, hand.form(), hand.subject.record(), null, changes))
        .invoke(record -> requireFilled(hand, action, record))
        .replaceWithVoid();
  }

  private static void requireFilled(Hand hand, TaskAction action, StoredRecord record) {
    if (!isFinal(action)) {
      return;
    }
    var fields = hand.form().definition().fields();
    var problems = new ArrayList<Problem>();
    for (var key : TaskRights.required(hand.step)) {
      for (int slot = 0; slot < fields.size(); slot++) {
        var value = record.data().get(slot);
        boolean empty = value == null || value instanceof List<?> list && list.isEmpty();
        if (fields.get(slot).key().value().equals(key) && empty) {
          problems.add(Problem.at("/" + key, "required"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  private static void check(Hand hand, TaskAction action) {
    boolean decides = action.kind() == ActionKind.APPROVE || action.kind() == ActionKind.REJECT;
    if (decides && hand.step instanceof Step.Approve approve && approve.comment()
        || action.kind() == ActionKind.ANSWER) {
      Remark.checked(action.comment());
    }
    if (action.kind() == ActionKind.APPROVE
        && hand.step instanceof Step.Approve approve
        && approve.sign()) {
      Signatures.check(action.signature());
    }
    boolean names =
        action.kind() == ActionKind.TRANSFER
            || action.kind() == ActionKind.ADD_APPROVER
            || action.kind() == ActionKind.ASK;
    if (names && action.people().isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/people", "required")));
    }
    if (action.kind() == ActionKind.APPROVE) {
      for (var later : TaskOffers.choosesFor(hand)) {
        if (action.chosen().getOrDefault(later, List.of()).isEmpty()) {
          throw Refusal.invalid(List.of(Problem.at("/chosen/" + later, "required")));
        }
      }
    }
  }

  private static Event.Act actOf(TaskAction action) {
    return switch (action.kind()) {
      case APPROVE -> new Event.Act.Approve(action.chosen());
      case REJECT -> new Event.Act.Reject();
      case RETURN -> new Event.Act.Return(action.step(), action.straightBack());
      case TRANSFER -> new Event.Act.Transfer(action.people().getFirst());
      case ADD_APPROVER -> new Event.Act.Add(action.people(), action.placement());
      case ASK -> new Event.Act.Ask(action.people());
      case ANSWER -> new Event.Act.Answer();
      case COMPLETE, RESUBMIT -> new Event.Act.Complete();
      case COMMENT, SAVE, URGE, WITHDRAW, TAKE_BACK, TERMINATE ->
          throw new IllegalStateException("No decision: " + action.kind());
    };
  }

  /** What of a decision is kept beside its comment; null: nothing. */
  private static ObjectNode detail(Hand hand, TaskAction action) {
    var detail = DefinitionJson.mapper().createObjectNode();
    if (action.signature() != null) {
      detail.put("signature", action.signature());
    }
    if (action.changes() != null && hand.form() != null) {
      var fields = detail.putArray("fields");
      action.changes().given().stream()
          .forEach(slot -> fields.add(hand.form().definition().fields().get(slot).key().value()));
    }
    if (!action.people().isEmpty()) {
      var people = detail.putArray("people");
      action.people().forEach(one -> people.add(one.toString()));
    }
    if (action.kind() == ActionKind.RETURN) {
      detail.put("to", action.step() == null ? Position.SUBMITTER : action.step());
    }
    return detail.isEmpty() ? null : detail;
  }
}
