package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Builds one decision: the next instance, its effects and its history. */
final class DecisionBuilder {

  private final CompiledFlow flow;
  private final Instance instance;
  private final DecisionInputs decisionInputs;
  private final List<Token> open;
  private final ObjectNode variables;
  private final LinkedHashSet<String> passed;
  private final Map<String, List<MemberId>> chosen;
  private final List<Effect> effects = new ArrayList<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final Set<Integer> filling = new HashSet<>();
  private List<MemberId> approvers;
  private int next;

  /** Who acts, so that others learn who was first; null: the platform. */
  private MemberId actor;

  private boolean decided;
  private InstanceState.Undo undo;
  private InstanceStatus instanceStatus;
  private String outcome;
  private String error;

  DecisionBuilder(CompiledFlow flow, Instance instance, DecisionInputs decisionInputs) {
    this.flow = flow;
    this.instance = instance;
    this.decisionInputs = decisionInputs;
    var state = instance.state();
    this.open = new ArrayList<>(state.open());
    this.variables = state.variables().deepCopy();
    this.passed = new LinkedHashSet<>(state.passed());
    this.chosen = new HashMap<>(state.chosen());
    this.approvers = state.approvers();
    this.next = state.next();
    this.decided = state.decided();
    this.undo = state.undo();
    this.instanceStatus = instance.status();
    this.outcome = instance.outcome();
    this.error = instance.error();
  }

  CompiledFlow flow() {
    return flow;
  }

  Instance instance() {
    return instance;
  }

  DecisionInputs inputs() {
    return decisionInputs;
  }

  boolean isFresh() {
    return next == 1 && open.isEmpty();
  }

  InstanceState state() {
    return new InstanceState(
        open,
        next,
        variables,
        List.copyOf(passed),
        approvers,
        chosen,
        decided,
        undo,
        instance.state().derived());
  }

  Decision decision() {
    if (instanceStatus == InstanceStatus.FAILED
        && open.stream().noneMatch(DecisionBuilder::isStuck)) {
      instanceStatus = InstanceStatus.RUNNING;
      error = null;
    }
    return new Decision(
        instance.after(instanceStatus, outcome, error, state()),
        List.copyOf(effects),
        List.copyOf(history));
  }

  private static boolean isStuck(Token token) {
    return token instanceof Token.Wait wait && wait.error() != null;
  }

  // What there is.

  /** A step of this version; the instance was checked to have no others. */
  CompiledStep step(String key) {
    return flow.step(key)
        .orElseThrow(() -> new EventRefusedException(FlowProblem.FLOW_STEP_GONE, key));
  }

  /** Null when it is not open any more. */
  Token find(int id) {
    return open.stream().filter(one -> one.id() == id).findFirst().orElse(null);
  }

  /** The step at which somebody has an open task; null when it is none of this instance's. */
  Token.UserTask withTask(UUID task) {
    for (var token : open) {
      if (token instanceof Token.UserTask userTask
          && userTask.seats().stream()
              .anyMatch(
                  participant ->
                      task.equals(participant.task())
                          && participant.state() == Participant.State.OPEN)) {
        return userTask;
      }
    }
    return null;
  }

  List<Token> open() {
    return List.copyOf(open);
  }

  boolean isOver() {
    return instanceStatus.isOver();
  }

  boolean isDecided() {
    return decided;
  }

  InstanceState.Undo undo() {
    return undo;
  }

  List<MemberId> approvers() {
    return approvers;
  }

  /** The record or row that a position's expressions speak of; null: none. */
  SubjectRecord subject(Token token) {
    int lane = token.lane();
    int parent = token.parent();
    while (parent != 0) {
      if (find(parent) instanceof Token.Block block) {
        if (step(block.step()).step() instanceof ForEachStep each) {
          if (each.rows() == null) {
            return SubjectRecord.of(each.form(), block.items().get(lane));
          }
          var around = subject(block);
          return around == null
              ? null
              : new SubjectRecord(around.form(), around.record(), lane, block.row(lane));
        }
        lane = block.lane();
        parent = block.parent();
      } else {
        break;
      }
    }
    return instance.subject();
  }

  /** Whether another flow was started by this decision. */
  boolean startedFlows() {
    return effects.stream().anyMatch(Effect.StartFlow.class::isInstance);
  }

  // What becomes of it.

  /** False when lanes of this loop are being opened further out already. */
  boolean beginFilling(Token.Block loop) {
    return filling.add(loop.id());
  }

  void endFilling(Token.Block loop) {
    filling.remove(loop.id());
  }

  int newPosition() {
    return next++;
  }

  void add(Token token) {
    open.add(token);
  }

  void replace(Token token) {
    open.replaceAll(one -> one.id() == token.id() ? token : one);
  }

  void remove(Token token) {
    open.removeIf(one -> one.id() == token.id());
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void note(HistoryEntry historyEntry) {
    history.add(historyEntry);
  }

  void pass(String step) {
    passed.add(step);
  }

  void approvedBy(List<MemberId> members) {
    approvers = List.copyOf(members);
  }

  void actedBy(MemberId member) {
    actor = member;
  }

  void choose(Map<String, List<MemberId>> people) {
    people.forEach((step, members) -> chosen.put(step, List.copyOf(members)));
  }

  void put(ObjectNode values) {
    if (values != null) {
      variables.setAll(values);
    }
  }

  void somebodyDecided() {
    decided = true;
  }

  void undoTo(InstanceState.Undo before) {
    undo = before;
  }

  void cannotBeUndone() {
    undo = null;
  }

  /** Everything that waits for a position is void. */
  void forget(Token token) {
    effects.add(new Effect.CancelPending(token.id()));
  }

  /** Stands still at a step until someone mends it. */
  void fail(String step, String problem, JsonNode detail) {
    instanceStatus = InstanceStatus.FAILED;
    error = problem;
    note(new HistoryEntry(HistoryEntry.Kind.FAILED, step, null, null, null, problem, detail));
  }

  void end(InstanceStatus how, String result) {
    new ArrayList<>(open).forEach(token -> cancel(token, null));
    instanceStatus = how;
    outcome = result;
    error = null;
    undo = null;
    effects.add(new Effect.EndInstance(how, result));
  }

  /** Ends a position and all inside it, as not needed any more. */
  void cancel(Token token, MemberId by) {
    if (find(token.id()) == null) {
      return;
    }
    open().stream()
        .filter(one -> one.parent() == token.id())
        .toList()
        .forEach(inner -> cancel(inner, by));
    switch (token) {
      case Token.UserTask userTask -> {
        closeTasks(userTask.seats(), by);
        forget(userTask);
      }
      case Token.Wait wait -> forget(wait);
      case Token.Block _ -> {}
    }
    remove(token);
  }

  void closeTasks(List<Participant> participants, MemberId by) {
    participants.stream()
        .filter(
            participant ->
                participant.state() == Participant.State.OPEN && participant.task() != null)
        .forEach(
            participant ->
                effects.add(
                    Effect.CloseTask.of(participant, "superseded", by == null ? actor : by)));
  }
}
