package dev.formwork.core.importexport;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An import and how far it is.
 *
 * @param nextRow rows dealt with so far
 * @param error why it, or its undoing, stopped for good; null otherwise
 * @param undone records that are again as they were before
 * @param kept records that its undoing left as they are
 */
public record ImportRun(
    UUID id,
    AppKey app,
    FormKey form,
    String fileName,
    State state,
    int totalRows,
    int nextRow,
    int created,
    int updated,
    int unchanged,
    int failed,
    OffsetDateTime startedAt,
    OffsetDateTime finishedAt,
    String error,
    int undone,
    int kept) {

  /** Where an import stands. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    UNDOING,
    UNDONE
  }

  /** An import that has not dealt with any row yet. */
  static ImportRun started(UUID id, AppKey app, FormKey form, String fileName, int totalRows) {
    return new ImportRun(
        id, app, form, fileName, State.RUNNING, totalRows, 0, 0, 0, 0, 0, null, null, null, 0, 0);
  }

  public boolean isOver() {
    return switch (state) {
      case RUNNING, UNDOING -> false;
      case DONE, FAILED, UNDONE -> true;
    };
  }

  /** Whether what it did may be undone. */
  public boolean isUndoable() {
    return (state == State.DONE || state == State.FAILED) && created + updated > undone + kept;
  }

  /** Part done, 0 to 1; of its undoing, once that has begun. */
  public double progress() {
    if (state == State.UNDOING) {
      return (double) (undone + kept) / Math.max(1, created + updated);
    }
    return totalRows == 0 ? 1 : (double) nextRow / totalRows;
  }
}
