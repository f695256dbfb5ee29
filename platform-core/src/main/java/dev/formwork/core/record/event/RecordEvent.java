package dev.formwork.core.record.event;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.value.StoredRecord;
import java.util.UUID;

/**
 * An event about a record: created, changed, submitted or deleted.
 *
 * @param before null for a new one
 * @param after null for one that went
 * @param moment when, and for whom
 * @param cause nullable: a person or a program did it
 */
public record RecordEvent(
    Kind kind,
    Caller caller,
    CompiledForm form,
    StoredRecord before,
    StoredRecord after,
    EvaluationContext moment,
    Cause cause) {

  /** What. */
  public enum Kind {
    CREATED,
    CHANGED,
    SUBMITTED,
    DELETED
  }

  /**
   * The flow that did it.
   *
   * @param depth how many flows stand behind each other, each started by what the one before did
   */
  public record Cause(UUID instance, int depth) {}

  public RecordId record() {
    return after != null ? after.id() : before.id();
  }
}
