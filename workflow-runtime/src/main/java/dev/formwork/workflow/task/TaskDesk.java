package dev.formwork.workflow.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordInput;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.StoredRecord;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.Assignee;
import dev.formwork.workflow.definition.Blocks;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Placing;
import dev.formwork.workflow.engine.Position;
import dev.formwork.workflow.engine.Subject;
import dev.formwork.workflow.engine.TaskKind;
import dev.formwork.workflow.instance.InstanceReads;
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
import java.util.Map;
import java.util.UUID;

/** A task in hand: shown with its record, and done. */
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
   * A task with what it stands in.
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
                                            card(hand),
                                            instance,
                                            hand.form(),
                                            record,
                                            actions(caller, hand),
                                            labels(hand.step),
                                            hand.step instanceof Step.Approve approve
                                                && approve.comment(),
                                            hand.step instanceof Step.Approve signed
                                                && signed.sign(),
                                            returnTo(hand),
                                            choosesFor(hand),
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

  private static Tasks.Card card(Hand hand) {
    var instance = hand.stored.instance();
    var subject = instance.subject();
    return new Tasks.Card(
        hand.task.id(),
        instance.id(),
        instance.app(),
        instance.flow(),
        hand.flow.definition().title(),
        subject == null ? null : subject.form(),
        subject == null ? null : subject.record(),
        hand.stored.title(),
        hand.task.step(),
        hand.step == null ? null : hand.step.title(),
        hand.task.kind(),
        instance.submitter(),
        hand.task.openedAt(),
        hand.task.dueAt(),
        hand.task.closedAt(),
        hand.task.outcome(),
        instance.status(),
        hand.task.principal(),
        true,
        false);
  }

  private static List<ActionKind> actions(Caller caller, Hand hand) {
    boolean mine = hand.task.member().equals(caller.memberId()) && !caller.readOnly();
    if (hand.task.closedAt() != null || !mine) {
      return List.of();
    }
    var all =
        switch (hand.task.kind()) {
          case APPROVE ->
              List.of(
                  ActionKind.APPROVE,
                  ActionKind.REJECT,
                  ActionKind.RETURN,
                  ActionKind.TRANSFER,
                  ActionKind.ADD_APPROVER,
                  ActionKind.ASK,
                  ActionKind.COMMENT);
          case FILL ->
              List.of(
                  ActionKind.COMPLETE,
                  ActionKind.SAVE,
                  ActionKind.RETURN,
                  ActionKind.TRANSFER,
                  ActionKind.ASK,
                  ActionKind.COMMENT);
          case REVISE -> List.of(ActionKind.RESUBMIT, ActionKind.SAVE, ActionKind.COMMENT);
          case OPINION -> List.of(ActionKind.ANSWER, ActionKind.COMMENT);
        };
    var offered = labels(hand.step).keySet();
    boolean narrowed =
        !offered.isEmpty()
            && (hand.task.kind() == TaskKind.APPROVE || hand.task.kind() == TaskKind.FILL);
    var kinds =
        new ArrayList<>(
            all.stream()
                .filter(kind -> !narrowed || offered.contains(kind) || kind == ActionKind.COMMENT)
                .toList());
    if (hand.task.kind() == TaskKind.APPROVE
        && TaskRights.fields(hand.step).values().stream()
            .anyMatch(use -> use.compareTo(dev.formwork.workflow.definition.FieldUse.EDIT) >= 0)) {
      kinds.add(ActionKind.SAVE);
    }
    return List.copyOf(kinds);
  }

  static Map<ActionKind, Title> labels(Step step) {
    return switch (step) {
      case Step.Approve approve -> approve.buttons();
      case Step.Fill fill -> fill.buttons();
      case null, default -> Map.of();
    };
  }

  private static List<TaskView.ReturnTarget> returnTo(Hand hand) {
    var targets = new ArrayList<TaskView.ReturnTarget>();
    if (hand.stored.instance().submitter() != null) {
      targets.add(new TaskView.ReturnTarget(null, null));
    }
    for (var key : hand.stored.instance().state().passed()) {
      var step = hand.flow.step(key).map(one -> one.step()).orElse(null);
      if (step instanceof Step.Approve || step instanceof Step.Fill) {
        targets.add(new TaskView.ReturnTarget(key, step.title()));
      }
    }
    return List.copyOf(targets);
  }

  private static List<String> choosesFor(Hand hand) {
    if (hand.step == null) {
      return List.of();
    }
    return Blocks.all(hand.flow.definition().steps())
        .filter(step -> assignees(step).stream().anyMatch(one -> isChosenBy(one, hand.step.key())))
        .map(Step::key)
        .toList();
  }

  private static List<Assignee> assignees(Step step) {
    return switch (step) {
      case Step.Approve approve -> approve.assign();
      case Step.Fill fill -> fill.assign();
      default -> List.of();
    };
  }

  private static boolean isChosenBy(Assignee one, String step) {
    return one instanceof Assignee.ChosenBy(var by, _) && by.equals(step);
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
    if (!actions(caller, hand).contains(action.kind()) && action.kind() != ActionKind.COMMENT) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "task-action-not-offered");
    }
    return switch (action.kind()) {
      case COMMENT ->
          remarks.comment(caller, hand.stored, hand.task.step(), action.comment(), action.people());
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
                  .replaceWithVoid();
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
            Remarks.bounded(action.comment()),
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
      Remarks.checked(action.comment());
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
      for (var later : choosesFor(hand)) {
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
