package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService.BatchItem;
import dev.formwork.core.record.RecordService.BatchOutcome;
import dev.formwork.core.record.access.CopiedValueGuard;
import dev.formwork.core.record.access.LookupPermissionCheck;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.access.RowIdentity;
import dev.formwork.core.record.access.RowLevelCheck;
import dev.formwork.core.record.access.WritePermissionCheck;
import dev.formwork.core.record.decision.RecordDecisionService;
import dev.formwork.core.record.decision.VolatileFields;
import dev.formwork.core.record.dependency.DependencyLocks;
import dev.formwork.core.record.dependency.DependencyUpdate;
import dev.formwork.core.record.lookup.LookupAutofill;
import dev.formwork.core.record.lookup.RecordRefLoader;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.core.record.write.CurrentRecord;
import dev.formwork.core.rights.RecordVisibility;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes many records of one form in one transaction, and follows their changes once at the end.
 */
final class RecordBatch {

  private final RecordAccess recordAccess;
  private final CompiledForm form;
  private final SqlClient sql;
  private final EvaluationContext moment;
  private final BiFunction<StoredRecord, StoredRecord, Uni<Void>> onWritten;
  private final List<BatchOutcome> outcomes = new ArrayList<>();
  private final List<RecordStore.Insertion> insertions = new ArrayList<>();
  private final List<RecordStore.Update> updates = new ArrayList<>();
  private final List<DependencyUpdate.Change> changes = new ArrayList<>();

  /** What was given, before anything was filled in; by input. */
  private final IdentityHashMap<RecordInput, RecordInput> named = new IdentityHashMap<>();

  private final IdentityHashMap<RecordInput, Refusal> refused = new IdentityHashMap<>();

  /** The same for new records, by record. */
  private final Map<RecordId, RecordInput> made = new HashMap<>();

  /**
   * @param onWritten told of each record, before (null: a new one) and after
   */
  RecordBatch(
      RecordAccess recordAccess,
      SqlClient sql,
      BiFunction<StoredRecord, StoredRecord, Uni<Void>> onWritten) {
    this.onWritten = onWritten;
    this.recordAccess = recordAccess;
    this.form = recordAccess.form();
    this.sql = sql;
    this.moment = recordAccess.moment();
  }

  Uni<List<BatchOutcome>> write(List<BatchItem> items) {
    return sighted(items).call(this::permitAll).chain(this::writePermitted);
  }

  /** The records to be changed, each with what the caller sees of it. */
  private Uni<List<BatchItem>> sighted(List<BatchItem> items) {
    var ids =
        items.stream()
            .map(BatchItem::existing)
            .filter(Objects::nonNull)
            .map(StoredRecord::id)
            .toList();
    if (ids.isEmpty() || recordAccess.rights().uniformSight().isWhole()) {
      return Uni.createFrom().item(items);
    }
    return recordAccess
        .holding(sql, ids)
        .map(holding -> items.stream().map(item -> sighted(item, holding)).toList());
  }

  private BatchItem sighted(BatchItem item, Map<RecordId, BitSet> holding) {
    var existing = item.existing();
    return existing == null
        ? item
        : new BatchItem(
            existing.seenWith(
                recordAccess.rights().sight(holding.getOrDefault(existing.id(), new BitSet()))),
            item.input());
  }

  private Uni<List<BatchOutcome>> writePermitted(List<BatchItem> items) {
    return lock(items)
        .chain(() -> latest(items))
        .chain(this::decideAll)
        .chain(() -> RecordStore.insert(sql, form, insertions, moment))
        .chain(this::updateAll)
        .chain(
            () ->
                form.isLinked() && !changes.isEmpty()
                    ? DependencyUpdate.of(sql, moment, changes).replaceWithVoid()
                    : Uni.createFrom().voidItem())
        .chain(() -> RowLevelCheck.afterCreation(sql, recordAccess, made))
        .chain(
            () ->
                RowLevelCheck.afterChange(
                    sql, recordAccess, updates.stream().map(RecordStore.Update::before).toList()))
        .chain(this::tellAll)
        .replaceWith(outcomes);
  }

