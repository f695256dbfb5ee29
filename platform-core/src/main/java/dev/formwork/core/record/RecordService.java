package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.database.TransactionScope;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.event.LiveChanges;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.CopiedValueGuard;
import dev.formwork.core.record.access.LookupPermissionCheck;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.access.RecordTitleArgument;
import dev.formwork.core.record.access.RowLevelCheck;
import dev.formwork.core.record.access.WritePermissionCheck;
import dev.formwork.core.record.decision.RecordDecisionService;
import dev.formwork.core.record.decision.VolatileFields;
import dev.formwork.core.record.dependency.DependencyLocks;
import dev.formwork.core.record.dependency.DependencyUpdate;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.event.RecordEventBus;
import dev.formwork.core.record.lookup.LookupAutofill;
import dev.formwork.core.record.lookup.LookupResolver;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * The commands on records. Screens, the API, imports and flows all come through here; permissions
 * are checked here and nowhere else.
 */
@ApplicationScoped
public class RecordService {

  /** Tries of a change that names no version, when others change the record at the same time. */
  private static final int TRIES = 8;

  private final TransactionScope place;
  private final SqlClient pool;
  private final LiveChanges live;
  private final SensitiveReadAudit sensitive;
  private final RecordEventBus recordEventBus;

  /** What makes these commands; null: people and programs. */
  private final RecordEvent.Cause cause;

  @Inject
  RecordService(
      Pool pool, LiveChanges live, SensitiveReadAudit sensitive, RecordEventBus recordEventBus) {
    this(new TransactionScope.Own(pool), live, sensitive, recordEventBus, null);
  }

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
    this.cause = cause;
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
    return found(recordAccess, id).chain(found -> shown(caller, recordAccess, found));
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
    return found(recordAccess, id)
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

  /** With its rows and everything it holds; its sight is the caller's. */
  private Uni<StoredRecord> found(RecordAccess recordAccess, RecordId id) {
    return RecordStore.find(pool, recordAccess, id)
        .onItem()
        .ifNull()
        .failWith(() -> notFound(id))
        .call(
            found ->
                VolatileFields.fill(
                    pool, recordAccess.form(), List.of(found), recordAccess.moment()));
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
    var named = input.deepCopy(form);
    WritePermissionCheck.check(form, recordAccess.rights().creationSight(), input, null);
    CopiedValueGuard.withholdDefaults(recordAccess, input);
    return LookupResolver.resolve(pool, form, input)
        .call(() -> LookupPermissionCheck.check(pool, recordAccess, input, null))
        .chain(() -> LookupAutofill.complete(pool, recordAccess, null, input))
        .chain(() -> RecordStore.number(pool, form, List.of(input), recordAccess.moment()))
        .chain(
            () ->
                atomically(
                    recordAccess,
                    RecordAction.CREATE,
                    sql -> create(sql, recordAccess, id, new Creation(input, named, occasion))))
        .onFailure(Refusal.class)
        .transform(failure -> RecordTitleArgument.told(recordAccess, failure))
        .invoke(() -> committed(caller.workspace()))
        .chain(made -> recordAccess.afterwards(pool, made));
  }

  /**
   * A record someone wants.
   *
   * @param named what they gave themselves, before anything was filled in
   */
  private record Creation(RecordInput input, RecordInput named, Occasion occasion) {}

