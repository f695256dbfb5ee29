package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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
   */
  public record Batch(UUID last, int size) {}

  /** The next batch behind a record, in the order of ids. */
  public Uni<Batch> batch(Caller caller, CompiledForm form, UUID after) {
    caller.requireDesigning();
    var moment = RecordService.moment(caller, form);
    return Transactions.retrying(
        pool,
        sql ->
            RecordStore.batchAfter(sql, form, after, BATCH)
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(new Batch(null, 0))
                            : Decisions.recompute(sql, form, found, moment)
                                .chain(decided -> write(sql, form, found, decided, moment))
                                .replaceWith(new Batch(found.getLast().id(), found.size()))));
  }

  /**
   * Stores the results, in one statement and without a new version, as nobody changed the records;
   * whatever other records take from a result that came out otherwise follows it.
   */
  private static Uni<Void> write(
      SqlClient sql,
      CompiledForm form,
      List<StoredRecord> found,
      List<RecordDecision.Decided> decided,
      Scope moment) {
    var updates = new ArrayList<RecordStore.Update>();
    var changes = new ArrayList<Propagation.Change>();
    for (int i = 0; i < found.size(); i++) {
      var before = found.get(i);
      updates.add(new RecordStore.Update(before, decided.get(i)));
      if (form.isLinked()
          && !RecordDecision.unchanged(form, before.data(), decided.get(i).data())) {
        changes.add(
            new Propagation.Change(
                form, before.id(), before, before.changed(decided.get(i), moment)));
      }
    }
    return RecordStore.refresh(sql, form, updates)
        .chain(
            () ->
                changes.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Propagation.unchecked(sql, moment, changes));
  }
}
