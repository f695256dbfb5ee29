package dev.formwork.core.record.write;

import dev.formwork.core.record.access.CopiedValueGuard;
import dev.formwork.core.record.access.LookupPermissionCheck;
import dev.formwork.core.record.access.RowIdentity;
import dev.formwork.core.record.access.WritePermissionCheck;
import dev.formwork.core.record.lookup.LookupAutofill;
import dev.formwork.core.record.lookup.LookupResolver;
import dev.formwork.core.record.store.RecordStore;
import java.util.List;

/** What is done with an input before its transaction begins. */
final class Preparation {

  /** The rows given become all rows that the record shall have. */
  static final WriteStage IDENTIFY_ROWS =
      WriteStage.immediate(
          write ->
              RowIdentity.resolve(
                  write.form(), write.sight(), write.input(), write.valuesBefore()));

  /** Nobody gives a value to a field they may not set. */
  static final WriteStage CHECK_GIVEN_FIELDS =
      WriteStage.immediate(
          write ->
              WritePermissionCheck.check(
                  write.form(), write.sight(), write.input(), write.valuesBefore()));

  /** A default copies nothing that the caller may not read. */
  static final WriteStage WITHHOLD_DEFAULTS =
      WriteStage.immediate(
          write -> CopiedValueGuard.withholdDefaults(write.access(), write.input()));

  /** Lookups get the titles of what they point to; one that points nowhere is refused. */
  static final WriteStage RESOLVE_LOOKUPS =
      write ->
          LookupResolver.resolve(write.sql(), write.form(), write.input(), write.valuesBefore())
              .replaceWithVoid();

  /** Nobody points to a record they may not read. */
  static final WriteStage CHECK_LOOKUPS =
      write ->
          LookupPermissionCheck.check(
              write.sql(), write.access(), write.input(), write.valuesBefore());

  static final WriteStage FILL_FROM_LOOKUPS =
      write ->
          LookupAutofill.complete(write.sql(), write.access(), write.valuesBefore(), write.input())
              .replaceWithVoid();

  /** Running numbers are taken outside of the transaction, so that nobody waits for its end. */
  static final WriteStage NUMBER =
      write ->
          RecordStore.number(write.sql(), write.form(), List.of(write.input()), write.moment());

  private Preparation() {}
}
