package dev.formwork.workflow.engine;

import java.util.List;
import java.util.stream.Stream;

/** What an event comes to. */
public record Decision(Instance instance, List<Effect> effects, List<HistoryEntry> history) {

  /** Steps that are to run in the database, in order. */
  public Stream<Effect.RunDatabaseStep> databaseSteps() {
    return effects.stream()
        .filter(Effect.RunDatabaseStep.class::isInstance)
        .map(Effect.RunDatabaseStep.class::cast);
  }

  /** Whether it changes more than the tables of flows, and so needs a transaction. */
  public boolean needsTransaction() {
    return databaseSteps().findAny().isPresent();
  }
}
