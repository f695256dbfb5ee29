package dev.formwork.workflow.tryout;

import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.EmailStep;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Engine;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.TokenQueries;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.runtime.DatabaseStepExecutor;
import dev.formwork.workflow.runtime.ExecutionContext;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One run of a draft inside a transaction that is rolled back. Tasks and timers are kept in memory,
 * database steps are executed, calls to other systems and e-mail are recorded instead of sent.
 */
final class FlowSimulation {

  private final DatabaseStepExecutor databaseSteps;
  private final RecordService records;
  private final LockingTransaction sql;
  private final ExecutionContext executionContext;
  private final Locale reader;
  private final Map<UUID, Effect.OpenTask> tasks = new LinkedHashMap<>();
  private final List<UUID> numbers = new ArrayList<>();
  private final List<Effect.SetTimer> timers = new ArrayList<>();
  private final List<Integer> expected = new ArrayList<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final List<TryOut.TryOutEmail> emails = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final ArrayDeque<Event> next = new ArrayDeque<>();
  private Instance instance;
  private StoredRecord before;

  /**
   * @param reader the language of whoever tries it out, in which e-mails are shown
   */
  FlowSimulation(
      DatabaseStepExecutor databaseSteps,
      RecordService records,
      LockingTransaction sql,
      ExecutionContext executionContext,
      Locale reader) {
    this.databaseSteps = databaseSteps;
    this.records = records;
    this.sql = sql;
    this.executionContext = executionContext;
    this.reader = reader;
    this.instance = executionContext.stored().instance();
  }

  Uni<TryOut.Snapshot> play(TryOut tryOut) {
    return current()
        .invoke(record -> before = record)
        .chain(() -> happens(new Event.Started()))
        .chain(() -> deeds(tryOut.deeds()))
        .chain(this::current)
        .map(this::standing);
  }

  /** Null without a record. */
  private Uni<StoredRecord> current() {
    var subjectRecord = instance.subject();
    return subjectRecord == null
        ? Uni.createFrom().nullItem()
        : records
            .joining(sql, null)
            .get(
                executionContext.platform(), executionContext.flow().form(), subjectRecord.record())
            .onFailure(Refusal.class)
            .recoverWithItem((StoredRecord) null);
  }

  private Uni<Void> deeds(List<TryOut.TryOutAction> deeds) {
    if (deeds.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var rest = deeds.subList(1, deeds.size());
    var event = event(deeds.getFirst());
    return event == null ? deeds(rest) : happens(event).chain(() -> deeds(rest));
  }

  /** Null when there is nothing to wait for. */
  private Event event(TryOut.TryOutAction tryOutAction) {
    return switch (tryOutAction) {
      case TryOut.TryOutAction.TaskAnswered(var number, var taskDecision, var comment) -> {
        var task = number < numbers.size() ? tasks.get(numbers.get(number)) : null;
        if (task == null) {
          throw Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.TASK_OVER);
        }
        yield new Event.TaskDecided(task.task(), task.member(), taskDecision, comment, null);
      }
      case TryOut.TryOutAction.TimeSkipped() -> {
        var first = timers.stream().min(Comparator.comparing(Effect.SetTimer::at));
        first.ifPresent(timers::remove);
        if (first.isPresent()) {
          yield new Event.TimerFired(first.get().position(), first.get().stage());
        }
        yield expected.isEmpty() ? null : new Event.AwaitedEventOccurred(expected.getFirst());
      }
    };
  }

  private Uni<Void> happens(Event event) {
    return executionContext
        .decide(instance, event)
        .chain(this::take)
        .chain(() -> next.isEmpty() ? Uni.createFrom().voidItem() : happens(next.removeFirst()));
  }

  private Uni<Void> take(Decision decision) {
    instance = decision.instance();
    history.addAll(decision.history());
    Uni<Void> done = Uni.createFrom().voidItem();
    for (var effect : decision.effects()) {
      done = done.chain(() -> take(effect));
    }
    return done;
  }

