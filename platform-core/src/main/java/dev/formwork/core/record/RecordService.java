package dev.formwork.core.record;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.event.LiveChanges;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * The commands on records. Screens, the API, imports and flows all come through here; permissions
 * are checked here and nowhere else.
 */
@ApplicationScoped
public class RecordService {

  /** Tries of a change that names no version, when others change the record at the same time. */
  private static final int TRIES = 8;

  private final Pool pool;
  private final LiveChanges live;

  RecordService(Pool pool, LiveChanges live) {
    this.pool = pool;
    this.live = live;
  }

  /** Fails as not found when there is no living record of this id. */
  public Uni<StoredRecord> get(Caller caller, CompiledForm form, UUID id) {
    requireSameWorkspace(caller, form);
    return RecordStore.find(pool, form, id)
        .onItem()
        .ifNull()
        .failWith(() -> notFound(id))
        .call(found -> Virtuals.fill(pool, form, List.of(found), moment(caller, form)));
  }

  public Uni<StoredRecord> create(Caller caller, CompiledForm form, RecordInput input) {
    return create(caller, form, UuidCreator.getTimeOrderedEpoch(), input);
  }

  /** With an id of the caller's choosing; fails as a conflict when it is taken. */
  public Uni<StoredRecord> create(Caller caller, CompiledForm form, UUID id, RecordInput input) {
    requireWriting(caller, form);
    var moment = moment(caller, form);
    return LookupTitles.resolve(pool, form, input)
        .chain(() -> LookupFill.complete(pool, form, null, input))
        .chain(() -> RecordStore.number(pool, form, List.of(input), moment))
        .chain(() -> atomically(form, sql -> create(sql, form, id, input, moment)))
        .invoke(() -> live.published());
  }

  private Uni<StoredRecord> create(
      SqlClient sql, CompiledForm form, UUID id, RecordInput input, Scope moment) {
    return lockParents(sql, form, null, List.of(input.data()))
        .chain(() -> Decisions.create(sql, form, id, input, moment))
        .chain(
            decided -> {
              var made = StoredRecord.created(id, valid(decided), moment);
              var insertion = List.of(new RecordStore.Insertion(id, decided));
              return RecordStore.insert(sql, form, insertion, moment)
                  .chain(
                      () -> propagate(sql, moment, new Propagation.Change(form, id, null, made)));
            });
  }

  /**
   * @param expectedVersion the version the change was made on; null: whichever is newest
   * @return the record after the change; fails as stale when it has another version by now
   */
  public Uni<StoredRecord> change(
      Caller caller, CompiledForm form, UUID id, Long expectedVersion, RecordInput input) {
    return change(caller, form, id, expectedVersion, input, Occasion.SAVE);
  }

  /** Sends a record on its way: what may be left open until then must be there now. */
  public Uni<StoredRecord> submit(
      Caller caller, CompiledForm form, UUID id, Long expectedVersion, RecordInput input) {
    return change(caller, form, id, expectedVersion, input, Occasion.SUBMIT);
  }

  private Uni<StoredRecord> change(
      Caller caller,
      CompiledForm form,
      UUID id,
      Long expectedVersion,
      RecordInput input,
      Occasion occasion) {
    requireWriting(caller, form);
    return LookupTitles.resolve(pool, form, input)
        .chain(() -> change(new Request(caller, form, id, expectedVersion, input, occasion), TRIES))
        .invoke(() -> live.published());
  }

  /** A change someone wants. */
  private record Request(
      Caller caller,
      CompiledForm form,
      UUID id,
      Long expectedVersion,
      RecordInput input,
      Occasion occasion) {}

  /** Each attempt fills in from lookups anew, so it works on an input of its own. */
  private Uni<StoredRecord> change(Request wanted, int tries) {
    var request =
        new Request(
            wanted.caller,
            wanted.form,
            wanted.id,
            wanted.expectedVersion,
            wanted.input.copy(),
            wanted.occasion);
    var moment = moment(request.caller, request.form);
    return get(request.caller, request.form, request.id)
        .invoke(
            current -> {
              if (request.expectedVersion != null && request.expectedVersion != current.version()) {
                throw stale(current.version());
              }
            })
        .call(current -> LookupFill.complete(pool, request.form, current.data(), request.input))
        .chain(
            current ->
                atomically(request.form, sql -> change(sql, request, current, moment))
                    .onFailure(Transactions.ChangedMeanwhile.class)
                    .recoverWithUni(
                        () ->
                            tries > 1
                                ? change(wanted, tries - 1)
                                : Uni.createFrom().failure(stale(current.version()))));
  }

