package dev.formwork.workflow.runtime;

import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.record.RecordService;
import io.smallrye.mutiny.Uni;

/**
 * Work in the transaction of a transition before the event is applied, such as saving the record
 * that was edited in a task.
 */
@FunctionalInterface
public interface BeforeTransition {

  Uni<Void> run(LockingTransaction sql, RecordService records);
}
