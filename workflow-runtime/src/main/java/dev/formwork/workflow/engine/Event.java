package dev.formwork.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  record Acted(UUID task, UUID by, Act act, String comment, JsonNode detail) implements Event {}

  /** What a member decided on a task. */
  sealed interface Act {

    /**
     * @param chosen people for later steps, by step
     */
    record Approve(Map<String, List<UUID>> chosen) implements Act {}

    record Reject() implements Act {}

    /**
     * @param step null: to the submitter
     * @param straightBack comes back to this step once mended, rather than walking the path again
     */
    record Return(String step, boolean straightBack) implements Act {}

    record Transfer(UUID to) implements Act {}

    record Add(List<UUID> members, Placement placement) implements Act {}

    record Ask(List<UUID> members) implements Act {}

    record Answer() implements Act {}

    /** Fields are filled in, or what was returned is mended. */
    record Complete() implements Act {}
  }

  /** When whoever is added decides. */
  enum Placement {
    BEFORE,
    AFTER,
    BESIDE
  }

  /** A timer rang. */
  record TimeCame(int position, int stage) implements Event {}

  /**
   * Work was done.
   *
   * @param variables that it gave
   * @param detail for the history; nullable
   * @param error why it was not; null: it was
   */
  record Worked(int position, ObjectNode variables, JsonNode detail, String error)
      implements Event {}

  /** What a wait waited for. */
  record Occurred(int position) implements Event {}

  record ChildEnded(int position, Status status, ObjectNode variables) implements Event {}

  record Withdrawn(UUID by, String comment) implements Event {}

  record TookBack(UUID task, UUID by) implements Event {}

  record Terminated(UUID by, String comment) implements Event {}

  record Jumped(UUID by, String step, String comment) implements Event {}

  record Reassigned(UUID task, UUID to, UUID by) implements Event {}

  /** Failed work is to be tried again. */
  record Retried(UUID by) implements Event {}

  /** Whoever has a task is reminded. */
  record Urged(UUID by) implements Event {}
}
