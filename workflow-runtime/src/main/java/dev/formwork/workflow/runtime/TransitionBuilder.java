package dev.formwork.workflow.runtime;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceState;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.FlowQueue;
import dev.formwork.workflow.store.Transition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Turns a decision of the engine into the transition that is stored: adds copies, notices and the
 * child flows that it starts.
 */
@ApplicationScoped
public class TransitionBuilder {

  private final CompiledFlows flows;
  private final FlowQueue queue;
  private final LiveTasks live;

  TransitionBuilder(CompiledFlows flows, FlowQueue queue, LiveTasks live) {
    this.flows = flows;
    this.queue = queue;
    this.live = live;
  }

  public Uni<Transition> transition(ExecutionContext executionContext, Decision decision) {
    var storedInstance = executionContext.stored();
    return copies(executionContext, decision)
        .chain(
            copies ->
                children(executionContext, decision)
                    .map(
                        children ->
                            new Transition(
                                decision.instance(),
                                storedInstance.title(),
                                storedInstance.parent(),
                                storedInstance.parentPosition(),
                                decision.effects(),
                                decision.history(),
                                copies,
                                notices(executionContext, decision, copies),
                                children)));
  }

  private static Uni<List<Transition.CopyRow>> copies(
      ExecutionContext executionContext, Decision decision) {
    if (decision.effects().stream().noneMatch(Effect.SendCopy.class::isInstance)) {
      return Uni.createFrom().item(List.of());
    }
    return Multi.createFrom()
        .iterable(decision.effects())
        .filter(Effect.SendCopy.class::isInstance)
        .map(Effect.SendCopy.class::cast)
        .onItem()
        .transformToUniAndConcatenate(
            sendCopy -> {
              var step = executionContext.flow().step(sendCopy.step()).orElseThrow();
              return DatabaseStepExecutor.scope(
                      executionContext, decision.instance(), step, sendCopy.subject())
                  .map(
                      evaluationContext -> {
                        var words =
                            DefinitionJson.write(
                                new dev.formwork.core.naming.Title(
                                    step.templates().get("message/en").text(evaluationContext),
                                    step.templates().get("message/zh").text(evaluationContext)));
                        return sendCopy.members().stream()
                            .map(member -> new Transition.CopyRow(member, sendCopy.step(), words))
                            .toList();
                      });
            })
        .collect()
        .asList()
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private static List<Transition.NoticeRow> notices(
      ExecutionContext executionContext, Decision decision, List<Transition.CopyRow> copies) {
    var rows = new ArrayList<Transition.NoticeRow>();
    var title = executionContext.stored().title();
    for (var effect : decision.effects()) {
      switch (effect) {
        case Effect.OpenTask task when !isClosed(decision, task.task()) ->
            rows.add(
                task.step().equals(Token.SUBMITTER)
                    ? returned(decision, task, title)
                    : new Transition.NoticeRow(
                        task.member(),
                        "task",
                        task.step(),
                        task.task(),
                        title,
                        null,
                        decision.instance().submitter()));
        case Effect.SendNotice sendNotice ->
            sendNotice
                .members()
                .forEach(
                    member ->
                        rows.add(
                            new Transition.NoticeRow(
                                member,
                                sendNotice.kind(),
                                sendNotice.step(),
                                null,
                                title,
                                null,
                                null)));
        case Effect.EndInstance endInstance
            when decision.instance().submitter() != null
                && executionContext.flow().definition().isForPeople()
                && endInstance.status() != InstanceStatus.WITHDRAWN ->
            rows.add(
                new Transition.NoticeRow(
                    decision.instance().submitter(),
                    endInstance.outcome().equals(Instance.GONE)
                        ? Instance.GONE
                        : endInstance.status().name().toLowerCase(Locale.ROOT),
                    null,
                    null,
                    title,
                    null,
                    null));
        default -> {}
      }
    }
    rows.addAll(
        NobodyNotices.of(
            executionContext.flow(),
            executionContext.platform().people(),
            title,
            decision.instance().submitter(),
            decision.history()));
    copies.forEach(
        copy ->
            rows.add(
                new Transition.NoticeRow(
                    copy.member(), "copy", copy.step(), null, title, copy.text(), null)));
    return rows;
  }

  /** What came back, with the reason. */
  private static Transition.NoticeRow returned(
      Decision decision, Effect.OpenTask task, String title) {
    var why =
        decision.history().stream()
            .filter(
                entry ->
                    entry.kind() == HistoryEntry.Kind.RETURNED
                        || entry.kind() == HistoryEntry.Kind.REJECTED)
            .reduce((_, later) -> later);
    return new Transition.NoticeRow(
        task.member(),
        "returned",
        task.step(),
        task.task(),
        title,
        why.map(HistoryEntry::comment).orElse(null),
        why.map(HistoryEntry::member).orElse(null));
  }

  private static boolean isClosed(Decision decision, UUID task) {
    return decision.effects().stream()
        .anyMatch(effect -> effect instanceof Effect.CloseTask close && close.task().equals(task));
  }

  /** Flows that steps start, and those that go by what happens in this one. */
  private Uni<List<Transition.Child>> children(
      ExecutionContext executionContext, Decision decision) {
    return flows
        .of(executionContext.workspace(), decision.instance().app())
        .map(
            current -> {
              var starts = new ArrayList<Effect.StartFlow>();
              for (var effect : decision.effects()) {
                if (effect instanceof Effect.StartFlow start) {
                  starts.add(start);
                }
              }
              current.values().forEach(flow -> listening(flow, decision, starts));
              return starts.stream()
                  .filter(start -> current.containsKey(start.flow()))
                  .map(start -> child(executionContext, decision, current.get(start.flow()), start))
                  .toList();
            });
  }

  private static void listening(
      CompiledFlow flow, Decision decision, List<Effect.StartFlow> starts) {
    if (flow.definition().trigger() instanceof Trigger.TaskEvent wanted
        && wanted.flow() != null
        && wanted.flow().equals(decision.instance().flow())
        && decision.instance().depth() < Instance.MAX_DEPTH) {
      decision.history().stream()
          .filter(one -> wanted.step() == null || wanted.step().equals(one.step()))
          .filter(one -> wanted.events().isEmpty() || wanted.events().contains(one.kind().json()))
          .forEach(
              one -> {
                var given =
                    DefinitionJson.mapper()
                        .createObjectNode()
                        .put("event", one.kind().json())
                        .put("step", one.step());
                starts.add(
                    new Effect.StartFlow(
                        0, flow.key(), given, decision.instance().subject(), false));
              });
    }
  }

  private static Transition.Child child(
      ExecutionContext executionContext,
      Decision decision,
      CompiledFlow flow,
      Effect.StartFlow start) {
    return new Transition.Child(
        fresh(decision.instance(), flow.version(), start, start.subject()),
        executionContext.stored().title(),
        start.position());
  }

  private static Instance fresh(
      Instance caller, int version, Effect.StartFlow start, SubjectRecord subjectRecord) {
    return new Instance(
        UuidCreator.getTimeOrderedEpoch(),
        caller.app(),
        start.flow(),
        version,
        subjectRecord == null
            ? null
            : SubjectRecord.of(subjectRecord.form(), subjectRecord.record()),
        caller.submitter(),
        caller.depth() + 1,
        0,
        InstanceStatus.RUNNING,
        null,
        null,
        caller.startedAt(),
        InstanceState.fresh(start.variables()));
  }

  /** Work that was too much for this transaction goes on in another. */
  Uni<Void> enqueueRemaining(ExecutionContext executionContext, SqlClient sql, Decision decision) {
    boolean left =
        decision.instance().state().open().stream()
            .anyMatch(
                token ->
                    token instanceof Token.Wait wait
                        && wait.what() == Token.WaitReason.WORK
                        && wait.error() == null);
    if (!left) {
      return Uni.createFrom().voidItem();
    }
    live.expectWork(executionContext.workspace());
    return queue.enqueueContinuation(
        sql, executionContext.workspace().schema(), decision.instance().id());
  }
}
