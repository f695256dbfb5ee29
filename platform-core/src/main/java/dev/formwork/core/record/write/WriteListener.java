package dev.formwork.core.record.write;

import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;

/** Hears within the transaction what became of a record. */
@FunctionalInterface
interface WriteListener {

  /**
   * @param before null: it is new
   */
  Uni<Void> happened(
      RecordWrite write, RecordEvent.Kind kind, StoredRecord before, StoredRecord after);
}
