package dev.formwork.core.record.write;

import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.database.TransactionScope;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.event.RecordEventBus;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.function.Function;

/** Takes a record that is created or changed through the stages of its form. */
public final class RecordWriter {

  /** Attempts of a change that names no version, when others change the record meanwhile. */
  private static final int TRIES = 24;

  private final TransactionScope place;
  private final RecordEventBus bus;
  private final RecordEvent.Cause cause;

  /**
   * @param cause what makes these writes; null: people and programs
   */
  public RecordWriter(TransactionScope place, RecordEventBus bus, RecordEvent.Cause cause) {
    this.place = place;
    this.bus = bus;
    this.cause = cause;
  }

  /** Completes the input in place. */
  public Uni<StoredRecord> create(
      RecordAccess access, RecordId id, RecordInput input, Occasion occasion) {
    var stages = WriteStages.of(access.form());
    var wish =
        new RecordWrite.Wish(access, id, null, input, input.deepCopy(access.form()), occasion);
    var write = new RecordWrite(wish, place.sql(), this);
    return WriteStages.run(stages.prepareCreation(), write)
        .chain(
            () ->
                atomically(
                    access,
                    RecordAction.CREATE,
                    sql -> WriteStages.run(stages.create(), write.within(sql))))
        .map(_ -> write.after());
  }

  /**
   * @param expectedVersion the version the change was made on; null: whichever is newest
   */
  public Uni<StoredRecord> change(
      RecordAccess access,
      RecordId id,
      Long expectedVersion,
      RecordInput input,
      Occasion occasion) {
    var wish = new RecordWrite.Wish(access, id, expectedVersion, input, input, occasion);
    return change(WriteStages.of(access.form()), wish, TRIES);
  }

  private Uni<StoredRecord> change(WriteStages stages, RecordWrite.Wish wish, int tries) {
    var write = new RecordWrite(wish.again(), place.sql(), this);
    return WriteStages.run(stages.prepareChange(), write)
        .chain(
            () ->
                atomically(
                    wish.access(),
                    RecordAction.CHANGE,
                    sql -> WriteStages.run(stages.change(), write.within(sql))))
        .map(_ -> write.after())
        .onFailure(RetryingTransactions.ChangedMeanwhile.class)
        .recoverWithUni(
            () ->
                tries > 1
                    ? change(stages, wish, tries - 1)
                    : Uni.createFrom().failure(CurrentRecord.stale(write.before().version())));
  }

  /**
   * A transaction where several statements belong together; a single statement is one by itself.
   *
   * @param action whose limits are checked on what was written
   */
  private Uni<Void> atomically(
      RecordAccess access, RecordAction action, Function<SqlClient, Uni<Void>> work) {
    return WriteStages.of(access.form()).transaction() || access.isChecked(action)
        ? place.atomically(work)
        : place.alone(work);
  }

  /**
   * Tells those who watch the form, in the transaction of what happened.
   *
   * @param before null: the record is new
   * @param after null: it is gone
   */
  public Uni<Void> tell(
      SqlClient sql,
      RecordAccess access,
      RecordEvent.Kind kind,
      StoredRecord before,
      StoredRecord after) {
    return bus.tell(
        sql,
        new RecordEvent(
            kind, access.caller(), access.form(), before, after, access.moment(), cause));
  }
}