  private Uni<Void> tellAll() {
    return form.links().isWatched(form.key())
        ? Multi.createFrom()
            .iterable(changes)
            .onItem()
            .transformToUniAndConcatenate(
                change -> onWritten.apply(change.before(), change.after()))
            .collect()
            .asList()
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  /**
   * Fills in from lookups, locks what the batch concerns, and loads what formulas read, at once.
   */
  private Uni<Void> lock(List<BatchItem> items) {
    var states = new ArrayList<RecordData>();
    var own = new ArrayList<RecordId>();
    for (var item : items) {
      states.add(item.input().data());
      if (item.existing() != null) {
        states.add(item.existing().data());
        own.add(item.existing().id());
      }
    }
    return fill(items)
        .chain(
            () ->
                form.isLinked()
                    ? DependencyLocks.take(sql, form, own, states)
                    : Uni.createFrom().voidItem())
        .chain(() -> RecordRefLoader.loadLocked(sql, form, states));
  }

  /** The records to be changed as they are now that nobody else can change them. */
  private Uni<List<BatchItem>> latest(List<BatchItem> items) {
    var ids =
        items.stream()
            .map(BatchItem::existing)
            .filter(Objects::nonNull)
            .map(StoredRecord::id)
            .toList();
    if (ids.isEmpty()) {
      return Uni.createFrom().item(items);
    }
    if (!form.isLinked()) {
      var existing = items.stream().map(BatchItem::existing).filter(Objects::nonNull).toList();
      return VolatileFields.fill(sql, form, existing, moment).replaceWith(items);
    }
    return RecordStore.findAll(sql, form, ids)
        .call(found -> VolatileFields.fill(sql, form, found, moment))
        .call(
            found ->
                RecordRefLoader.loadLocked(
                    sql, form, found.stream().map(StoredRecord::data).toList()))
        .map(
            found -> {
              var byId =
                  found.stream().collect(Collectors.toMap(StoredRecord::id, Function.identity()));
              return items.stream().map(item -> latest(item, byId)).toList();
            })
        .call(this::requireSightsKept);
  }

  /** What held for a record may hold no longer once the lock was waited for. */
  private Uni<Void> requireSightsKept(List<BatchItem> items) {
    return sighted(items)
        .invoke(
            now -> {
              for (int i = 0; i < items.size(); i++) {
                var before = items.get(i).existing();
                if (before != null && !before.sight().equals(now.get(i).existing().sight())) {
                  throw new RetryingTransactions.ChangedMeanwhile();
                }
              }
            })
        .replaceWithVoid();
  }

  private BatchItem latest(BatchItem item, Map<RecordId, StoredRecord> byId) {
    if (item.existing() == null) {
      return item;
    }
    var latest = byId.get(item.existing().id());
    if (latest == null
        || !latest.pointsAlike(form, item.existing())
        || !RowIdentity.isOnSameRows(form, item.input(), item.existing().data(), latest.data())) {
      throw new RetryingTransactions.ChangedMeanwhile();
    }
    return new BatchItem(latest.seenWith(item.existing().sight()), item.input());
  }

  private Uni<Void> fill(List<BatchItem> items) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(
            item ->
                LookupAutofill.complete(
                    sql,
                    recordAccess,
                    item.existing() == null ? null : item.existing().data(),
                    item.input()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> decideAll(List<BatchItem> items) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(this::decide)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> permitAll(List<BatchItem> items) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(
            item ->
                permit(item)
                    .onFailure(Refusal.class)
                    .recoverWithUni(
                        failure -> {
                          refused.put(item.input(), failure);
                          return Uni.createFrom().voidItem();
                        }))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> permit(BatchItem item) {
    var existing = item.existing();
    var before = existing == null ? null : existing.data();
    named.put(item.input(), item.input().deepCopy(form));
    return Uni.createFrom()
        .item(item)
        .invoke(
            () -> {
              if (existing == null) {
                recordAccess.require(RecordAction.CREATE);
              } else {
                RowLevelCheck.beforeChange(recordAccess, existing);
              }
              RowIdentity.resolve(form, sight(existing), item.input(), before);
              WritePermissionCheck.check(form, sight(existing), item.input(), before);
              if (existing == null) {
                CopiedValueGuard.withholdDefaults(recordAccess, item.input());
              }
            })
        .chain(() -> LookupPermissionCheck.check(sql, recordAccess, item.input(), before));
  }

  /**
   * @param existing null: a new record
   */
  private RecordVisibility sight(StoredRecord existing) {
    return existing == null ? recordAccess.rights().creationSight() : existing.sight();
  }

  private Uni<Void> decide(BatchItem item) {
    var refusal = refused.get(item.input());
    if (refusal != null) {
      outcomes.add(new BatchOutcome.Refused(refusal.problems()));
      return Uni.createFrom().voidItem();
    }
    return decidePermitted(item);
  }

  private Uni<Void> decidePermitted(BatchItem item) {
    var existing = item.existing();
    if (existing == null) {
      var id = RecordId.generate();
      return RecordDecisionService.createLoaded(sql, form, id, item.input(), Occasion.SAVE, moment)
          .invoke(decided -> created(id, item.input(), decided))
          .replaceWithVoid();
    }
    return RecordDecisionService.changeLoaded(
            sql, form, existing, item.input(), Occasion.SAVE, moment)
        .invoke(decided -> updated(existing, decided))
        .replaceWithVoid();
  }

  private void created(RecordId id, RecordInput input, RecordChangeSet decided) {
    var problems = RowLevelCheck.told(form, sight(null), decided.problems());
    if (!problems.isEmpty()) {
      outcomes.add(new BatchOutcome.Refused(problems));
      return;
    }
    RowIdentity.name(form, null, decided.data());
    made.put(id, named.get(input));
    insertions.add(new RecordStore.Insertion(id, decided, Occasion.SAVE));
    changes.add(
        new DependencyUpdate.Change(form, id, null, StoredRecord.created(id, decided, moment)));
    outcomes.add(new BatchOutcome.Created(id));
  }

  private void updated(StoredRecord existing, RecordChangeSet decided) {
    var problems = RowLevelCheck.told(form, existing.sight(), decided.problems());
    RowIdentity.name(form, existing.data(), decided.data());
    if (!problems.isEmpty()) {
      outcomes.add(new BatchOutcome.Refused(problems));
    } else if (ValueEquality.unchanged(form, existing.data(), decided.data())) {
      outcomes.add(new BatchOutcome.Unchanged());
    } else {
      updates.add(new RecordStore.Update(existing, decided));
      changes.add(
          new DependencyUpdate.Change(
              form, existing.id(), existing, existing.changed(decided, moment)));
      outcomes.add(new BatchOutcome.Updated(existing.id(), existing.version() + 1));
    }
  }

  private Uni<Void> updateAll() {
    return RecordStore.updateAll(sql, form, updates, "update", moment)
        .invoke(CurrentRecord::requireDone)
        .replaceWithVoid();
  }
}
