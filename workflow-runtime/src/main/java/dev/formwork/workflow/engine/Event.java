package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What moves an instance. */
public sealed interface Event {

  record Started() implements Event {}

  /**
   * Somebody did something with their task.
   *
   * @param detail for the history, such as a signature; nullable
   */
  record TaskDecided(UUID task, MemberId by, TaskDecision act, String comment, JsonNode detail)
      implements Event {}

  /** What a member decided on a task. */
  sealed interface TaskDecision {

    /**
     * @param chosen people for later steps, by step
     */
    record Approve(Map<String, List<MemberId>> chosen) implements TaskDecision {}

    record Reject() implements TaskDecision {}

    /**
     * @param step null: to the submitter
     * @param straightBack comes back to this step once mended, rather than walking the path again
     */
    record Return(String step, boolean straightBack) implements TaskDecision {}

    record Transfer(MemberId to) implements TaskDecision {}

    record AddApprovers(List<MemberId> members, Placement placement) implements TaskDecision {}

    record AskOpinion(List<MemberId> members) implements TaskDecision {}

    record GiveOpinion() implements TaskDecision {}

    /** Fields are filled in, or what was returned is mended. */
    record Complete() implements TaskDecision {}
  }

  /** When whoever is added decides. */
  enum Placement {
    BEFORE,
    AFTER,
    BESIDE
  }

  /** Somebody was about to decide, and the record of their task is not there any more. */
  record RecordGone(int position, MemberId by) implements Event {}

  /** A timer rang. */
  record TimerFired(int position, int stage) implements Event {}

  /**
   * Work was done.
   *
   * @param variables that it gave
   * @param detail for the history; nullable
   * @param error why it was not; null: it was
   */
  record StepExecuted(int position, ObjectNode variables, JsonNode detail, String error)
      implements Event {}

  /** A part of work over many records was done; the rest follows. */
  record StepAdvanced(int position, Token.Progress progress) implements Event {}

  /** The next records that a loop goes through, looked for by the work of a position. */
  record RecordsFound(int position, List<RecordId> ids) implements Event {}

  /** What a wait waited for. */
  record AwaitedEventOccurred(int position) implements Event {}

  record ChildEnded(int position, InstanceStatus status, ObjectNode variables) implements Event {}

  record Withdrawn(MemberId by, String comment) implements Event {}

  record DecisionTakenBack(UUID task, MemberId by) implements Event {}

  record Terminated(MemberId by, String comment) implements Event {}

  record Jumped(MemberId by, String step, String comment) implements Event {}

  record Reassigned(UUID task, MemberId to, MemberId by) implements Event {}

  /** Failed work is to be tried again. */
  record Retried(MemberId by) implements Event {}

  /** Whoever has a task is reminded. */
  record Urged(MemberId by) implements Event {}
}
