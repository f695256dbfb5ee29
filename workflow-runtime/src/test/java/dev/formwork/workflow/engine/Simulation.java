package dev.formwork.workflow.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.ForEachStep;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * One random flow in a random world. It keeps the tables that the effects make, as a shell would,
 * and holds them against what the engine believes.
 */
final class Simulation {

  private static final int STEPS = 25;

  /** More events than any of these flows needs once everybody agrees. */
  private static final int PATIENCE = 3_000;

  private final Random random;
  private final EngineFixture engineFixture = new EngineFixture();
  private final CompiledFlow flow;
  private Instance instance;

  private final Map<UUID, Effect.OpenTask> tasks = new HashMap<>();
  private final Set<UUID> closed = new HashSet<>();
  private final Map<String, Timer> timers = new HashMap<>();
  private final Set<Integer> jobs = new HashSet<>();
  private final Set<Integer> expected = new HashSet<>();
  private final Set<Integer> children = new HashSet<>();
  private final List<Effect.RunDatabaseStep> work = new ArrayList<>();

  private record Timer(int position, int stage, OffsetDateTime at) {}

  Simulation(Random random) {
    this.random = random;
    engineFixture.amount(random.nextInt(10));
    if (random.nextBoolean()) {
      engineFixture.record.put(2, EngineFixture.person(3).value());
    }
    engineFixture.rows = random.nextInt(4);
    engineFixture.found = random.nextInt(6);
    engineFixture.part = 1 + random.nextInt(3);
    engineFixture.roles.put("board", List.of(EngineFixture.person(4), EngineFixture.person(5)));
    for (int i = 0; i < 4; i++) {
      engineFixture.managers.put(EngineFixture.person(i), EngineFixture.person(i + 1));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      engineFixture.deputies.put(
          EngineFixture.person(random.nextInt(6)), EngineFixture.person(random.nextInt(6)));
    }
    if (random.nextInt(6) == 0) {
      engineFixture.left.add(EngineFixture.person(2));
    }
    flow = EngineFixture.whole(new RandomFlows(random).next());
    instance = EngineFixture.fresh(EngineFixture.person(0));
  }

  /** Things happen by chance. */
  void play() {
    happens(new Event.Started());
    for (int i = 0; i < STEPS && !instance.status().isOver(); i++) {
      engineFixture.now = engineFixture.now.plusHours(random.nextInt(20));
      happens(anything());
      if (random.nextInt(5) == 0) {
        engineFixture.amount(random.nextInt(10));
      }
    }
  }

  /** From now on everybody agrees, everything works and time passes: then it must end. */
  void finish() {
    engineFixture.amount(0);
    for (int i = 0; i < PATIENCE; i++) {
      if (instance.status().isOver()) {
        return;
      }
      engineFixture.now = engineFixture.now.plusDays(1);
      happens(forward());
    }
    throw new AssertionError("It does not end: " + instance.state());
  }

  private Event anything() {
    var kind = random.nextInt(20);
    if (kind < 11 && !tasks.isEmpty()) {
      var task = pick(List.copyOf(tasks.values()));
      return new Event.TaskDecided(task.task(), actor(task), act(task), "because", null);
    }
    return switch (kind) {
      case 11 -> new Event.Withdrawn(EngineFixture.person(0), null);
      case 12 ->
          instance.state().undo() == null
              ? forward()
              : new Event.DecisionTakenBack(
                  instance.state().undo().task(), instance.state().undo().member());
      case 13 ->
          new Event.Jumped(EngineFixture.person(5), pick(List.copyOf(flow.steps().keySet())), null);
      case 14 ->
          tasks.isEmpty()
              ? forward()
              : new Event.Reassigned(
                  pick(List.copyOf(tasks.keySet())),
                  EngineFixture.person(random.nextInt(6)),
                  EngineFixture.person(5));
      case 15 -> new Event.Urged(EngineFixture.person(0));
      case 16 ->
          jobs.isEmpty()
              ? forward()
              : new Event.StepExecuted(jobs.iterator().next(), null, null, "broken");
      case 17 -> new Event.Retried(EngineFixture.person(5));
      case 18 -> new Event.TimerFired(random.nextInt(20), random.nextInt(2));
      default -> forward();
    };
  }

  /** Now and then it is somebody else who tries. */
  private MemberId actor(Effect.OpenTask task) {
    return random.nextInt(12) == 0 ? EngineFixture.person(random.nextInt(6)) : task.member();
  }

