package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.TaskKind;
import dev.formwork.workflow.problem.FlowProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/** The tasks of the calling member. Nobody sees the tasks of others. */
@ApplicationScoped
public class Tasks {

  private static final int BATCH = 200;

  private final TaskLists lists;
  private final DraftLists drafts;
  private final TaskReader reader;
  private final TaskActionExecutor actions;

  Tasks(TaskLists lists, DraftLists drafts, TaskReader reader, TaskActionExecutor actions) {
    this.lists = lists;
    this.drafts = drafts;
    this.reader = reader;
    this.actions = actions;
  }

  /** The parts of the task centre. */
  public enum Box {
    TODO,
    DONE,
    STARTED,
    COPIED,
    DRAFTS
  }

  /** How urgent. */
  public enum Urgency {
    ALL,
    OVERDUE,
    TODAY
  }

  /**
   * What someone wants to see.
   *
   * @param search words in the title of the record; nullable
   * @param app nullable
   * @param flow nullable
   * @param due of tasks to do
   * @param cursor where the page before ended; nullable
   */
  public record Query(
      Box box, String search, String app, String flow, Urgency due, int limit, String cursor) {

    public static Query of(Box box) {
      return new Query(box, null, null, null, Urgency.ALL, 50, null);
    }
  }

  /**
   * One line of a list.
   *
   * @param id of the task; for what was started or copied, of the instance; for a record that was
   *     not sent yet, of the record
   * @param instance null for a record that was not sent yet
   * @param stepTitle nullable
   * @param kind null for what was started or copied, and for a record
   * @param at when it came, was done, started or, for drafts, saved
   * @param outcome of the task, or of the instance; nullable
   * @param status of the instance; nullable as that
   * @param onBehalfOf nullable
   * @param seen whether its owner looked at it
   * @param batch whether it may be decided together with others, unseen
   */
  public record Card(
      UUID id,
      UUID instance,
      AppKey app,
      String flow,
      Title flowTitle,
      String form,
      RecordId record,
      String recordTitle,
      String step,
      Title stepTitle,
      TaskKind kind,
      MemberId submitter,
      OffsetDateTime at,
      OffsetDateTime dueAt,
      OffsetDateTime endedAt,
      String outcome,
      InstanceStatus status,
      MemberId onBehalfOf,
      boolean seen,
      boolean batch) {

    /** Whether it is a record that no flow has yet. */
    public boolean isUnsent() {
      return instance == null;
    }
  }

  /**
   * @param nextCursor null at the end
   */
  public record Page(List<Card> items, String nextCursor) {}

  /** What became of one of several tasks; no problems: it is done. */
  public record Outcome(UUID task, List<Problem> problems) {}

  public Uni<Page> list(Caller caller, Query query) {
    return query.box() == Box.DRAFTS ? drafts.list(caller, query) : lists.list(caller, query);
  }

  /** How many drafts there are; no further than {@link DraftLists#COUNTED}. */
  public Uni<Long> drafts(Caller caller) {
    return drafts.count(caller);
  }

  /** How many there are to do; how many copies were not looked at. */
  public Uni<Map<Box, Long>> counts(Caller caller) {
    return lists.counts(caller);
  }

  /** With its record, as the step shows it. Marks it as seen. Fails as not found for others. */
  public Uni<TaskView> open(Caller caller, UUID task) {
    return reader.open(caller, task);
  }

  /** Fails as a conflict, saying who did what when, if somebody else was first. */
  public Uni<TaskView> act(Caller caller, UUID task, TaskAction action) {
    return decide(caller, task, action).chain(() -> reader.show(caller, task));
  }

  /**
   * The same for an action that can only be read when it is known what the task is about.
   *
   * @param action made of the reader with the rights of the task, and the form of its record, which
   *     is null without one
   */
  public Uni<TaskView> act(
      Caller caller, UUID task, BiFunction<Caller, CompiledForm, TaskAction> action) {
    return actions
        .act(
            caller,
            task,
            (reader, form) -> {
              var read = action.apply(reader, form);
              caller.requireWriting();
              return read;
            })
        .chain(() -> reader.show(caller, task));
  }

  /** The same, for whoever need not see what became of it. */
  public Uni<Void> decide(Caller caller, UUID task, TaskAction action) {
    caller.requireWriting();
    return actions.act(caller, task, (_, _) -> action);
  }

  /** The same for many: each for itself. */
  public Uni<List<Outcome>> batch(
      Caller caller, List<UUID> tasks, ActionKind kind, String comment) {
    caller.requireWriting();
    if (kind != ActionKind.APPROVE && kind != ActionKind.REJECT) {
      throw Refusal.of(Refusal.Kind.MALFORMED, FlowProblem.TASK_OTHER_KIND);
    }
    if (tasks.size() > BATCH) {
      throw Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.TOO_MANY_ROWS, BATCH);
    }
    return Multi.createFrom()
        .iterable(tasks)
        .onItem()
        .transformToUniAndConcatenate(
            task ->
                actions
                    .act(caller, task, (_, _) -> TaskAction.of(kind, comment))
                    .replaceWith(new Outcome(task, List.of()))
                    .onFailure(Refusal.class)
                    .recoverWithItem(failure -> new Outcome(task, failure.problems())))
        .collect()
        .asList();
  }
}
