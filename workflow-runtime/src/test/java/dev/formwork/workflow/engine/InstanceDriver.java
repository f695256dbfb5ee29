package dev.formwork.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.compile.CompiledFlow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One instance walked by hand: who has what to do, and what they do. People go by numbers. */
final class InstanceDriver {

  final EngineFixture engineFixture;
  private final CompiledFlow flow;
  private final Map<UUID, Effect.OpenTask> tasks = new LinkedHashMap<>();
  private final List<Effect.SetTimer> timers = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();
  final List<String> history = new ArrayList<>();
  private Instance instance;

  private InstanceDriver(EngineFixture engineFixture, CompiledFlow flow) {
    this.engineFixture = engineFixture;
    this.flow = flow;
    this.instance = EngineFixture.fresh(EngineFixture.person(0));
  }

  /** Begins, started by person 0. */
  static InstanceDriver begin(EngineFixture engineFixture, CompiledFlow flow) {
    var instanceDriver = new InstanceDriver(engineFixture, flow);
    instanceDriver.happens(new Event.Started());
    return instanceDriver;
  }

  static InstanceDriver begin(CompiledFlow flow) {
    return begin(new EngineFixture(), flow);
  }

  InstanceDriver happens(Event event) {
    var decision = Engine.decide(flow, instance, event, engineFixture);
    instance = decision.instance().stored();
    decision.history().forEach(one -> history.add(one.kind().json()));
    for (var effect : decision.effects()) {
      effects.add(effect);
      switch (effect) {
        case Effect.OpenTask task -> tasks.put(task.task(), task);
        case Effect.CloseTask task -> tasks.remove(task.task());
        case Effect.SetTimer timer -> timers.add(timer);
        case Effect.CancelPending(var token) -> timers.removeIf(timer -> timer.position() == token);
        case Effect.RunDatabaseStep _,
            Effect.EnqueueExternalStep _,
            Effect.AwaitRecordChange _,
            Effect.StartFlow _,
            Effect.SendCopy _,
            Effect.SendNotice _,
            Effect.EndInstance _ -> {}
      }
    }
    return this;
  }

  InstanceDriver does(int person, Event.TaskDecision taskDecision) {
    return happens(
        new Event.TaskDecided(
            task(person), EngineFixture.person(person), taskDecision, null, null));
  }

  InstanceDriver approves(int person) {
    return does(person, new Event.TaskDecision.Approve(Map.of()));
  }

  InstanceDriver rejects(int person) {
    return does(person, new Event.TaskDecision.Reject());
  }

  InstanceDriver completes(int person) {
    return does(person, new Event.TaskDecision.Complete());
  }

  /** The first task somebody has. */
  UUID task(int person) {
    return tasks.values().stream()
        .filter(task -> task.member().equals(EngineFixture.person(person)))
        .map(Effect.OpenTask::task)
        .findFirst()
        .orElseThrow(() -> new AssertionError("Person " + person + " has nothing to do"));
  }

  Effect.OpenTask taskOf(int person) {
    return tasks.get(task(person));
  }

  /** Work of the step that waits for it is done, or fails. */
  InstanceDriver worked(String step, String error) {
    var token =
        instance.state().open().stream()
            .filter(one -> one.step().equals(step))
            .findFirst()
            .orElseThrow();
    ObjectNode nothing = DefinitionJson.mapper().createObjectNode();
    return happens(new Event.StepExecuted(token.id(), nothing, null, error));
  }

  /** The clock moves; what is due by then rings, the earliest first. */
  InstanceDriver later(java.time.Duration time) {
    engineFixture.now = engineFixture.now.plus(time);
    while (true) {
      var due =
          timers.stream()
              .filter(timer -> !timer.at().isAfter(engineFixture.now))
              .min(java.util.Comparator.comparing(Effect.SetTimer::at));
      if (due.isEmpty()) {
        return this;
      }
      timers.remove(due.get());
      happens(new Event.TimerFired(due.get().position(), due.get().stage()));
    }
  }

  /** Numbers of those who have something to do, in order. */
  List<Long> waiting() {
    return tasks.values().stream()
        .map(task -> task.member().value().getLeastSignificantBits())
        .sorted()
        .toList();
  }

  List<String> steps() {
    return Engine.standing(instance.state());
  }

  InstanceStatus status() {
    return instance.status();
  }

  String outcome() {
    return instance.outcome();
  }

  Instance instance() {
    return instance;
  }

  List<java.time.OffsetDateTime> timers() {
    return timers.stream().map(Effect.SetTimer::at).sorted().toList();
  }

  InstanceDriver isDone() {
    assertThat(status()).isEqualTo(InstanceStatus.DONE);
    return this;
  }

  /** Whom people were told something of this kind. */
  List<Long> told(String kind) {
    return effects.stream()
        .filter(
            effect ->
                effect instanceof Effect.SendNotice sendNotice && sendNotice.kind().equals(kind))
        .flatMap(effect -> ((Effect.SendNotice) effect).members().stream())
        .map(member -> member.value().getLeastSignificantBits())
        .toList();
  }
}