  private Uni<StoredRecord> create(
      SqlClient sql, RecordAccess recordAccess, RecordId id, Creation wanted) {
    var form = recordAccess.form();
    var moment = recordAccess.moment();
    return lockParents(sql, form, null, List.of(wanted.input.data()))
        .chain(
            () ->
                RecordDecisionService.create(sql, form, id, wanted.input, wanted.occasion, moment))
        .chain(
            decided -> {
              var valid = valid(form, recordAccess.rights().creationSight(), decided);
              var made = StoredRecord.created(id, valid, moment);
              var insertion = List.of(new RecordStore.Insertion(id, valid, wanted.occasion));
              return RecordStore.insert(sql, form, insertion, moment)
                  .chain(
                      () ->
                          propagate(
                              sql, moment, new DependencyUpdate.Change(form, id, null, made)));
            })
        .call(
            made -> RowLevelCheck.afterCreation(sql, recordAccess, Map.of(made.id(), wanted.named)))
        .call(made -> tell(sql, recordAccess, RecordEvent.Kind.CREATED, null, made))
        .call(
            made ->
                wanted.occasion == Occasion.SUBMIT
                    ? tell(sql, recordAccess, RecordEvent.Kind.SUBMITTED, made, made)
                    : Uni.createFrom().voidItem());
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
      throw notFound(id);
    }
    recordAccess.require(RecordAction.CHANGE);
    return found(recordAccess, id)
        .chain(
            found -> {
              var whole = input.copy();
              whole.given().or(WritePermissionCheck.settable(form, found.sight()));
              return change(caller, form, id, expectedVersion, whole);
            });
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
    return LookupResolver.resolve(pool, form, input)
        .chain(() -> change(new Request(recordAccess, id, expectedVersion, input, occasion), TRIES))
        .onFailure(Refusal.class)
        .transform(failure -> RecordTitleArgument.told(recordAccess, failure))
        .invoke(() -> committed(caller.workspace()))
        .chain(changed -> recordAccess.afterwards(pool, changed));
  }

  /** A change someone wants. */
  private record Request(
      RecordAccess access,
      RecordId id,
      Long expectedVersion,
      RecordInput input,
      Occasion occasion) {

    CompiledForm form() {
      return access.form();
    }

    /** Each attempt fills in from lookups anew, so it works on an input of its own. */
    Request again() {
      return new Request(access, id, expectedVersion, input.copy(), occasion);
    }
  }

  private Uni<StoredRecord> change(Request wanted, int tries) {
    var request = wanted.again();
    var form = request.form();
    return found(request.access, request.id)
        .invoke(
            current -> {
              requireVersion(request.expectedVersion, current);
              RowLevelCheck.beforeChange(request.access, current);
              WritePermissionCheck.check(form, current.sight(), request.input, current.data());
            })
        .call(
            current ->
                LookupPermissionCheck.check(pool, request.access, request.input, current.data()))
        .call(
            current -> LookupAutofill.complete(pool, request.access, current.data(), request.input))
        .chain(
            current ->
                atomically(
                        request.access, RecordAction.CHANGE, sql -> change(sql, request, current))
                    .onFailure(RetryingTransactions.ChangedMeanwhile.class)
                    .recoverWithUni(
                        () ->
                            tries > 1
                                ? change(wanted, tries - 1)
                                : Uni.createFrom().failure(stale(current.version()))));
  }

  private static void requireVersion(Long expected, StoredRecord current) {
    if (expected != null && expected != current.version()) {
      throw stale(current.version());
    }
  }

  private Uni<StoredRecord> change(SqlClient sql, Request request, StoredRecord current) {
    var form = request.form();
    var next = current.data().copy();
    request.input.given().stream().forEach(slot -> next.set(slot, request.input.data().get(slot)));
    return lockParents(sql, form, current.id(), List.of(current.data(), next))
        .chain(() -> latest(sql, request, current))
        .chain(
            latest ->
                RecordDecisionService.change(
                        sql, form, latest, request.input, request.occasion, request.access.moment())
                    .chain(
                        decided ->
                            write(sql, request, latest, valid(form, latest.sight(), decided))));
  }

  /**
   * The record as it is now that nobody else can change it. What was worked out for it while this
   * change waited is not lost, and a change in between matters only if the wish was made on a
   * version, or if other records would have had to be locked.
   */
  private static Uni<StoredRecord> latest(SqlClient sql, Request request, StoredRecord current) {
    if (!request.form().isLinked()) {
      return Uni.createFrom().item(current);
    }
    return RecordStore.find(sql, request.access, current.id())
        .invoke(
            latest -> {
              if (latest == null
                  || !latest.sight().equals(current.sight())
                  || !latest.pointsAlike(request.form(), current)) {
                throw new RetryingTransactions.ChangedMeanwhile();
              }
              requireVersion(request.expectedVersion, latest);
            })
        .call(
            latest ->
                VolatileFields.fill(sql, request.form(), List.of(latest), request.access.moment()));
  }

  private Uni<StoredRecord> write(
      SqlClient sql, Request request, StoredRecord current, RecordChangeSet decided) {
    var form = request.form();
    var moment = request.access.moment();
    boolean same =
        ValueEquality.unchanged(form, current.data(), decided.data())
            && current.title().equals(decided.title());
    if (same && request.occasion == Occasion.SAVE) {
      return Uni.createFrom().item(current);
    }
    var after = current.changed(decided, moment);
    var action = request.occasion == Occasion.SUBMIT ? "submit" : "update";
    return RecordStore.update(sql, form, new RecordStore.Update(current, decided), action, moment)
        .invoke(RecordService::requireDone)
        .chain(
            () ->
                propagate(
                    sql, moment, new DependencyUpdate.Change(form, current.id(), current, after)))
        .call(() -> RowLevelCheck.afterChange(sql, request.access, List.of(current)))
        .call(
            changed ->
                tell(
                    sql,
                    request.access,
                    request.occasion == Occasion.SUBMIT
                        ? RecordEvent.Kind.SUBMITTED
                        : RecordEvent.Kind.CHANGED,
                    current,
                    changed));
  }

  private Uni<Void> tell(
      SqlClient sql,
      RecordAccess recordAccess,
      RecordEvent.Kind kind,
      StoredRecord before,
      StoredRecord after) {
    return recordEventBus.tell(
        sql,
        new RecordEvent(
            kind,
            recordAccess.caller(),
            recordAccess.form(),
            before,
            after,
            recordAccess.moment(),
            cause));
  }

  static void requireDone(boolean done) {
    if (!done) {
      throw new RetryingTransactions.ChangedMeanwhile();
    }
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
            (sql, gone) -> tell(sql, recordAccess, RecordEvent.Kind.DELETED, gone, null))
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

  /**
   * @param own id of the record itself, which nobody else may recompute meanwhile; null: it is new
   */
  static Uni<Void> lockParents(
      SqlClient sql, CompiledForm form, RecordId own, List<RecordData> states) {
    if (form.isLinked()) {
      return DependencyLocks.take(sql, form, own == null ? List.of() : List.of(own), states);
    }
    // In a transaction with other work, even a row of its own is locked in order.
    return own != null && sql instanceof LockingTransaction
        ? RecordStore.lock(sql, form, List.of(own))
        : Uni.createFrom().voidItem();
  }

  static Uni<StoredRecord> propagate(
      SqlClient sql, EvaluationContext moment, DependencyUpdate.Change change) {
    return change.form().isLinked()
        ? DependencyUpdate.of(sql, moment, List.of(change))
        : Uni.createFrom().item(change.after());
  }

  static Refusal stale(long version) {
    return Refusal.of(Refusal.Kind.STALE, CoreProblem.CHANGED_MEANWHILE, version);
  }

  /** The record with this value in a unique field, changed; or made. */
  public Uni<StoredRecord> upsert(
      Caller caller, CompiledForm form, Column by, Object value, RecordInput input) {
    caller.requireWriting();
    if (!RecordAccess.to(caller, form).right(by.name()).isReadable()) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.NOT_A_UNIQUE_FIELD, by.name());
    }
    input.with(by.slot(), value);
    return idBy(pool, form, by, value)
        .chain(
            id ->
                id == null
                    ? create(caller, form, input)
                    : change(caller, form, id, null, input)
                        .onFailure(RecordService::isMissing)
                        .transform(_ -> taken(by)));
  }

  private static boolean isMissing(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND;
  }

  /** As for a value that is given to a new record: the one that has it is not theirs to know. */
  private static Refusal taken(Column by) {
    return new Refusal(
        Refusal.Kind.CONFLICT, List.of(Problem.at("/" + by.name(), CoreProblem.NOT_UNIQUE)));
  }

  private static Uni<RecordId> idBy(SqlClient sql, CompiledForm form, Column by, Object value) {
    return sql.preparedQuery(
            "SELECT t.id FROM "
                + form.table().sql()
                + " t WHERE "
                + by.sql()
                + " = $1::"
                + by.type().cast()
                + " AND t.deleted_at IS NULL")
        .execute(Tuple.tuple().addValue(value))
        .map(
            rows ->
                rows.iterator().hasNext() ? new RecordId(rows.iterator().next().getUUID(0)) : null);
  }

  /** One input of a batch: to be created, or to change the record it was matched with. */
  public record BatchItem(StoredRecord existing, RecordInput input) {}

  /** What became of one input of a batch. */
  public sealed interface BatchOutcome {
    record Created() implements BatchOutcome {}

    record Updated() implements BatchOutcome {}

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
                            tell(
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

  /**
   * A transaction where several statements belong together; a single statement is one by itself.
   *
   * @param recordAction whose limits are checked on what was written
   */
  private <T> Uni<T> atomically(
      RecordAccess recordAccess,
      RecordAction recordAction,
      java.util.function.Function<SqlClient, Uni<T>> work) {
    var form = recordAccess.form();
    boolean single =
        !form.isLinked()
            && form.subforms().isEmpty()
            && !recordAccess.isChecked(recordAction)
            && !form.links().isWatched(form.key());
    return single ? work.apply(pool) : place.atomically(work);
  }

  /**
   * What may be written. Whoever may not set a field is not asked to fill it in, and is told of no
   * place they may not see.
   */
  static RecordChangeSet valid(
      CompiledForm form, RecordVisibility recordVisibility, RecordChangeSet decided) {
    var problems =
        recordVisibility.isWhole()
            ? decided.problems()
            : RowLevelCheck.told(form, recordVisibility, decided.problems());
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return decided;
  }

  static Refusal notFound(RecordId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.RECORD_NOT_FOUND, id);
  }
}
