package dev.formwork.core.record;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.record.RecordService.BatchItem;
import dev.formwork.core.record.RecordService.BatchOutcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes many records of one form in one transaction, and follows their changes once at the end.
 */
final class RecordBatch {

  private final CompiledForm form;
  private final SqlClient sql;
  private final Scope moment;
  private final List<BatchOutcome> outcomes = new ArrayList<>();
  private final List<RecordStore.Insertion> insertions = new ArrayList<>();
  private final List<RecordStore.Update> updates = new ArrayList<>();
  private final List<Propagation.Change> changes = new ArrayList<>();

  RecordBatch(CompiledForm form, SqlClient sql, Scope moment) {
    this.form = form;
    this.sql = sql;
    this.moment = moment;
  }

  Uni<List<BatchOutcome>> write(List<BatchItem> items) {
    return lock(items)
        .chain(() -> latest(items))
        .chain(this::decideAll)
        .chain(() -> RecordStore.insert(sql, form, insertions, moment))
        .chain(this::updateAll)
        .chain(
            () ->
                form.isLinked() && !changes.isEmpty()
                    ? Propagation.of(sql, moment, changes).replaceWithVoid()
                    : Uni.createFrom().voidItem())
        .replaceWith(outcomes);
  }

  /**
   * Fills in from lookups, locks what the batch concerns, and loads what formulas read, at once.
   */
  private Uni<Void> lock(List<BatchItem> items) {
    var states = new ArrayList<RecordData>();
    var own = new ArrayList<UUID>();
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
                    ? ParentLocks.take(sql, form, own, states)
                    : Uni.createFrom().voidItem())
        .chain(() -> LookedUpValues.loadLocked(sql, form, states));
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
      return Virtuals.fill(sql, form, existing, moment).replaceWith(items);
    }
    return RecordStore.findAll(sql, form, ids)
        .call(found -> Virtuals.fill(sql, form, found, moment))
        .call(
            found ->
                LookedUpValues.loadLocked(
                    sql, form, found.stream().map(StoredRecord::data).toList()))
        .map(
            found -> {
              var byId =
                  found.stream().collect(Collectors.toMap(StoredRecord::id, Function.identity()));
              return items.stream().map(item -> latest(item, byId)).toList();
            });
  }

  private BatchItem latest(BatchItem item, Map<UUID, StoredRecord> byId) {
    if (item.existing() == null) {
      return item;
    }
    var latest = byId.get(item.existing().id());
    if (latest == null || !latest.pointsAlike(form, item.existing())) {
      throw new Transactions.ChangedMeanwhile();
    }
    return new BatchItem(latest, item.input());
  }

  private Uni<Void> fill(List<BatchItem> items) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(
            item ->
                LookupFill.complete(
                    sql,
                    form,
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

  private Uni<Void> decide(BatchItem item) {
    var existing = item.existing();
    if (existing == null) {
      var id = UuidCreator.getTimeOrderedEpoch();
      return Decisions.createLoaded(sql, form, id, item.input(), moment)
          .invoke(decided -> created(id, decided))
          .replaceWithVoid();
    }
    return Decisions.changeLoaded(sql, form, existing, item.input(), Occasion.SAVE, moment)
        .invoke(decided -> updated(existing, decided))
        .replaceWithVoid();
  }

  private void created(UUID id, RecordDecision.Decided decided) {
    if (!decided.problems().isEmpty()) {
      outcomes.add(new BatchOutcome.Refused(decided.problems()));
      return;
    }
    insertions.add(new RecordStore.Insertion(id, decided));
    changes.add(new Propagation.Change(form, id, null, StoredRecord.created(id, decided, moment)));
    outcomes.add(new BatchOutcome.Created());
  }

  private void updated(StoredRecord existing, RecordDecision.Decided decided) {
    if (!decided.problems().isEmpty()) {
      outcomes.add(new BatchOutcome.Refused(decided.problems()));
    } else if (RecordDecision.unchanged(form, existing.data(), decided.data())) {
      outcomes.add(new BatchOutcome.Unchanged());
    } else {
      updates.add(new RecordStore.Update(existing, decided));
      changes.add(
          new Propagation.Change(form, existing.id(), existing, existing.changed(decided, moment)));
      outcomes.add(new BatchOutcome.Updated());
    }
  }

  private Uni<Void> updateAll() {
    return Multi.createFrom()
        .iterable(updates)
        .onItem()
        .transformToUniAndConcatenate(
            update ->
                RecordStore.update(sql, form, update, "update", moment)
                    .invoke(
                        done -> {
                          if (!done) {
                            throw new Transactions.ChangedMeanwhile();
                          }
                        }))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