  private Uni<StoredRecord> change(
      SqlClient sql, Request request, StoredRecord current, Scope moment) {
    var form = request.form;
    var next = current.data().copy();
    request.input.given().stream().forEach(slot -> next.set(slot, request.input.data().get(slot)));
    return lockParents(sql, form, current.id(), List.of(current.data(), next))
        .chain(() -> latest(sql, request, current, moment))
        .chain(
            latest ->
                Decisions.change(sql, form, latest, request.input, request.occasion, moment)
                    .chain(decided -> write(sql, request, latest, valid(decided), moment)));
  }

  /**
   * The record as it is now that nobody else can change it. What was worked out for it while this
   * change waited is not lost, and a change in between matters only if the wish was made on a
   * version, or if other records would have had to be locked.
   */
  private static Uni<StoredRecord> latest(
      SqlClient sql, Request request, StoredRecord current, Scope moment) {
    if (!request.form.isLinked()) {
      return Uni.createFrom().item(current);
    }
    return RecordStore.find(sql, request.form, current.id())
        .invoke(
            latest -> {
              if (latest == null || !latest.pointsAlike(request.form, current)) {
                throw new Transactions.ChangedMeanwhile();
              }
              if (request.expectedVersion != null && request.expectedVersion != latest.version()) {
                throw stale(latest.version());
              }
            })
        .call(latest -> Virtuals.fill(sql, request.form, List.of(latest), moment));
  }

  private Uni<StoredRecord> write(
      SqlClient sql,
      Request request,
      StoredRecord current,
      RecordDecision.Decided decided,
      Scope moment) {
    var form = request.form;
    boolean same =
        RecordDecision.unchanged(form, current.data(), decided.data())
            && current.title().equals(decided.title());
    if (same && request.occasion == Occasion.SAVE) {
      return Uni.createFrom().item(current);
    }
    var after = current.changed(decided, moment);
    var action = request.occasion == Occasion.SUBMIT ? "submit" : "update";
    return RecordStore.update(sql, form, new RecordStore.Update(current, decided), action, moment)
        .invoke(
            done -> {
              if (!done) {
                throw new Transactions.ChangedMeanwhile();
              }
            })
        .chain(
            () ->
                propagate(sql, moment, new Propagation.Change(form, current.id(), current, after)));
  }

  /** To the recycle bin, or for good. */
  public Uni<Void> delete(
      Caller caller, CompiledForm form, UUID id, Long expectedVersion, boolean forGood) {
    requireWriting(caller, form);
    var moment = moment(caller, form);
    return delete(new Removal(form, id, expectedVersion, forGood), moment, TRIES)
        .chain(done -> done ? Uni.createFrom().voidItem() : staleOrMissing(form, id))
        .invoke(() -> live.published());
  }

  /** A removal someone wants. */
  private record Removal(CompiledForm form, UUID id, Long expectedVersion, boolean forGood) {

    Uni<Boolean> run(SqlClient sql, Long version, Scope moment) {
      return forGood
          ? RecordStore.purge(sql, form, id, version, moment)
          : RecordStore.mark(sql, form, id, version, true, moment);
    }
  }

  private Uni<Boolean> delete(Removal removal, Scope moment, int tries) {
    return atomically(removal.form, sql -> delete(sql, removal, moment))
        .onFailure(failure -> tries > 1 && failure instanceof Transactions.ChangedMeanwhile)
        .recoverWithUni(() -> delete(removal, moment, tries - 1));
  }

  /** Where others depend on it, the very state that was read is removed, or none. */
  private static Uni<Boolean> delete(SqlClient sql, Removal removal, Scope moment) {
    if (!removal.form.isLinked()) {
      return removal.run(sql, removal.expectedVersion, moment);
    }
    return RecordStore.find(sql, removal.form, removal.id)
        .chain(
            found ->
                found == null ? empty(sql, removal, moment) : delete(sql, removal, found, moment));
  }

  /** From the recycle bin for good: lookups that pointed here point nowhere then. */
  private static Uni<Boolean> empty(SqlClient sql, Removal removal, Scope moment) {
    if (!removal.forGood) {
      return Uni.createFrom().item(false);
    }
    return Propagation.lookingAt(sql, removal.form, removal.id)
        .chain(
            looking ->
                removal
                    .run(sql, removal.expectedVersion, moment)
                    .call(() -> Propagation.ofPurged(sql, moment, List.of(), looking)));
  }

  private static Uni<Boolean> delete(
      SqlClient sql, Removal removal, StoredRecord found, Scope moment) {
    var form = removal.form;
    if (removal.expectedVersion != null && removal.expectedVersion != found.version()) {
      return Uni.createFrom().item(false);
    }
    var change = new Propagation.Change(form, found.id(), found, null);
    return lockParents(sql, form, found.id(), List.of(found.data()))
        .chain(() -> Propagation.lookingAt(sql, form, found.id()))
        .chain(
            looking ->
                removal
                    .run(sql, found.version(), moment)
                    .invoke(
                        done -> {
                          if (!done) {
                            throw new Transactions.ChangedMeanwhile();
                          }
                        })
                    .call(
                        () ->
                            removal.forGood
                                ? Propagation.ofPurged(sql, moment, List.of(change), looking)
                                : propagate(sql, moment, change).replaceWithVoid()));
  }

