package dev.formwork.core.record.write;

import dev.formwork.core.access.Caller;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.access.RowIdentity;
import dev.formwork.core.record.access.RowLevelCheck;
import dev.formwork.core.record.decision.RecordDecisionService;
import dev.formwork.core.record.decision.VolatileFields;
import dev.formwork.core.record.dependency.DependencyLocks;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The stages of a record that is there: read before its transaction, changed within. */
final class Change {

  static final WriteStage READ =
      write ->
          CurrentRecord.read(write.sql(), write.access(), write.wish().id())
              .invoke(write::found)
              .replaceWithVoid();

  static final WriteStage CHECK_VERSION_AND_RIGHTS =
      WriteStage.immediate(
          write -> {
            CurrentRecord.requireVersion(write.wish().expectedVersion(), write.before());
            RowLevelCheck.beforeChange(write.access(), write.before());
          });

  static final WriteStage LOCK =
      write -> {
        var next = write.before().data().copy();
        write.input().given().stream()
            .forEach(slot -> next.set(slot, write.input().data().get(slot)));
        return DependencyLocks.takeForChange(
            write.sql(), write.form(), write.before().id(), List.of(write.before().data(), next));
      };

  /**
   * The record as it is now that nobody else can change it. What was worked out for it while this
   * change waited is not lost, and a change in between matters only if the wish was made on a
   * version, or if other records would have had to be locked.
   */
  static final WriteStage READ_LATEST =
      write ->
          RecordStore.find(write.sql(), write.access(), write.before().id())
              .invoke(latest -> requireAlike(write, latest))
              .call(
                  latest ->
                      VolatileFields.fill(
                          write.sql(), write.form(), List.of(latest), write.moment()))
              .invoke(write::found)
              .replaceWithVoid();

  /** Defaults, rules, formulas and checks, in one pure decision. */
  static final WriteStage DECIDE =
      write ->
          RecordDecisionService.change(
                  write.sql(),
                  write.form(),
                  write.before(),
                  write.input(),
                  write.wish().occasion(),
                  write.moment())
              .map(decided -> opened(write, decided))
              .invoke(write::decideOn)
              .replaceWithVoid();

  /** What changes nothing writes nothing, unless the record is sent on its way. */
  static final WriteStage UPDATE =
      write -> {
        if (isUnchanged(write) && write.wish().occasion() == Occasion.SAVE) {
          write.settle();
          return Uni.createFrom().voidItem();
        }
        write.became(write.before().changed(write.decided(), write.moment()));
        return RecordStore.update(
                write.sql(),
                write.form(),
                new RecordStore.Update(write.before(), write.decided()),
                write.wish().occasion() == Occasion.SUBMIT ? "submit" : "update",
                write.moment())
            .invoke(CurrentRecord::requireDone)
            .replaceWithVoid();
      };

  /** Nobody gives a record away who may not. */
  static final WriteStage CHECK_ROW =
      write -> RowLevelCheck.afterChange(write.sql(), write.access(), List.of(write.before()));

  static final WriteStage TELL =
      write ->
          write.tell(
              write.wish().occasion() == Occasion.SUBMIT
                  ? RecordEvent.Kind.SUBMITTED
                  : RecordEvent.Kind.CHANGED,
              write.before(),
              write.after());

  private Change() {}

  /** Without what a read-only rule would keep, where a task opens it. */
  private static RecordChangeSet opened(RecordWrite write, RecordChangeSet decided) {
    var caller = write.access().caller();
    return new RecordChangeSet(
        decided.data(),
        decided.title(),
        decided.searchText(),
        decided.problems().stream().filter(problem -> !isOpened(caller, problem)).toList());
  }

  /** Paths are {@code /field} or {@code /rows/3/column}. */
  private static boolean isOpened(Caller caller, Problem problem) {
    if (problem.type() != CoreProblem.READ_ONLY_NOW) {
      return false;
    }
    var path = problem.path().substring(1).split("/");
    return caller.opens(path.length == 3 ? path[0] + "." + path[2] : path[0]);
  }

  private static void requireAlike(RecordWrite write, StoredRecord latest) {
    var current = write.before();
    if (latest == null
        || !latest.sight().equals(current.sight())
        || !latest.pointsAlike(write.form(), current)
        || !RowIdentity.isOnSameRows(write.form(), write.input(), current.data(), latest.data())) {
      throw new RetryingTransactions.ChangedMeanwhile();
    }
    CurrentRecord.requireVersion(write.wish().expectedVersion(), latest);
  }

  private static boolean isUnchanged(RecordWrite write) {
    var before = write.before();
    return ValueEquality.unchanged(write.form(), before.data(), write.decided().data())
        && before.title().equals(write.decided().title());
  }
}
