package dev.formwork.workflow.store;

import java.util.UUID;

/**
 * Work beside a transition, in hand.
 *
 * @param fence grows with each node that takes it over
 */
public record FlowJob(UUID id, UUID instance, int position, Kind kind, int attempts, long fence) {

  /** What is to be done. */
  public enum Kind {
    /** An instance begins. */
    START,
    /** A step calls outside. */
    OUTSIDE,
    /** A flow that a step waits for is over. */
    CHILD_ENDED,
    /** Something happened that a step may wait for. */
    OCCURRED,
    /** Work in the database goes on that was too much for one transaction. */
    GO_ON
  }

  /**
   * @param mover the instance whose transition wants it
   */
  record Wanted(UUID mover, UUID instance, int position, Kind kind) {}
}