  private Uni<Void> staleOrMissing(CompiledForm form, UUID id) {
    return RecordStore.find(pool, form, id)
        .chain(
            found ->
                Uni.createFrom().failure(found == null ? notFound(id) : stale(found.version())));
  }

  public Uni<StoredRecord> restore(Caller caller, CompiledForm form, UUID id) {
    requireWriting(caller, form);
    var moment = moment(caller, form);
    return atomically(form, sql -> restore(sql, form, id, moment))
        .chain(done -> done ? get(caller, form, id) : Uni.createFrom().failure(notFound(id)))
        .invoke(() -> live.published());
  }

  private static Uni<Boolean> restore(SqlClient sql, CompiledForm form, UUID id, Scope moment) {
    var marked = RecordStore.mark(sql, form, id, null, false, moment);
    if (!form.isLinked()) {
      return marked;
    }
    return marked.call(
        done ->
            done
                ? RecordStore.find(sql, form, id)
                    .call(found -> lockParents(sql, form, id, List.of(found.data())))
                    .chain(
                        found ->
                            Propagation.ofRestored(
                                sql, moment, new Propagation.Change(form, id, null, found)))
                : Uni.createFrom().voidItem());
  }

  /**
   * @param own id of the record itself, which nobody else may recompute meanwhile; null: it is new
   */
  private static Uni<Void> lockParents(
      SqlClient sql, CompiledForm form, UUID own, List<RecordData> states) {
    return form.isLinked()
        ? ParentLocks.take(sql, form, own == null ? List.of() : List.of(own), states)
        : Uni.createFrom().voidItem();
  }

  private static Uni<StoredRecord> propagate(
      SqlClient sql, Scope moment, Propagation.Change change) {
    return change.form().isLinked()
        ? Propagation.of(sql, moment, List.of(change))
        : Uni.createFrom().item(change.after());
  }

  private static Refusal stale(long version) {
    return Refusal.of(Refusal.Kind.STALE, "changed-meanwhile", version);
  }

  /** The record with this value in a unique field, changed; or made. */
  public Uni<StoredRecord> upsert(
      Caller caller, CompiledForm form, Column by, Object value, RecordInput input) {
    requireWriting(caller, form);
    input.with(by.slot(), value);
    return idBy(pool, form, by, value)
        .chain(
            id -> id == null ? create(caller, form, input) : change(caller, form, id, null, input));
  }

  private static Uni<UUID> idBy(SqlClient sql, CompiledForm form, Column by, Object value) {
    return sql.preparedQuery(
            "SELECT t.id FROM "
                + form.table().sql()
                + " t WHERE "
                + by.sql()
                + " = $1::"
                + by.type().cast()
                + " AND t.deleted_at IS NULL")
        .execute(Tuple.tuple().addValue(value))
        .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getUUID(0) : null);
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
    requireWriting(caller, form);
    var moment = moment(caller, form);
    var fresh = items.stream().filter(item -> item.existing == null).map(BatchItem::input).toList();
    return RecordStore.number(sql, form, fresh, moment)
        .chain(() -> new RecordBatch(form, sql, moment).write(items));
  }

  /** Tells live screens that a batch was committed. */
  public void batchCommitted() {
    live.published();
  }

  /**
   * A transaction where several statements belong together; a single statement is one by itself.
   */
  private <T> Uni<T> atomically(
      CompiledForm form, java.util.function.Function<SqlClient, Uni<T>> work) {
    return form.isLinked()
        ? Transactions.retrying(pool, work::apply)
        : form.subforms().isEmpty() ? work.apply(pool) : pool.withTransaction(work::apply);
  }

  private static RecordDecision.Decided valid(RecordDecision.Decided decided) {
    if (!decided.problems().isEmpty()) {
      throw Refusal.invalid(decided.problems());
    }
    return decided;
  }

  /**
   * Now, in microseconds as PostgreSQL keeps it, for this caller. Days are those of the workspace:
   * what is stored may not depend on where whoever changes it sits.
   */
  static Scope moment(Caller caller, CompiledForm form) {
    var now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    var calendar = form.links().calendar();
    return Scope.at(now, calendar.zone(), caller.memberId()).working(calendar);
  }

  private static void requireWriting(Caller caller, CompiledForm form) {
    requireSameWorkspace(caller, form);
    caller.requireWriting();
  }

  static void requireSameWorkspace(Caller caller, CompiledForm form) {
    if (!caller.workspace().schema().equals(form.table().schema())) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, "not-found");
    }
  }

  private static Refusal notFound(UUID id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, "record-not-found", id);
  }
}
