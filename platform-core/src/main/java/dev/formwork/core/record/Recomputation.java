package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.decision.ExpressionExecutor;
import dev.formwork.core.record.decision.RecordDecisionService;
import dev.formwork.core.record.decision.RuleChecker;
import dev.formwork.core.record.decision.SubqueryResults;
import dev.formwork.core.record.dependency.DependencyUpdate;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Works out the stored results of formulas again for all records of a form, a batch at a time,
 * after its definition changed. People go on working meanwhile: a record they change is computed by
 * that change, and left alone here.
 */
@ApplicationScoped
public class Recomputation {

  private static final int BATCH = 500;

  private final Pool pool;

  Recomputation(Pool pool) {
    this.pool = pool;
  }

  /**
   * What one batch came to.
   *
   * @param last id of its last record, to go on behind; null: there was none left
   * @param broken what its records break as they are; nobody is refused for that
   */
  public record Batch(RecordId last, int size, List<InvariantViolation> broken) {}

  /** The next batch behind a record, in the order of ids. */
  public Uni<Batch> batch(Caller caller, CompiledForm form, RecordId after) {
    caller.requireDesigning();
    var moment = RecordAccess.of(caller, form).moment();
    return RetryingTransactions.retrying(
        pool,
        sql ->
            RecordStore.batchAfter(sql, form, after, BATCH)
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(new Batch(null, 0, List.of()))
                            : RecordDecisionService.recompute(sql, form, found, moment)
                                .chain(decided -> write(sql, form, found, decided, moment))
                                .chain(() -> broken(sql, form, found, moment))
                                .map(
                                    broken ->
                                        new Batch(found.getLast().id(), found.size(), broken))));
  }

  private static List<InvariantViolation> broken(
      CompiledForm form, StoredRecord record, EvaluationContext evaluationContext) {
    return form.invariants().stream()
        .filter(rule -> !RuleChecker.holds(rule, record, evaluationContext))
        .map(rule -> new InvariantViolation(record.id(), record.title(), rule.message()))
        .toList();
  }

  private static Uni<List<InvariantViolation>> broken(
      SqlClient sql, CompiledForm form, List<StoredRecord> found, EvaluationContext moment) {
    if (form.invariants().isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    var questions =
        form.invariants().stream().flatMap(rule -> rule.check().questions().stream()).toList();
    var broken = new ArrayList<InvariantViolation>();
    return RecordStore.findAll(sql, form, found.stream().map(StoredRecord::id).toList())
        .chain(
            records ->
                Multi.createFrom()
                    .iterable(records)
                    .onItem()
                    .transformToUniAndConcatenate(
                        record ->
                            SubqueryResults.to(
                                    sql, questions, moment.about(record.facts()).of(record.data()))
                                .chain(
                                    evaluationContext ->
                                        ExpressionExecutor.on(
                                            form, () -> broken(form, record, evaluationContext)))
                                .invoke(broken::addAll))
                    .collect()
                    .asList())
        .replaceWith(broken);
  }

  /**
   * Stores the results, in one statement and without a new version, as nobody changed the records;
   * whatever other records take from a result that came out otherwise follows it.
   */
  private static Uni<Void> write(
      SqlClient sql,
      CompiledForm form,
      List<StoredRecord> found,
      List<RecordChangeSet> decided,
      EvaluationContext moment) {
    var updates = new ArrayList<RecordStore.Update>();
    var changes = new ArrayList<DependencyUpdate.Change>();
    for (int i = 0; i < found.size(); i++) {
      var before = found.get(i);
      updates.add(new RecordStore.Update(before, decided.get(i)));
      if (form.isLinked() && !ValueEquality.unchanged(form, before.data(), decided.get(i).data())) {
        changes.add(
            new DependencyUpdate.Change(
                form, before.id(), before, before.changed(decided.get(i), moment)));
      }
    }
    return RecordStore.refresh(sql, form, updates)
        .chain(
            () ->
                changes.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : DependencyUpdate.unchecked(sql, moment, changes));
  }
}
