package dev.formwork.workflow.store;

import dev.formwork.workflow.engine.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The net effects of a transition on the tables: a task that is opened and closed within it is
 * never written.
 */
final class Changes {

  final Map<UUID, Effect.OpenTask> opened = new LinkedHashMap<>();
  final Map<UUID, Effect.CloseTask> closed = new LinkedHashMap<>();
  final List<Effect.SetTimer> timers = new ArrayList<>();
  final List<Effect.Enqueue> jobs = new ArrayList<>();
  final List<Effect.Expect> expectations = new ArrayList<>();
  final List<Integer> forgotten = new ArrayList<>();

  static Changes of(List<Effect> effects) {
    var changes = new Changes();
    effects.forEach(changes::add);
    return changes;
  }

  private void add(Effect effect) {
    switch (effect) {
      case Effect.OpenTask task -> opened.put(task.task(), task);
      case Effect.CloseTask task -> {
        if (opened.remove(task.task()) == null) {
          closed.putIfAbsent(task.task(), task);
        }
      }
      case Effect.SetTimer timer -> timers.add(timer);
      case Effect.Enqueue job -> jobs.add(job);
      case Effect.Expect expect -> expectations.add(expect);
      case Effect.Forget(var position) -> {
        timers.removeIf(timer -> timer.position() == position);
        jobs.removeIf(job -> job.position() == position);
        expectations.removeIf(expect -> expect.position() == position);
        forgotten.add(position);
      }
      case Effect.Work _, Effect.StartFlow _, Effect.Copy _, Effect.Tell _, Effect.End _ -> {}
    }
  }
}
