package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Builds one decision: the next instance, its effects and its history. */
final class Run {

  private final CompiledFlow flow;
  private final Instance instance;
  private final Facts facts;
  private final List<Position> open;
  private final ObjectNode variables;
  private final LinkedHashSet<String> passed;
  private final Map<String, List<UUID>> chosen;
  private final List<Effect> effects = new ArrayList<>();
  private final List<Happening> history = new ArrayList<>();
  private final Set<Integer> filling = new HashSet<>();
  private List<UUID> approvers;
  private int next;

  /** Who acts, so that others learn who was first; null: the platform. */
  private UUID actor;

  private boolean decided;
  private InstanceState.Undo undo;
  private Status status;
  private String outcome;
  private String error;

  Run(CompiledFlow flow, Instance instance, Facts facts) {
    this.flow = flow;
    this.instance = instance;
    this.facts = facts;
    var state = instance.state();
    this.open = new ArrayList<>(state.open());
    this.variables = state.variables().deepCopy();
    this.passed = new LinkedHashSet<>(state.passed());
    this.chosen = new HashMap<>(state.chosen());
    this.approvers = state.approvers();
    this.next = state.next();
    this.decided = state.decided();
    this.undo = state.undo();
    this.status = instance.status();
    this.outcome = instance.outcome();
    this.error = instance.error();
  }

  CompiledFlow flow() {
    return flow;
  }

  Instance instance() {
    return instance;
  }

  Facts facts() {
    return facts;
  }

  boolean isFresh() {
    return next == 1 && open.isEmpty();
  }

  InstanceState state() {
    return new InstanceState(
        open, next, variables, List.copyOf(passed), approvers, chosen, decided, undo);
  }

  Decision decision() {
    if (status == Status.FAILED && open.stream().noneMatch(Run::isStuck)) {
      status = Status.RUNNING;
      error = null;
    }
    return new Decision(
        instance.after(status, outcome, error, state()),
        List.copyOf(effects),
        List.copyOf(history));
  }

  private static boolean isStuck(Position position) {
    return position instanceof Position.Pending pending && pending.error() != null;
  }

  // What there is.

  /** A step of this version; the instance was checked to have no others. */
  CompiledStep step(String key) {
    return flow.step(key).orElseThrow(() -> new Refused("flow-step-gone", key));
  }

  /** Null when it is not open any more. */
  Position find(int id) {
    return open.stream().filter(one -> one.id() == id).findFirst().orElse(null);
  }

  /** The step at which somebody has an open task; null when it is none of this instance's. */
  Position.People withTask(UUID task) {
    for (var position : open) {
      if (position instanceof Position.People people
          && people.seats().stream()
              .anyMatch(seat -> task.equals(seat.task()) && seat.state() == Seat.State.OPEN)) {
        return people;
      }
    }
    return null;
  }

  List<Position> open() {
    return List.copyOf(open);
  }

  boolean isOver() {
    return status.isOver();
  }

  boolean isDecided() {
    return decided;
  }

  InstanceState.Undo undo() {
    return undo;
  }

  List<UUID> approvers() {
    return approvers;
  }

  /** The record or row that a position's expressions speak of; null: none. */
  Subject subject(Position position) {
    int lane = position.lane();
    int parent = position.parent();
    while (parent != 0) {
      if (find(parent) instanceof Position.Lanes lanes) {
        if (step(lanes.step()).step() instanceof Step.ForEach each) {
          if (each.rows() == null) {
            return Subject.of(each.form(), lanes.items().get(lane));
          }
          var around = subject(lanes);
          return around == null ? null : new Subject(around.form(), around.record(), lane);
        }
        lane = lanes.lane();
        parent = lanes.parent();
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
  boolean beginFilling(Position.Lanes loop) {
    return filling.add(loop.id());
  }

  void endFilling(Position.Lanes loop) {
    filling.remove(loop.id());
  }

  int newPosition() {
    return next++;
  }

  void add(Position position) {
    open.add(position);
  }

  void replace(Position position) {
    open.replaceAll(one -> one.id() == position.id() ? position : one);
  }

  void remove(Position position) {
    open.removeIf(one -> one.id() == position.id());
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void note(Happening happening) {
    history.add(happening);
  }

  void pass(String step) {
    passed.add(step);
  }

  void approvedBy(List<UUID> members) {
    approvers = List.copyOf(members);
  }

  void actedBy(UUID member) {
    actor = member;
  }

  void choose(Map<String, List<UUID>> people) {
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
  void forget(Position position) {
    effects.add(new Effect.Forget(position.id()));
  }

  /** Stands still at a step until someone mends it. */
  void fail(String step, String problem, JsonNode detail) {
    status = Status.FAILED;
    error = problem;
    note(new Happening("failed", step, null, null, null, problem, detail));
  }

  void end(Status how, String result) {
    new ArrayList<>(open).forEach(position -> cancel(position, null));
    status = how;
    outcome = result;
    error = null;
    undo = null;
    effects.add(new Effect.End(how, result));
  }

  /** Ends a position and all inside it, as not needed any more. */
  void cancel(Position position, UUID by) {
    if (find(position.id()) == null) {
      return;
    }
    open().stream()
        .filter(one -> one.parent() == position.id())
        .toList()
        .forEach(inner -> cancel(inner, by));
    switch (position) {
      case Position.People people -> {
        closeTasks(people.seats(), by);
        forget(people);
      }
      case Position.Pending pending -> forget(pending);
      case Position.Lanes _ -> {}
    }
    remove(position);
  }

  void closeTasks(List<Seat> seats, UUID by) {
    seats.stream()
        .filter(seat -> seat.state() == Seat.State.OPEN && seat.task() != null)
        .forEach(
            seat -> effects.add(Effect.CloseTask.of(seat, "superseded", by == null ? actor : by)));
  }
}
