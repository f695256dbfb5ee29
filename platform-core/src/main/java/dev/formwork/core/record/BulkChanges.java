package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.RecordInput;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/**
 * Applies one change to many records, each as a command of its own. A record that cannot be changed
 * does not stop the others.
 */
@ApplicationScoped
public class BulkChanges {

  public static final int MAX = 1_000;

  private final RecordService records;

  BulkChanges(RecordService records) {
    this.records = records;
  }

  /**
   * What became of one record.
   *
   * @param problems empty: it was done
   */
  public record Outcome(RecordId id, List<Problem> problems) {

    public boolean isDone() {
      return problems.isEmpty();
    }
  }

  /** Gives all of them the values that the input names. */
  public Uni<List<Outcome>> change(
      Caller caller, CompiledForm form, List<RecordId> ids, RecordInput input) {
    var many = many(caller, form, ids, RecordAction.CHANGE);
    return each(ids, id -> records.change(many, form, id, null, input.copy()).replaceWithVoid());
  }

  /** To the recycle bin. */
  public Uni<List<Outcome>> delete(Caller caller, CompiledForm form, List<RecordId> ids) {
    var many = many(caller, form, ids, RecordAction.DELETE);
    return each(ids, id -> records.delete(many, form, id, null, false));
  }

  /** From the recycle bin. */
  public Uni<List<Outcome>> restore(Caller caller, CompiledForm form, List<RecordId> ids) {
    var many = many(caller, form, ids, RecordAction.DELETE);
    return each(ids, id -> records.restore(many, form, id).replaceWithVoid());
  }

  /** By the permission sets alone that give doing it to many. */
  private static Caller many(
      Caller caller, CompiledForm form, List<RecordId> ids, RecordAction recordAction) {
    caller.requireWriting();
    if (ids.size() > MAX) {
      throw Refusal.of(Refusal.Kind.INVALID, CoreProblem.BULK_TOO_MANY, MAX);
    }
    RecordAccess.of(caller, form).require(RecordAction.BULK);
    var many = caller.doing(RecordAction.BULK);
    RecordAccess.of(many, form).require(recordAction);
    return many;
  }

  private static Uni<List<Outcome>> each(
      List<RecordId> ids, Function<RecordId, Uni<Void>> command) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                Uni.createFrom()
                    .deferred(() -> command.apply(id))
                    .map(_ -> new Outcome(id, List.of()))
                    .onFailure(Refusal.class)
                    .recoverWithItem(failure -> new Outcome(id, failure.problems())))
        .collect()
        .asList();
  }
}