  private Event.TaskDecision act(Effect.OpenTask task) {
    return switch (random.nextInt(12)) {
      case 0 -> new Event.TaskDecision.Reject();
      case 1 -> new Event.TaskDecision.Return(null, random.nextBoolean());
      case 2 ->
          instance.state().passed().isEmpty()
              ? new Event.TaskDecision.Reject()
              : new Event.TaskDecision.Return(
                  pick(instance.state().passed()), random.nextBoolean());
      case 3 -> new Event.TaskDecision.Transfer(EngineFixture.person(random.nextInt(6)));
      case 4 ->
          new Event.TaskDecision.AddApprovers(
              List.of(EngineFixture.person(random.nextInt(6))),
              pick(List.of(Event.Placement.values())));
      case 5 -> new Event.TaskDecision.AskOpinion(List.of(EngineFixture.person(random.nextInt(6))));
      default -> agree(task);
    };
  }

  private static Event.TaskDecision agree(Effect.OpenTask task) {
    return switch (task.kind()) {
      case APPROVE -> new Event.TaskDecision.Approve(Map.of());
      case FILL, REVISE -> new Event.TaskDecision.Complete();
      case OPINION -> new Event.TaskDecision.GiveOpinion();
    };
  }

  /** What brings it on: a task is done, a timer rings, work succeeds. */
  private Event forward() {
    if (!tasks.isEmpty()) {
      var task = pick(List.copyOf(tasks.values()));
      return new Event.TaskDecided(task.task(), task.member(), agree(task), null, null);
    }
    var due =
        timers.values().stream().filter(one -> !one.at.isAfter(engineFixture.now)).findFirst();
    if (due.isPresent()) {
      timers.remove(due.get().position + "/" + due.get().stage);
      return new Event.TimerFired(due.get().position, due.get().stage);
    }
    if (!jobs.isEmpty()) {
      return new Event.StepExecuted(jobs.iterator().next(), null, null, null);
    }
    if (!children.isEmpty()) {
      int child = children.iterator().next();
      children.remove(child);
      return new Event.ChildEnded(
          child, InstanceStatus.DONE, DefinitionJson.mapper().createObjectNode());
    }
    if (!expected.isEmpty()) {
      return new Event.AwaitedEventOccurred(expected.iterator().next());
    }
    return instance.status() == InstanceStatus.FAILED
        ? new Event.Terminated(EngineFixture.person(5), null)
        : new Event.Urged(EngineFixture.person(0));
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void happens(Event event) {
    Decision decision;
    try {
      decision = decided(event);
    } catch (EventRefusedException _) {
      return;
    }
    if (event instanceof Event.TimerFired(var position, var stage)) {
      timers.remove(position + "/" + stage);
    }
    take(decision);
    while (!work.isEmpty()) {
      take(decided(done(work.removeFirst())));
      goOn();
    }
    check();
    repeat(event);
  }

  private Event done(Effect.RunDatabaseStep piece) {
    var wait =
        (Token.Wait)
            instance.state().open().stream()
                .filter(one -> one.id() == piece.position())
                .findFirst()
                .orElseThrow();
    if (random.nextInt(15) == 0) {
      return new Event.StepExecuted(piece.position(), null, null, "broken");
    }
    if (flow.step(piece.step()).orElseThrow().step() instanceof ForEachStep) {
      var loop = TokenQueries.loopOf(instance.state().open(), wait).orElseThrow();
      return new Event.RecordsFound(piece.position(), engineFixture.foundAfter(loop));
    }
    return random.nextInt(5) == 0
        ? new Event.StepAdvanced(
            piece.position(), new Token.Progress(1, 9, EngineFixture.RECORD, EngineFixture.RECORD))
        : new Event.StepExecuted(piece.position(), null, null, null);
  }

  /** What is left over is done in another transaction. */
  private void goOn() {
    if (!work.isEmpty()) {
      return;
    }
    for (var token : instance.state().open()) {
      if (token instanceof Token.Wait wait
          && wait.what() == Token.WaitReason.WORK
          && wait.error() == null) {
        work.add(new Effect.RunDatabaseStep(wait.id(), wait.step(), null));
      }
    }
  }

  /** Decides as a node would that crashed before it could commit: the second time counts. */
  private Decision decided(Event event) {
    long ids = engineFixture.ids();
    var first = Engine.decide(flow, instance, event, engineFixture);
    engineFixture.ids(ids);
    var second = Engine.decide(flow, instance, event, engineFixture);
    if (!first.equals(second)) {
      throw new AssertionError("Two decisions differ: " + first + " and " + second);
    }
    return second;
  }

  /** An event that is heard twice does nothing the second time. */
  private void repeat(Event event) {
    if (event instanceof Event.TaskDecided taskDecided && !tasks.containsKey(taskDecided.task())) {
      try {
        Engine.decide(flow, instance, event, engineFixture);
        throw new AssertionError("A task was done twice: " + event);
      } catch (EventRefusedException _) {
        return;
      }
    }
    boolean heard =
        event instanceof Event.StepExecuted
            || event instanceof Event.AwaitedEventOccurred
            || event instanceof Event.ChildEnded;
    if (heard) {
      var again = Engine.decide(flow, instance, event, engineFixture);
      if (!again.effects().isEmpty()) {
        throw new AssertionError("Heard twice, done twice: " + event + " " + again.effects());
      }
    }
  }

  private void take(Decision decision) {
    instance = decision.instance().stored();
    decision.effects().forEach(this::take);
    if (!stored(instance.state()).equals(instance.state())) {
      throw new AssertionError("It is stored otherwise: " + instance.state());
    }
  }

  private static InstanceState stored(InstanceState state) {
    try {
      return DefinitionJson.mapper().readValue(DefinitionJson.write(state), InstanceState.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private void take(Effect effect) {
    switch (effect) {
      case Effect.OpenTask task -> tasks.put(task.task(), task);
      case Effect.CloseTask task -> {
        if (tasks.remove(task.task()) == null || !closed.add(task.task())) {
          throw new AssertionError("Closed what was not open: " + task);
        }
      }
      case Effect.SetTimer timer ->
          timers.put(
              timer.position() + "/" + timer.stage(),
              new Timer(timer.position(), timer.stage(), timer.at()));
      case Effect.CancelPending(var position) -> {
        timers.values().removeIf(timer -> timer.position == position);
        jobs.remove(position);
        expected.remove(position);
        children.remove(position);
      }
      case Effect.RunDatabaseStep piece -> work.add(piece);
      case Effect.EnqueueExternalStep job -> jobs.add(job.position());
      case Effect.AwaitRecordChange awaitRecordChange -> expected.add(awaitRecordChange.position());
      case Effect.StartFlow start -> {
        if (start.waits()) {
          children.add(start.position());
        }
      }
      case Effect.EndInstance _ -> work.clear();
      case Effect.SendCopy _, Effect.SendNotice _ -> {}
    }
    // Work of a position that was dropped meanwhile finds it gone.
    work.removeIf(
        piece -> instance.state().open().stream().noneMatch(one -> one.id() == piece.position()));
  }

  /** What the engine believes is what the tables say. */
  private void check() {
    var participants = new HashSet<UUID>();
    for (var token : instance.state().open()) {
      if (token instanceof Token.UserTask userTask) {
        requireOneTaskEach(userTask);
        userTask.seats().stream()
            .filter(participant -> participant.state() == Participant.State.OPEN)
            .map(Participant::task)
            .filter(Objects::nonNull)
            .forEach(participants::add);
      }
      boolean hasParent =
          token.parent() == 0
              || instance.state().open().stream().anyMatch(one -> one.id() == token.parent());
      require(hasParent, "It stands in a block that is closed: " + token);
    }
    require(
        participants.equals(tasks.keySet()),
        "Tasks " + tasks.keySet() + " but participants " + participants);
    if (instance.status().isOver()) {
      require(instance.state().open().isEmpty(), "Over, but standing somewhere");
      require(timers.isEmpty() && jobs.isEmpty() && expected.isEmpty(), "Over, but waiting");
    } else {
      require(!instance.state().open().isEmpty(), "Lost: it stands nowhere");
      boolean goesOn =
          instance.status() == InstanceStatus.FAILED
              || !tasks.isEmpty()
              || !timers.isEmpty()
              || !jobs.isEmpty()
              || !expected.isEmpty()
              || !children.isEmpty();
      require(goesOn, "Nothing will ever happen: " + instance.state().open());
    }
    for (var token : instance.state().open()) {
      if (token instanceof Token.Wait wait && wait.error() == null) {
        boolean awaited =
            switch (wait.what()) {
              case WORK -> false;
              case JOB -> jobs.contains(wait.id());
              case TIME -> timers.containsKey(wait.id() + "/0");
              case EVENT -> expected.contains(wait.id());
              case FLOW -> children.contains(wait.id());
              case REPAIR -> true;
            };
        require(awaited, "Nothing comes for " + wait);
      }
    }
  }

  private static void requireOneTaskEach(Token.UserTask userTask) {
    var open =
        userTask.seats().stream()
            .filter(seat -> seat.decides() && seat.state() == Participant.State.OPEN)
            .map(Participant::member)
            .toList();
    require(
        open.size() == open.stream().distinct().count(), "Somebody is asked twice: " + userTask);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
