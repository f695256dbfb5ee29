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
final class Walk {

  final Lab lab;
  private final CompiledFlow flow;
  private final Map<UUID, Effect.OpenTask> tasks = new LinkedHashMap<>();
  private final List<Effect.SetTimer> timers = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();
  final List<String> history = new ArrayList<>();
  private Instance instance;

  private Walk(Lab lab, CompiledFlow flow) {
    this.lab = lab;
    this.flow = flow;
    this.instance = Lab.fresh(Lab.person(0));
  }

  /** Begins, started by person 0. */
  static Walk begin(Lab lab, CompiledFlow flow) {
    var walk = new Walk(lab, flow);
    walk.happens(new Event.Started());
    return walk;
  }

  static Walk begin(CompiledFlow flow) {
    return begin(new Lab(), flow);
  }

  Walk happens(Event event) {
    var decision = Engine.decide(flow, instance, event, lab);
    instance = decision.instance().stored();
    decision.history().forEach(one -> history.add(one.kind()));
    for (var effect : decision.effects()) {
      effects.add(effect);
      switch (effect) {
        case Effect.OpenTask task -> tasks.put(task.task(), task);
        case Effect.CloseTask task -> tasks.remove(task.task());
        case Effect.SetTimer timer -> timers.add(timer);
        case Effect.Forget(var position) -> timers.removeIf(timer -> timer.position() == position);
        case Effect.Work _,
            Effect.Enqueue _,
            Effect.Expect _,
            Effect.StartFlow _,
            Effect.Copy _,
            Effect.Tell _,
            Effect.End _ -> {}
      }
    }
    return this;
  }

  Walk does(int person, Event.Act act) {
    return happens(new Event.Acted(task(person), Lab.person(person), act, null, null));
  }

  Walk approves(int person) {
    return does(person, new Event.Act.Approve(Map.of()));
  }

  Walk rejects(int person) {
    return does(person, new Event.Act.Reject());
  }

  Walk completes(int person) {
    return does(person, new Event.Act.Complete());
  }

  /** The first task somebody has. */
  UUID task(int person) {
    return tasks.values().stream()
        .filter(task -> task.member().equals(Lab.person(person)))
        .map(Effect.OpenTask::task)
        .findFirst()
        .orElseThrow(() -> new AssertionError("Person " + person + " has nothing to do"));
  }

  Effect.OpenTask taskOf(int person) {
    return tasks.get(task(person));
  }

  /** Work of the step that waits for it is done, or fails. */
  Walk worked(String step, String error) {
    var position =
        instance.state().open().stream()
            .filter(one -> one.step().equals(step))
            .findFirst()
            .orElseThrow();
    ObjectNode nothing = DefinitionJson.mapper().createObjectNode();
    return happens(new Event.Worked(position.id(), nothing, null, error));
  }

  /** The clock moves; what is due by then rings, the earliest first. */
  Walk later(java.time.Duration time) {
    lab.now = lab.now.plus(time);
    while (true) {
      var due =
          timers.stream()
              .filter(timer -> !timer.at().isAfter(lab.now))
              .min(java.util.Comparator.comparing(Effect.SetTimer::at));
      if (due.isEmpty()) {
        return this;
      }
      timers.remove(due.get());
      happens(new Event.TimeCame(due.get().position(), due.get().stage()));
    }
  }

  /** Numbers of those who have something to do, in order. */
  List<Long> waiting() {
    return tasks.values().stream()
        .map(task -> task.member().getLeastSignificantBits())
        .sorted()
        .toList();
  }

  List<String> steps() {
    return Engine.standing(instance.state());
  }

  Status status() {
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

  Walk isDone() {
    assertThat(status()).isEqualTo(Status.DONE);
    return this;
  }

  /** Whom people were told something of this kind. */
  List<Long> told(String kind) {
    return effects.stream()
        .filter(effect -> effect instanceof Effect.Tell tell && tell.kind().equals(kind))
        .flatMap(effect -> ((Effect.Tell) effect).members().stream())
        .map(UUID::getLeastSignificantBits)
        .toList();
  }
}
