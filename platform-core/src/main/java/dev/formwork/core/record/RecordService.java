package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.database.TransactionScope;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.event.LiveChanges;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.access.RecordTitleArgument;
import dev.formwork.core.record.access.WritePermissionCheck;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.event.RecordEventBus;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.store.UniqueFieldLookup;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.write.CurrentRecord;
import dev.formwork.core.record.write.RecordWriter;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The commands on records. Screens, the API, imports and flows all come through here; permissions
 * are checked here and nowhere else.
 */
@ApplicationScoped
public class RecordService {

  /** Attempts of an upsert, when others make or remove the same record meanwhile. */
  private static final int TRIES = 4;

  private final TransactionScope place;
  private final SqlClient pool;
  private final LiveChanges live;
  private final SensitiveReadAudit sensitive;
  private final RecordEventBus recordEventBus;
  private final RecordWriter writer;

  @Inject
  RecordService(
      Pool pool, LiveChanges live, SensitiveReadAudit sensitive, RecordEventBus recordEventBus) {
    this(new TransactionScope.Own(pool), live, sensitive, recordEventBus, null);
  }

  /**
   * @param cause what makes these commands; null: people and programs
   */
  private RecordService(
      TransactionScope place,
      LiveChanges live,
      SensitiveReadAudit sensitive,
      RecordEventBus recordEventBus,
      RecordEvent.Cause cause) {
    this.place = place;
    this.pool = place.sql();
    this.live = live;
    this.sensitive = sensitive;
    this.recordEventBus = recordEventBus;
    this.writer = new RecordWriter(place, recordEventBus, cause);
  }

  /**
   * The same commands in a transaction under way. Whoever began it begins again where {@link
   * RetryingTransactions#mayBeginAgain} says so, and calls {@link #batchCommitted} once it is
   * committed.
   */
  public RecordService joining(LockingTransaction transaction, RecordEvent.Cause because) {
    return new RecordService(
        new TransactionScope.Joined(transaction), live, sensitive, recordEventBus, because);
  }

