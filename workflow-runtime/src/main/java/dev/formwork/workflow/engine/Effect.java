package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.definition.Delay;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What is to be done because of a decision, in the same transaction. */
public sealed interface Effect {

  /**
   * Somebody gets a task.
   *
   * @param due nullable
   */
  record OpenTask(
      UUID task,
      int position,
      String step,
      TaskKind kind,
      MemberId member,
      MemberId principal,
      OffsetDateTime due)
      implements Effect {}

  /**
   * A task is over.
   *
   * @param by who ended it; null: nobody in person
   */
  record CloseTask(UUID task, MemberId member, String outcome, MemberId by) implements Effect {

    static CloseTask of(Participant participant, String outcome, MemberId by) {
      return new CloseTask(participant.task(), participant.member(), outcome, by);
    }
  }

  /**
   * Something happens at a time.
   *
   * @param stage of the step's due times; 0 for a wait
   */
  record SetTimer(int position, int stage, OffsetDateTime at) implements Effect {}

  /** Timers, jobs and awaited changes of a token are cancelled. */
  record CancelPending(int position) implements Effect {}

  /** A step's work in the database is to be done now; {@link Event.StepExecuted} follows. */
  record RunDatabaseStep(int position, String step, SubjectRecord subject) implements Effect {}

  /** A step's work outside is to be done by a durable job; {@link Event.StepExecuted} follows. */
  record EnqueueExternalStep(int position, String step) implements Effect {}

  /** {@link Event.AwaitedEventOccurred} is to follow when records change. */
  record AwaitRecordChange(int position, String step, SubjectRecord subject, Delay timeout)
      implements Effect {}

  /** Another flow is to be started; if the step waits, {@link Event.ChildEnded} follows. */
  record StartFlow(
      int position, String flow, ObjectNode variables, SubjectRecord subject, boolean waits)
      implements Effect {}

  /** People get a copy, with the message of a step. */
  record SendCopy(String step, List<MemberId> members, SubjectRecord subject) implements Effect {}

  /**
   * People are told something.
   *
   * @param kind such as {@code reminded}
   */
  record SendNotice(String kind, String step, List<MemberId> members) implements Effect {}

  /** The instance is over. */
  record EndInstance(InstanceStatus status, String outcome) implements Effect {}
}
