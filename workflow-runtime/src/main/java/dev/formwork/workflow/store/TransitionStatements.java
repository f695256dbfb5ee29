package dev.formwork.workflow.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that store transitions, for people to read. The store leaves out the parts of a
 * transition that have nothing in them.
 */
public final class TransitionStatements {

  private static final List<TransitionPart<?>> EFFECTS =
      List.of(
          TransitionPart.CLOSED,
          TransitionPart.OPENED,
          TransitionPart.NO_TIMERS,
          TransitionPart.NO_JOBS,
          TransitionPart.NO_EXPECTATIONS,
          TransitionPart.TIMED,
          TransitionPart.EXPECTED,
          TransitionPart.ENQUEUED,
          TransitionPart.TOLD,
          TransitionPart.COPIED,
          TransitionPart.NOTICED,
          TransitionPart.CHILDREN);

  private TransitionStatements() {}

  /** Begins an instance. */
  public static String begin(String schema) {
    return TransitionSql.text(schema, List.of(TransitionPart.BEGUN, TransitionPart.TOLD));
  }

  /** Moves an instance, with everything that may come of a transition. */
  public static String move(String schema) {
    return TransitionSql.text(
        schema, Stream.concat(Stream.of(TransitionPart.MOVED), EFFECTS.stream()).toList());
  }
}
