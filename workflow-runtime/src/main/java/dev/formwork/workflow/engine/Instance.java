package dev.formwork.workflow.engine;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One run of a flow.
 *
 * @param subject the record that goes through it; null: none
 * @param submitter who started it; null: the platform
 * @param depth how many flows stand behind each other that led here
 * @param revision grows with each transition; two cannot both build on one
 * @param outcome how it ended; null: it did not
 * @param error why it stands still; null: it does not
 */
public record Instance(
    UUID id,
    AppKey app,
    String flow,
    int version,
    SubjectRecord subject,
    MemberId submitter,
    int depth,
    int revision,
    InstanceStatus status,
    String outcome,
    String error,
    OffsetDateTime startedAt,
    InstanceState state) {

  /**
   * How many flows may start each other in a chain; a longer one is taken for a loop and stopped.
   */
  public static final int MAX_DEPTH = 16;

  /** How one ended whose record was deleted. */
  public static final String GONE = "gone";

  Instance after(
      InstanceStatus nextStatus, String nextOutcome, String nextError, InstanceState nextState) {
    return new Instance(
        id,
        app,
        flow,
        version,
        subject,
        submitter,
        depth,
        revision,
        nextStatus,
        nextOutcome,
        nextError,
        startedAt,
        nextState);
  }

  /** The same, as it is once it was stored. */
  public Instance stored() {
    return new Instance(
        id,
        app,
        flow,
        version,
        subject,
        submitter,
        depth,
        revision + 1,
        status,
        outcome,
        error,
        startedAt,
        state);
  }

  /** The same on another version of its flow. */
  public Instance withVersion(int otherVersion) {
    return new Instance(
        id,
        app,
        flow,
        otherVersion,
        subject,
        submitter,
        depth,
        revision,
        status,
        outcome,
        error,
        startedAt,
        state);
  }

  /** Whether it took its first step. */
  public boolean hasBegun() {
    return state.next() > 1;
  }
}
