package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.database.TransactionScope;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.dependency.DependencyLocks;
import dev.formwork.core.record.dependency.DependencyUpdate;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.write.CurrentRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import java.util.function.BiFunction;

/** Takes a record to the recycle bin, out of it, or away for good. */
final class RecordRemoval {

  /** Tries of a removal that names no version, when others change the record at the same time. */
  private static final int TRIES = 8;

  private final TransactionScope place;
  private final SqlClient pool;
  private final RecordAccess recordAccess;
  private final CompiledForm form;
  private final EvaluationContext moment;
  private final RecordId id;
  private final Long expectedVersion;
  private final boolean forGood;
  private final BiFunction<SqlClient, StoredRecord, Uni<Void>> onGone;

  RecordRemoval(
      TransactionScope place,
      RecordAccess recordAccess,
      RecordId id,
      Long expectedVersion,
      boolean forGood,
      BiFunction<SqlClient, StoredRecord, Uni<Void>> onGone) {
    this.onGone = onGone;
    this.place = place;
    this.pool = place.sql();
    this.recordAccess = recordAccess;
    this.form = recordAccess.form();
    this.moment = recordAccess.moment();
    this.id = id;
    this.expectedVersion = expectedVersion;
    this.forGood = forGood;
  }

  /** Fails as not found, or as stale. */
  Uni<Void> run() {
    return attempt(TRIES).chain(done -> done ? Uni.createFrom().voidItem() : staleOrMissing());
  }

  /** Nobody removes what they may not read. */
  private static boolean isChecked(RecordAccess recordAccess, RecordAction recordAction) {
    return recordAccess.isChecked(recordAction) || recordAccess.rights().isLimited();
  }

  private RecordAction action() {
    return forGood ? RecordAction.MANAGE : RecordAction.DELETE;
  }

  private Uni<Boolean> attempt(int tries) {
    return atomically(place, form, isChecked(recordAccess, action()), this::remove)
        .onFailure(RetryingTransactions.ChangedMeanwhile.class)
        .recoverWithUni(() -> tries > 1 ? attempt(tries - 1) : Uni.createFrom().item(false));
  }

  private static <T> Uni<T> atomically(
      TransactionScope place,
      CompiledForm form,
      boolean checked,
      java.util.function.Function<SqlClient, Uni<T>> work) {
    return form.isLinked() || checked || form.links().isWatched(form.key())
        ? place.atomically(work)
        : place.alone(work);
  }

  /** Where others depend on it, the very state that was read is removed, or none. */
  private Uni<Boolean> remove(SqlClient sql) {
    if (!form.isLinked() && !form.links().isWatched(form.key())) {
      return permitted(sql).chain(() -> write(sql, expectedVersion));
    }
    return RecordStore.find(sql, form, id)
        .chain(found -> found == null ? removeFromBin(sql) : remove(sql, found));
  }

  private Uni<Boolean> write(SqlClient sql, Long version) {
    return forGood
        ? RecordStore.purge(sql, form, id, version, moment)
        : RecordStore.mark(sql, form, id, version, true, moment);
  }

  /** With the record locked, so that nobody moves it out of what the caller may remove. */
  private Uni<Void> permitted(SqlClient sql) {
    return isChecked(recordAccess, action())
        ? RecordStore.lock(sql, form, List.of(id))
            .chain(() -> permitted(sql, recordAccess, id, action()))
        : Uni.createFrom().voidItem();
  }

  private static Uni<Void> permitted(
      SqlClient sql, RecordAccess recordAccess, RecordId id, RecordAction recordAction) {
    return recordAccess
        .holding(sql, id)
        .invoke(
            holding -> {
              if (holding == null || !recordAccess.gives(holding, RecordAction.READ)) {
                throw CurrentRecord.notFound(id);
              }
              if (!recordAccess.gives(holding, recordAction)) {
                throw recordAccess.notAllowed(recordAction);
              }
            })
        .replaceWithVoid();
  }

