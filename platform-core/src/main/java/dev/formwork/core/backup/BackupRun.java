package dev.formwork.core.backup;

import dev.formwork.core.naming.MemberId;
import java.time.Instant;
import java.util.UUID;

/**
 * A backup that was made, is being made, or did not come about.
 *
 * @param node that has the file; null: none took it up yet
 * @param askedBy null: it was made by the clock
 * @param asOf whose state it holds; null: it is not made
 * @param finishedAt null: it is under way
 * @param size bytes
 * @param error a sentence; null: it is whole
 */
public record BackupRun(
    UUID id,
    String fileName,
    String node,
    MemberId askedBy,
    Instant askedAt,
    Instant asOf,
    Instant finishedAt,
    long size,
    long rows,
    String error) {

  /** The same when its file is gone. */
  BackupRun gone() {
    return new BackupRun(
        id,
        fileName,
        node,
        askedBy,
        askedAt,
        asOf,
        finishedAt,
        size,
        rows,
        "Its file is not in the folder any more.");
  }

  /** Whether it can be restored from. */
  public boolean isWhole() {
    return finishedAt != null && error == null;
  }
}