  private Uni<Void> take(Effect effect) {
    switch (effect) {
      case Effect.OpenTask task -> {
        tasks.put(task.task(), task);
        numbers.add(task.task());
      }
      case Effect.CloseTask task -> tasks.remove(task.task());
      case Effect.SetTimer timer -> timers.add(timer);
      case Effect.CancelPending(var position) -> {
        timers.removeIf(timer -> timer.position() == position);
        expected.removeIf(one -> one == position);
      }
      case Effect.AwaitRecordChange awaitRecordChange -> expected.add(awaitRecordChange.position());
      case Effect.EnqueueExternalStep job -> {
        calls.add(job.step());
        next.add(worked(job.position()));
      }
      case Effect.StartFlow start -> {
        calls.add(start.flow());
        if (start.waits()) {
          next.add(
              new Event.ChildEnded(
                  start.position(),
                  InstanceStatus.DONE,
                  DefinitionJson.mapper().createObjectNode()));
        }
      }
      case Effect.RunDatabaseStep databaseStep -> {
        return perform(databaseStep);
      }
      case Effect.SendCopy _, Effect.SendNotice _, Effect.EndInstance _ -> {}
    }
    return Uni.createFrom().voidItem();
  }

  private static Event worked(int position) {
    return new Event.StepExecuted(position, DefinitionJson.mapper().createObjectNode(), null, null);
  }

  private Uni<Void> perform(Effect.RunDatabaseStep effect) {
    var step = executionContext.flow().step(effect.step()).orElseThrow();
    if (step.step() instanceof EmailStep email) {
      return email(step, email, effect);
    }
    var joined = records.joining(sql, new RecordEvent.Cause(instance.id(), instance.depth()));
    var now = new Decision(instance, List.of(), List.of());
    return databaseSteps
        .perform(executionContext, joined, sql, now, effect)
        .invoke(executionContext.inputs()::forget)
        .chain(event -> performed(effect, event));
  }

  /** Work over many records goes on at once; elsewhere each part has a transaction of its own. */
  private Uni<Void> performed(Effect.RunDatabaseStep effect, Event event) {
    if (event instanceof Event.StepAdvanced) {
      return executionContext
          .decide(instance, event)
          .chain(this::take)
          .chain(() -> perform(effect));
    }
    next.add(event);
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> email(CompiledStep step, EmailStep email, Effect.RunDatabaseStep effect) {
    return DatabaseStepExecutor.scope(executionContext, instance, step, effect.subject())
        .invoke(
            evaluationContext -> {
              var to =
                  TokenQueries.people(
                      executionContext.flow(),
                      instance,
                      executionContext.inputs(),
                      step,
                      effect.subject(),
                      email.to(),
                      "to");
              emails.add(
                  new TryOut.TryOutEmail(
                      step.key(),
                      to,
                      step.text("subject", reader, evaluationContext),
                      step.text("text", reader, evaluationContext)));
              next.add(worked(effect.position()));
            })
        .replaceWithVoid();
  }

  private TryOut.Snapshot standing(StoredRecord after) {
    var open = new ArrayList<TryOut.TryOutTask>();
    for (int i = 0; i < numbers.size(); i++) {
      var task = tasks.get(numbers.get(i));
      if (task != null) {
        open.add(
            new TryOut.TryOutTask(
                i,
                task.step(),
                executionContext
                    .flow()
                    .step(task.step())
                    .map(one -> one.step().title())
                    .orElse(null),
                task.member(),
                task.kind()));
      }
    }
    return new TryOut.Snapshot(
        instance.status(),
        instance.outcome(),
        instance.error(),
        List.copyOf(open),
        List.copyOf(history),
        List.copyOf(emails),
        List.copyOf(calls),
        changes(after),
        Set.copyOf(instance.state().passed()),
        Set.copyOf(Engine.standing(instance.state())),
        timers.stream().map(Effect.SetTimer::at).min(Comparator.naturalOrder()).orElse(null));
  }

  private List<TryOut.FieldChange> changes(StoredRecord after) {
    if (before == null || after == null) {
      return List.of();
    }
    return ValueEquality.changed(executionContext.flow().form(), before.data(), after.data())
        .stream()
        .map(
            column ->
                new TryOut.FieldChange(
                    column.name(),
                    CompiledExpression.text(before.data().get(column.slot())),
                    CompiledExpression.text(after.data().get(column.slot()))))
        .toList();
  }
}
