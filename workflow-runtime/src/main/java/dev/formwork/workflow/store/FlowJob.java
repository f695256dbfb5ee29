package dev.formwork.workflow.store;

import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.store.TransitionPart.OfInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A job of a flow, taken under a lease.
 *
 * @param leaseVersion grows with each node that takes it over
 */
public record FlowJob(
    UUID id, UUID instance, int position, Kind kind, int attempts, long leaseVersion) {

  /** How long to wait before the next try: a second after the first, twice as long each time. */
  public Duration backOff() {
    return Duration.ofSeconds(1L << Math.min(attempts, 8));
  }

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
  record NewJob(UUID mover, UUID instance, int position, Kind kind) {}

  /** Work outside; beginnings; and whoever called an instance that ended is to hear of it. */
  static List<NewJob> wanted(
      List<Transition> transitions, List<OfInstance<Effect.EnqueueExternalStep>> outside) {
    var all = new ArrayList<NewJob>();
    for (var row : outside) {
      all.add(new NewJob(row.instance(), row.instance(), row.what().position(), Kind.OUTSIDE));
    }
    for (var one : transitions) {
      var after = one.after();
      if (after.status().isOver() && one.parent() != null) {
        all.add(new NewJob(after.id(), one.parent(), one.parentPosition(), Kind.CHILD_ENDED));
      }
      if (one.isNew() && !after.hasBegun()) {
        all.add(new NewJob(after.id(), after.id(), 0, Kind.START));
      }
      for (var child : one.children()) {
        all.add(new NewJob(after.id(), child.instance().id(), 0, Kind.START));
      }
    }
    return all;
  }
}
