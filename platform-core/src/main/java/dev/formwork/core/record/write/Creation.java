package dev.formwork.core.record.write;

import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.record.access.RowLevelCheck;
import dev.formwork.core.record.decision.RecordDecisionService;
import dev.formwork.core.record.dependency.DependencyLocks;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.StoredRecord;
import java.util.List;
import java.util.Map;

/** The stages of a new record, within its transaction. */
final class Creation {

  /** Those above it whose values depend on it. */
  static final WriteStage LOCK_PARENTS =
      write ->
          DependencyLocks.take(write.sql(), write.form(), List.of(), List.of(write.input().data()));

  /** Defaults, rules, formulas and checks, in one pure decision. */
  static final WriteStage DECIDE =
      write ->
          RecordDecisionService.create(
                  write.sql(),
                  write.form(),
                  write.wish().id(),
                  write.input(),
                  write.wish().occasion(),
                  write.moment())
              .invoke(write::decideOn)
              .replaceWithVoid();

  static final WriteStage INSERT =
      write -> {
        var id = write.wish().id();
        write.became(StoredRecord.created(id, write.decided(), write.moment()));
        return RecordStore.insert(
            write.sql(),
            write.form(),
            List.of(new RecordStore.Insertion(id, write.decided(), write.wish().occasion())),
            write.moment());
      };

  /** Whoever may only create records of a kind has created one of it. */
  static final WriteStage CHECK_ROW =
      write ->
          RowLevelCheck.afterCreation(
              write.sql(), write.access(), Map.of(write.wish().id(), write.wish().given()));

  static final WriteStage TELL =
      write -> {
        var created = write.tell(RecordEvent.Kind.CREATED, null, write.after());
        return write.wish().occasion() == Occasion.SUBMIT
            ? created.chain(
                () -> write.tell(RecordEvent.Kind.SUBMITTED, write.after(), write.after()))
            : created;
      };

  private Creation() {}
}
