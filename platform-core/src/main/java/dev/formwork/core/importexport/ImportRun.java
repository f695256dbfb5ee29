package dev.formwork.core.importexport;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An import and how far it is.
 *
 * @param nextRow rows dealt with so far
 * @param error why it stopped for good, null otherwise
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
    String error) {

  /** Where an import stands. */
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /** An import that has not dealt with any row yet. */
  static ImportRun started(UUID id, AppKey app, FormKey form, String fileName, int totalRows) {
    return new ImportRun(
        id, app, form, fileName, State.RUNNING, totalRows, 0, 0, 0, 0, 0, null, null, null);
  }

  public boolean isOver() {
    return state != State.RUNNING;
  }

  /** Part done, 0 to 1. */
  public double progress() {
    return totalRows == 0 ? 1 : (double) nextRow / totalRows;
  }
}
