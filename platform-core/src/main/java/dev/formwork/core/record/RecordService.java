package dev.formwork.core.record;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
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
import java.util.ArrayList;
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
    return RecordStore.find(pool, form, id).onItem().ifNull().failWith(() -> notFound(id));
  }

  public Uni<StoredRecord> create(Caller caller, CompiledForm form, RecordInput input) {
    return create(caller, form, UuidCreator.getTimeOrderedEpoch(), input);
  }

  /** With an id of the caller's choosing; fails as a conflict when it is taken. */
  public Uni<StoredRecord> create(Caller caller, CompiledForm form, UUID id, RecordInput input) {
    requireWriting(caller, form);
    var moment = moment(caller);
    return LookupTitles.resolve(pool, form, input)
        .chain(() -> RecordStore.number(pool, form, List.of(input), moment))
        .chain(
            () -> {
              var decided = valid(RecordDecision.create(form, input, moment));
              var insertion = List.of(new RecordStore.Insertion(id, decided));
              return atomically(form, sql -> RecordStore.insert(sql, form, insertion, moment))
                  .replaceWith(stored(id, decided, moment));
            })
        .invoke(() -> live.published());
  }

  /**
   * @param expectedVersion the version the change was made on; null: whichever is newest
   * @return the record after the change; fails as stale when it has another version by now
   */
  public Uni<StoredRecord> change(
      Caller caller, CompiledForm form, UUID id, Long expectedVersion, RecordInput input) {
    requireWriting(caller, form);
    return LookupTitles.resolve(pool, form, input)
        .chain(() -> change(caller, form, id, expectedVersion, input, TRIES))
        .invoke(() -> live.published());
  }

  private Uni<StoredRecord> change(
      Caller caller,
      CompiledForm form,
      UUID id,
      Long expectedVersion,
      RecordInput input,
      int tries) {
    var moment = moment(caller);
    return get(caller, form, id)
        .chain(
            current -> {
              if (expectedVersion != null && expectedVersion != current.version()) {
                return Uni.createFrom()
                    .failure(
                        Refusal.of(Refusal.Kind.STALE, "changed-meanwhile", current.version()));
              }
              var decided = valid(RecordDecision.change(form, current.data(), input, moment));
              if (RecordDecision.same(current.data(), decided.data())
                  && current.title().equals(decided.title())) {
                return Uni.createFrom().item(current);
              }
              var update = new RecordStore.Update(current, decided);
              return atomically(form, sql -> RecordStore.update(sql, form, update, moment))
                  .chain(
                      done ->
                          done
                              ? Uni.createFrom().item(changed(current, decided, moment))
                              : tries > 1
                                  ? change(caller, form, id, expectedVersion, input, tries - 1)
                                  : Uni.createFrom()
                                      .failure(
                                          Refusal.of(
                                              Refusal.Kind.STALE,
                                              "changed-meanwhile",
                                              current.version())));
            });
  }

  /** To the recycle bin, or for good. */
  public Uni<Void> delete(
      Caller caller, CompiledForm form, UUID id, Long expectedVersion, boolean forGood) {
    requireWriting(caller, form);
    var moment = moment(caller);
    var removed =
        forGood
            ? RecordStore.purge(pool, form, id, moment)
            : RecordStore.mark(pool, form, id, expectedVersion, true, moment);
    return removed
        .chain(done -> done ? Uni.createFrom().voidItem() : staleOrMissing(form, id))
        .invoke(() -> live.published());
  }

  private Uni<Void> staleOrMissing(CompiledForm form, UUID id) {
    return RecordStore.find(pool, form, id)
        .chain(
            found ->
                Uni.createFrom()
                    .failure(
                        found == null
                            ? notFound(id)
                            : Refusal.of(
                                Refusal.Kind.STALE, "changed-meanwhile", found.version())));
  }

  public Uni<StoredRecord> restore(Caller caller, CompiledForm form, UUID id) {
    requireWriting(caller, form);
    return RecordStore.mark(pool, form, id, null, false, moment(caller))
        .chain(done -> done ? get(caller, form, id) : Uni.createFrom().failure(notFound(id)))
        .invoke(() -> live.published());
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
    var moment = moment(caller);
    var fresh = items.stream().filter(item -> item.existing == null).map(BatchItem::input).toList();
    return RecordStore.number(sql, form, fresh, moment)
        .chain(() -> writeDecided(form, sql, items, moment));
  }

  private static Uni<List<BatchOutcome>> writeDecided(
      CompiledForm form, SqlClient sql, List<BatchItem> items, Scope moment) {
    var outcomes = new ArrayList<BatchOutcome>();
    var insertions = new ArrayList<RecordStore.Insertion>();
    var updates = new ArrayList<RecordStore.Update>();
    for (var item : items) {
      var decided =
          item.existing == null
              ? RecordDecision.create(form, item.input, moment)
              : RecordDecision.change(form, item.existing.data(), item.input, moment);
      if (!decided.problems().isEmpty()) {
        outcomes.add(new BatchOutcome.Refused(decided.problems()));
      } else if (item.existing == null) {
        insertions.add(new RecordStore.Insertion(UuidCreator.getTimeOrderedEpoch(), decided));
        outcomes.add(new BatchOutcome.Created());
      } else if (RecordDecision.same(item.existing.data(), decided.data())) {
        outcomes.add(new BatchOutcome.Unchanged());
      } else {
        updates.add(new RecordStore.Update(item.existing, decided));
        outcomes.add(new BatchOutcome.Updated());
      }
    }
    return RecordStore.insert(sql, form, insertions, moment)
        .chain(() -> updateAll(form, sql, updates, moment))
        .replaceWith(outcomes);
  }

  private static Uni<Void> updateAll(
      CompiledForm form, SqlClient sql, List<RecordStore.Update> updates, Scope moment) {
    return io.smallrye.mutiny.Multi.createFrom()
        .iterable(updates)
        .onItem()
        .transformToUniAndConcatenate(
            update ->
                RecordStore.update(sql, form, update, moment)
                    .invoke(
                        done -> {
                          if (!done) {
                            throw Refusal.of(
                                Refusal.Kind.STALE, "changed-meanwhile", update.before().version());
                          }
                        }))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /**
   * Works out the computed values, titles and search texts of all records again, in short
   * transactions, after their formulas changed. People go on working meanwhile; a record they
   * change is computed by that change.
   *
   * @return how many records came out otherwise
   */
  public Uni<Long> recompute(Caller caller, CompiledForm form) {
    caller.requireDesigning();
    return recompute(caller, form, new UUID(0, 0), 0);
  }

  private Uni<Long> recompute(Caller caller, CompiledForm form, UUID after, long done) {
    var moment = moment(caller);
    return RecordStore.batchAfter(pool, form, after)
        .chain(
            batch -> {
              if (batch.isEmpty()) {
                return Uni.createFrom().item(done);
              }
              var updates =
                  batch.stream()
                      .map(
                          record ->
                              new RecordStore.Update(
                                  record,
                                  RecordDecision.change(
                                      form,
                                      record.data(),
                                      RecordInput.empty(form.slots()),
                                      moment)))
                      .toList();
              return pool.withTransaction(sql -> RecordStore.refresh(sql, form, updates))
                  .chain(() -> recompute(caller, form, batch.getLast().id(), done + batch.size()));
            });
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
    return form.subforms().isEmpty() ? work.apply(pool) : pool.withTransaction(work::apply);
  }

  private static RecordDecision.Decided valid(RecordDecision.Decided decided) {
    if (!decided.problems().isEmpty()) {
      throw Refusal.invalid(decided.problems());
    }
    return decided;
  }

  private static StoredRecord stored(UUID id, RecordDecision.Decided decided, Scope moment) {
    return new StoredRecord(
        id,
        1,
        moment.now(),
        moment.me(),
        moment.now(),
        moment.me(),
        decided.title(),
        decided.data());
  }

  private static StoredRecord changed(
      StoredRecord before, RecordDecision.Decided decided, Scope moment) {
    return new StoredRecord(
        before.id(),
        before.version() + 1,
        before.createdAt(),
        before.createdBy(),
        moment.now(),
        moment.me(),
        decided.title(),
        decided.data());
  }

  /** Now, in microseconds as PostgreSQL keeps it, for this caller. */
  static Scope moment(Caller caller) {
    var now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    return RecordDecision.moment(now, caller.zone(), caller.memberId());
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