  /** From the recycle bin for good: lookups that pointed here point nowhere then. */
  private Uni<Boolean> removeFromBin(SqlClient sql) {
    if (!forGood) {
      return Uni.createFrom().item(false);
    }
    return permitted(sql)
        .chain(() -> DependencyUpdate.lookingAt(sql, form, id))
        .chain(
            looking ->
                write(sql, expectedVersion)
                    .call(() -> DependencyUpdate.ofPurged(sql, moment, List.of(), looking)));
  }

  private Uni<Boolean> remove(SqlClient sql, StoredRecord found) {
    if (expectedVersion != null && expectedVersion != found.version()) {
      return permitted(sql).replaceWith(false);
    }
    return DependencyLocks.takeForChange(sql, form, id, List.of(found.data()))
        .chain(() -> permitted(sql))
        .chain(() -> RecordStore.find(sql, form, id))
        .chain(latest -> latest == null ? removeFromBin(sql) : removeLocked(sql, found, latest));
  }

  /**
   * The record as it is now that nobody else can change it: a change in between matters only if the
   * removal was meant for a version, or if other records would have had to be locked.
   */
  private Uni<Boolean> removeLocked(SqlClient sql, StoredRecord found, StoredRecord latest) {
    if (expectedVersion != null && expectedVersion != latest.version()) {
      return Uni.createFrom().item(false);
    }
    if (!latest.pointsAlike(form, found)) {
      throw new RetryingTransactions.ChangedMeanwhile();
    }
    var change = new DependencyUpdate.Change(form, id, latest, null);
    return DependencyUpdate.lookingAt(sql, form, id)
        .chain(
            looking ->
                write(sql, latest.version())
                    .invoke(CurrentRecord::requireDone)
                    .call(
                        () ->
                            forGood
                                ? DependencyUpdate.ofPurged(sql, moment, List.of(change), looking)
                                : follow(sql, change)))
        .call(() -> onGone.apply(sql, latest));
  }

  private Uni<Void> follow(SqlClient sql, DependencyUpdate.Change change) {
    return form.isLinked()
        ? DependencyUpdate.of(sql, moment, List.of(change)).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> staleOrMissing() {
    return RecordStore.find(pool, recordAccess, id)
        .chain(
            found ->
                Uni.createFrom()
                    .failure(
                        found == null
                            ? CurrentRecord.notFound(id)
                            : CurrentRecord.stale(found.version())));
  }

  /** Fails as not found when it is not in the recycle bin. */
  static Uni<Void> restore(TransactionScope place, RecordAccess recordAccess, RecordId id) {
    boolean checked = isChecked(recordAccess, RecordAction.DELETE);
    return atomically(place, recordAccess.form(), checked, sql -> restore(sql, recordAccess, id))
        .invoke(
            done -> {
              if (!done) {
                throw CurrentRecord.notFound(id);
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Boolean> restore(SqlClient sql, RecordAccess recordAccess, RecordId id) {
    var form = recordAccess.form();
    var moment = recordAccess.moment();
    var allowed =
        isChecked(recordAccess, RecordAction.DELETE)
            ? permitted(sql, recordAccess, id, RecordAction.DELETE)
            : Uni.createFrom().voidItem();
    if (!form.isLinked()) {
      return allowed.chain(() -> RecordStore.mark(sql, form, id, null, false, moment));
    }
    return DependencyLocks.take(sql, form, id)
        .chain(() -> allowed)
        .chain(() -> RecordStore.mark(sql, form, id, null, false, moment))
        .call(
            done ->
                done
                    ? RecordStore.find(sql, form, id)
                        .chain(
                            found ->
                                DependencyUpdate.ofRestored(
                                    sql,
                                    moment,
                                    new DependencyUpdate.Change(form, id, null, found)))
                    : Uni.createFrom().voidItem());
  }
}
