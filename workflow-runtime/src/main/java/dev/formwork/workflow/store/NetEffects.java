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
final class NetEffects {

  final Map<UUID, Effect.OpenTask> opened = new LinkedHashMap<>();
  final Map<UUID, Effect.CloseTask> closed = new LinkedHashMap<>();
  final List<Effect.SetTimer> timers = new ArrayList<>();
  final List<Effect.EnqueueExternalStep> jobs = new ArrayList<>();
  final List<Effect.AwaitRecordChange> expectations = new ArrayList<>();
  final List<Integer> forgotten = new ArrayList<>();

  static NetEffects of(List<Effect> effects) {
    var netEffects = new NetEffects();
    effects.forEach(netEffects::add);
    return netEffects;
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
      case Effect.EnqueueExternalStep job -> jobs.add(job);
      case Effect.AwaitRecordChange awaitRecordChange -> expectations.add(awaitRecordChange);
      case Effect.CancelPending(var position) -> {
        timers.removeIf(timer -> timer.position() == position);
        jobs.removeIf(job -> job.position() == position);
        expectations.removeIf(awaitRecordChange -> awaitRecordChange.position() == position);
        forgotten.add(position);
      }
      case Effect.RunDatabaseStep _,
          Effect.StartFlow _,
          Effect.SendCopy _,
          Effect.SendNotice _,
          Effect.EndInstance _ -> {}
    }
  }
}
