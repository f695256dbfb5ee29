package dev.formwork.core.record;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;

/**
 * What must be so for a record to be written.
 *
 * @param version the one it has; null: any
 * @param isNew whether there must be no record yet
 * @param isThere whether there must be one
 */
public record WritePrecondition(Long version, boolean isNew, boolean isThere) {

  public static final WritePrecondition NONE = new WritePrecondition(null, false, false);

  /** Fails as stale when there is a record that must not be there, or none that must be. */
  void require(boolean found) {
    if (found && isNew) {
      throw Refusal.of(Refusal.Kind.STALE, CoreProblem.RECORD_THERE);
    }
    if (!found && isThere) {
      throw Refusal.of(Refusal.Kind.STALE, CoreProblem.RECORD_MISSING);
    }
  }
}