  /** Fails as not found when there is no living record of this id that the caller may read. */
  public Uni<StoredRecord> get(Caller caller, CompiledForm form, RecordId id) {
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.READ);
    return CurrentRecord.read(pool, recordAccess, id)
        .chain(found -> shown(caller, recordAccess, found));
  }

  private Uni<StoredRecord> shown(Caller caller, RecordAccess recordAccess, StoredRecord found) {
    return recordAccess
        .seen(pool, List.of(found))
        .call(seen -> sensitive.note(caller, recordAccess, seen))
        .map(List::getFirst);
  }

  /**
   * What a guest sees of a record that a member shows them: no more fields than the guest may, and
   * none that the member may not; what lookups point to is called as the member sees it.
   */
  public Uni<StoredRecord> show(Caller guest, Caller member, CompiledForm form, RecordId id) {
    return get(member.doing(RecordAction.SHARE), form, id)
        .chain(
            whole ->
                get(guest, form, id)
                    .map(shown -> shown.with(named(form, shown, whole), shown.title())));
  }

  /**
   * What a task shows of a record: the fields it opens, with what lookups point to called by name.
   */
  public Uni<StoredRecord> showAtTask(Caller reader, CompiledForm form, RecordId id) {
    var recordAccess = RecordAccess.of(reader, form).require(RecordAction.READ);
    return CurrentRecord.read(pool, recordAccess, id)
        .chain(
            found -> {
              var whole = found.with(found.data().copy(), found.title());
              return shown(reader, recordAccess, found)
                  .map(shown -> shown.with(named(form, shown, whole), whole.title()));
            });
  }

  private static RecordData named(CompiledForm form, StoredRecord shown, StoredRecord whole) {
    var data = shown.data().copy();
    form.columns().stream()
        .filter(column -> column.isLookup() && shown.sight().shows(column))
        .forEach(column -> data.set(column.slot(), whole.data().get(column.slot())));
    return data;
  }

  /** For paper: what permission sets show that also give printing. */
  public Uni<StoredRecord> print(Caller caller, CompiledForm form, RecordId id) {
    RecordAccess.of(caller, form).require(RecordAction.PRINT);
    return get(caller.doing(RecordAction.PRINT), form, id);
  }

  public Uni<StoredRecord> create(Caller caller, CompiledForm form, RecordInput input) {
    return create(caller, form, RecordId.generate(), input);
  }

  /** With an id of the caller's choosing; fails as a conflict when it is taken. */
  public Uni<StoredRecord> create(
      Caller caller, CompiledForm form, RecordId id, RecordInput input) {
    return create(caller, form, id, input, Occasion.SAVE);
  }

  /** Makes a record and sends it on its way, both or neither. */
  public Uni<StoredRecord> createAndSubmit(Caller caller, CompiledForm form, RecordInput input) {
    return create(caller, form, RecordId.generate(), input, Occasion.SUBMIT);
  }

  private Uni<StoredRecord> create(
      Caller caller, CompiledForm form, RecordId id, RecordInput input, Occasion occasion) {
    caller.requireWriting();
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.CREATE);
    return Uni.createFrom()
        .deferred(() -> writer.create(recordAccess, id, input, occasion))
        .onFailure(Refusal.class)
        .transform(failure -> RecordTitleArgument.told(recordAccess, failure))
        .invoke(() -> committed(caller.workspace()))
        .chain(made -> recordAccess.afterwards(pool, made));
  }

  /**
   * @param expectedVersion the version the change was made on; null: whichever is newest
   * @return the record after the change; fails as stale when it has another version by now
   */
  public Uni<StoredRecord> change(
      Caller caller, CompiledForm form, RecordId id, Long expectedVersion, RecordInput input) {
    return change(caller, form, id, expectedVersion, input, Occasion.SAVE);
  }

  /** Sends a record on its way: what may be left open until then must be there now. */
  public Uni<StoredRecord> submit(
      Caller caller, CompiledForm form, RecordId id, Long expectedVersion, RecordInput input) {
    return change(caller, form, id, expectedVersion, input, Occasion.SUBMIT);
  }

  /**
   * Changes everything the caller may set: what the input does not name becomes empty.
   *
   * @param expectedVersion null: whichever is newest
   */
  public Uni<StoredRecord> replace(
      Caller caller, CompiledForm form, RecordId id, Long expectedVersion, RecordInput input) {
    caller.requireWriting();
    var recordAccess = RecordAccess.of(caller, form);
    if (!recordAccess.rights().may(RecordAction.CHANGE)
        && recordAccess.rights().may(RecordAction.CREATE)) {
      // Whoever may only add records has none to replace.
      throw CurrentRecord.notFound(id);
    }
    recordAccess.require(RecordAction.CHANGE);
    return CurrentRecord.read(pool, recordAccess, id)
        .chain(
            found -> {
              var whole = input.copy();
              wholeRows(form, whole);
              whole.given().or(WritePermissionCheck.settable(form, found.sight()));
              return change(caller, form, id, expectedVersion, whole);
            });
  }

  /**
   * The same; or makes it when it is not there, with this id.
   *
   * @param precondition what must be so, else it fails as stale
   */
  public Uni<Upserted> replaceOrCreate(
      Caller caller,
      CompiledForm form,
      RecordId id,
      WritePrecondition precondition,
      RecordInput input) {
    if (precondition.isNew()) {
      return RecordStore.find(pool, RecordAccess.of(caller, form), id)
          .invoke(found -> precondition.require(found != null))
          .chain(() -> create(caller, form, id, input))
          .onFailure(failure -> failure instanceof Refusal refusal && isThere(refusal))
          .transform(_ -> Refusal.of(Refusal.Kind.STALE, CoreProblem.RECORD_THERE))
          .map(made -> new Upserted(made, true));
    }
    var replaced =
        replace(caller, form, id, precondition.version(), input.copy())
            .map(changed -> new Upserted(changed, false));
    return precondition.isThere()
        ? replaced
        : replaced
            .onFailure(RecordService::isMissing)
            .recoverWithUni(
                () -> create(caller, form, id, input).map(made -> new Upserted(made, true)));
  }

  private static boolean isThere(Refusal refusal) {
    return refusal.is(CoreProblem.ALREADY_THERE);
  }

  /** Of the rows of a list, too, what is not named becomes empty. */
  private static void wholeRows(CompiledForm form, RecordInput input) {
    for (var subform : form.subforms()) {
      int slot = subform.slot();
      if (input.given().get(slot) && !input.removals().containsKey(slot)) {
        input.with(
            slot,
            input.data().rows(slot).stream()
                .map(row -> row.id() == null ? row : row.leaving(null))
                .toList());
      }
    }
  }

  private Uni<StoredRecord> change(
      Caller caller,
      CompiledForm form,
      RecordId id,
      Long expectedVersion,
      RecordInput input,
      Occasion occasion) {
    caller.requireWriting();
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.CHANGE);
    return writer
        .change(recordAccess, id, expectedVersion, input, occasion)
        .onFailure(Refusal.class)
        .transform(failure -> RecordTitleArgument.told(recordAccess, failure))
        .invoke(() -> committed(caller.workspace()))
        .chain(changed -> recordAccess.afterwards(pool, changed));
  }

  /** To the recycle bin, or for good. */
  public Uni<Void> delete(
      Caller caller, CompiledForm form, RecordId id, Long expectedVersion, boolean forGood) {
    caller.requireWriting();
    var recordAccess =
        RecordAccess.of(caller, form).require(forGood ? RecordAction.MANAGE : RecordAction.DELETE);
    return new RecordRemoval(
            place,
            recordAccess,
            id,
            expectedVersion,
            forGood,
            (sql, gone) -> writer.tell(sql, recordAccess, RecordEvent.Kind.DELETED, gone, null))
        .run()
        .onFailure(Refusal.class)
        .transform(failure -> RecordTitleArgument.told(recordAccess, failure))
        .invoke(() -> committed(caller.workspace()));
  }

  /** From the recycle bin; whoever may remove a record may bring it back. */
  public Uni<StoredRecord> restore(Caller caller, CompiledForm form, RecordId id) {
    caller.requireWriting();
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.DELETE);
    return RecordRemoval.restore(place, recordAccess, id)
        .onFailure(Refusal.class)
        .transform(failure -> RecordTitleArgument.told(recordAccess, failure))
        .invoke(() -> committed(caller.workspace()))
        .chain(() -> get(caller, form, id));
  }

  /** What became of an upsert, and whether the record is new. */
  public record Upserted(StoredRecord record, boolean isNew) {}

  /** Whether nobody would see that there is something, such as a space of no width. */
  private static boolean isInvisible(String text) {
    return text.codePoints()
        .allMatch(
            character ->
                Character.isSpaceChar(character)
                    || Character.isWhitespace(character)
                    || Character.getType(character) == Character.FORMAT);
  }

  /**
   * The record with this value in a unique field, changed; or made. The record keeps the spelling
   * of the value, unless the input names the field.
   *
   * @param precondition what must be so, else it fails as stale
   */
  public Uni<Upserted> upsert(
      Caller caller,
      CompiledForm form,
      Column by,
      String value,
      WritePrecondition precondition,
      RecordInput input) {
    caller.requireWriting();
    if (!RecordAccess.to(caller, form).right(by.name()).isReadable()) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.NOT_A_UNIQUE_FIELD, by.name());
    }
    var key = by.normal(value);
    if (key == null || isInvisible(key.toString())) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.KEY_BLANK, by.field().title());
    }
    boolean isNamed = input.given().get(by.slot());
    var named = isNamed ? input.data().get(by.slot()) : key;
    if (named == null
        || !UniqueFieldLookup.key(by.normal(named)).equals(UniqueFieldLookup.key(key))) {
      throw Refusal.invalid(List.of(Problem.at("/" + by.name(), CoreProblem.KEY_NOT_SAME, key)));
    }
    return upsert(new Upsert(caller, form, by, key, precondition, input, isNamed), TRIES);
  }

  private record Upsert(
      Caller caller,
      CompiledForm form,
      Column by,
      Object key,
      WritePrecondition precondition,
      RecordInput input,
      boolean isNamed) {}

  private Uni<Upserted> upsert(Upsert wish, int tries) {
    return UniqueFieldLookup.id(pool, wish.form, wish.by, wish.key)
        .chain(
            id -> {
              wish.precondition.require(id != null);
              return id == null ? upsertNew(wish, tries) : upsertThere(wish, id);
            });
  }

  private Uni<Upserted> upsertThere(Upsert wish, RecordId id) {
    return change(
            wish.caller, wish.form, id, wish.precondition.version(), wish.input.deepCopy(wish.form))
        .map(changed -> new Upserted(changed, false))
        .onFailure(RecordService::isMissing)
        .transform(_ -> taken(wish.by));
  }

  /** Somebody else may be making it at the same moment; then it is there to be changed. */
  private Uni<Upserted> upsertNew(Upsert wish, int tries) {
    var input = wish.input.deepCopy(wish.form);
    if (!wish.isNamed) {
      input.with(wish.by.slot(), wish.key);
    }
    return create(wish.caller, wish.form, input)
        .map(made -> new Upserted(made, true))
        .onFailure(failure -> tries > 1 && isTaken(failure, wish.by))
        .recoverWithUni(() -> upsert(wish, tries - 1));
  }

  private static boolean isTaken(Throwable failure, Column by) {
    return failure instanceof Refusal refusal && refusal.problems().equals(taken(by).problems());
  }

  private static boolean isMissing(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND;
  }

  /** As for a value that is given to a new record: the one that has it is not theirs to know. */
  private static Refusal taken(Column by) {
    return new Refusal(
        Refusal.Kind.CONFLICT, List.of(Problem.at("/" + by.name(), CoreProblem.NOT_UNIQUE)));
  }

  /** One input of a batch: to be created, or to change the record it was matched with. */
  public record BatchItem(StoredRecord existing, RecordInput input) {}

  /** What became of one input of a batch. */
  public sealed interface BatchOutcome {
    record Created(RecordId id) implements BatchOutcome {}

    /** With the version that it came to. */
    record Updated(RecordId id, long version) implements BatchOutcome {}

    record Unchanged() implements BatchOutcome {}

    record Refused(List<Problem> problems) implements BatchOutcome {}
  }

  /**
   * Writes many records in the caller's transaction; lookups are resolved already. Inputs that are
   * refused by a rule are left out and reported; a broken uniqueness fails the transaction, and the
   * caller tries the inputs one by one.
   */
  public Uni<List<BatchOutcome>> writeBatch(
      Caller caller, CompiledForm form, SqlClient sql, List<BatchItem> items) {
    caller.requireWriting();
    var recordAccess = RecordAccess.of(caller, form).require(RecordAction.IMPORT);
    var fresh = items.stream().filter(item -> item.existing == null).map(BatchItem::input).toList();
    return RecordStore.number(sql, form, fresh, recordAccess.moment())
        .chain(
            () ->
                new RecordBatch(
                        recordAccess,
                        sql,
                        (before, after) ->
                            writer.tell(
                                sql,
                                recordAccess,
                                before == null
                                    ? RecordEvent.Kind.CREATED
                                    : RecordEvent.Kind.CHANGED,
                                before,
                                after))
                    .write(items));
  }

  /** Tells live screens that a batch was committed. */
  public void batchCommitted(Workspace workspace) {
    committed(workspace);
  }

  /** In a transaction under way nothing is committed yet: whoever began it tells. */
  private void committed(Workspace workspace) {
    if (place instanceof TransactionScope.Own) {
      live.published(workspace);
      recordEventBus.committed();
    }
  }
}
