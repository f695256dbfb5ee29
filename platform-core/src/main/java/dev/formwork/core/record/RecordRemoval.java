package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.permission.Action;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** Takes a record to the recycle bin, out of it, or away for good. */
final class RecordRemoval {

  /** Tries of a removal that names no version, when others change the record at the same time. */
  private static final int TRIES = 8;

  private final Workplace place;
  private final SqlClient pool;
  private final Access access;
  private final CompiledForm form;
  private final Scope moment;
  private final UUID id;
  private final Long expectedVersion;
  private final boolean forGood;
  private final BiFunction<SqlClient, StoredRecord, Uni<Void>> onGone;

  RecordRemoval(
      Workplace place,
      Access access,
      UUID id,
      Long expectedVersion,
      boolean forGood,
      BiFunction<SqlClient, StoredRecord, Uni<Void>> onGone) {
    this.onGone = onGone;
    this.place = place;
    this.pool = place.sql();
    this.access = access;
    this.form = access.form();
    this.moment = access.moment();
    this.id = id;
    this.expectedVersion = expectedVersion;
    this.forGood = forGood;
  }

  /** Fails as not found, or as stale. */
  Uni<Void> run() {
    return attempt(TRIES).chain(done -> done ? Uni.createFrom().voidItem() : staleOrMissing());
  }

  /** Nobody removes what they may not read. */
  private static boolean isChecked(Access access, Action action) {
    return access.isChecked(action) || access.rights().isLimited();
  }

  private Action action() {
    return forGood ? Action.MANAGE : Action.DELETE;
  }

  private Uni<Boolean> attempt(int tries) {
    return atomically(place, form, isChecked(access, action()), this::remove)
        .onFailure(failure -> tries > 1 && failure instanceof Transactions.ChangedMeanwhile)
        .recoverWithUni(() -> attempt(tries - 1));
  }

  private static <T> Uni<T> atomically(
      Workplace place,
      CompiledForm form,
      boolean checked,
      java.util.function.Function<SqlClient, Uni<T>> work) {
    if (form.isLinked()) {
      return place.retrying(work);
    }
    return checked || form.links().isWatched(form.key())
        ? place.together(work)
        : work.apply(place.sql());
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
    return isChecked(access, action())
        ? ParentLocks.rows(sql, form, List.of(id)).chain(() -> permitted(sql, access, id, action()))
        : Uni.createFrom().voidItem();
  }

  private static Uni<Void> permitted(SqlClient sql, Access access, UUID id, Action action) {
    return access
        .holding(sql, id)
        .invoke(
            holding -> {
              if (holding == null || !access.gives(holding, Action.READ)) {
                throw RecordService.notFound(id);
              }
              if (!access.gives(holding, action)) {
                throw access.notAllowed(action);
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
        .chain(() -> Propagation.lookingAt(sql, form, id))
        .chain(
            looking ->
                write(sql, expectedVersion)
                    .call(() -> Propagation.ofPurged(sql, moment, List.of(), looking)));
  }

  private Uni<Boolean> remove(SqlClient sql, StoredRecord found) {
    if (expectedVersion != null && expectedVersion != found.version()) {
      return permitted(sql).replaceWith(false);
    }
    var change = new Propagation.Change(form, found.id(), found, null);
    return RecordService.lockParents(sql, form, found.id(), List.of(found.data()))
        .chain(() -> permitted(sql))
        .chain(() -> Propagation.lookingAt(sql, form, found.id()))
        .chain(
            looking ->
                write(sql, found.version())
                    .invoke(RecordService::requireDone)
                    .call(
                        () ->
                            forGood
                                ? Propagation.ofPurged(sql, moment, List.of(change), looking)
                                : RecordService.propagate(sql, moment, change).replaceWithVoid()))
        .call(() -> onGone.apply(sql, found));
  }

  private Uni<Void> staleOrMissing() {
    return RecordStore.find(pool, access, id)
        .chain(
            found ->
                Uni.createFrom()
                    .failure(
                        found == null
                            ? RecordService.notFound(id)
                            : RecordService.stale(found.version())));
  }

  /** Fails as not found when it is not in the recycle bin. */
  static Uni<Void> restore(Workplace place, Access access, UUID id) {
    boolean checked = isChecked(access, Action.DELETE);
    return atomically(place, access.form(), checked, sql -> restore(sql, access, id))
        .invoke(
            done -> {
              if (!done) {
                throw RecordService.notFound(id);
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Boolean> restore(SqlClient sql, Access access, UUID id) {
    var form = access.form();
    var moment = access.moment();
    var marked =
        isChecked(access, Action.DELETE)
            ? permitted(sql, access, id, Action.DELETE)
                .chain(() -> RecordStore.mark(sql, form, id, null, false, moment))
            : RecordStore.mark(sql, form, id, null, false, moment);
    if (!form.isLinked()) {
      return marked;
    }
    return marked.call(
        done ->
            done
                ? RecordStore.find(sql, form, id)
                    .call(found -> RecordService.lockParents(sql, form, id, List.of(found.data())))
                    .chain(
                        found ->
                            Propagation.ofRestored(
                                sql, moment, new Propagation.Change(form, id, null, found)))
                : Uni.createFrom().voidItem());
  }
}
