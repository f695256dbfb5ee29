package dev.formwork.workflow.tryout;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.engine.Event.TaskDecision;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.TaskKind;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A run of a draft with the actions taken so far. Immutable: each action gives a new run, so that
 * one can go back and try another path. Nothing of it is saved.
 *
 * @param record whose case it is; null: the sample, or none
 * @param sample a record that is not there; nullable
 * @param submitter who starts it
 * @param deeds what was done, from the start
 * @param now how it stands
 */
public record TryOut(
    AppKey app,
    FlowDefinition draft,
    RecordId record,
    RecordInput sample,
    MemberId submitter,
    List<TryOutAction> deeds,
    Snapshot now) {

  /** An action in a trial run. */
  public sealed interface TryOutAction {

    /**
     * @param number of the task, as {@link TryOutTask} counts them
     */
    record TaskAnswered(int number, TaskDecision act, String comment) implements TryOutAction {}

    /** The next time that is waited for came. */
    record TimeSkipped() implements TryOutAction {}
  }

  /**
   * The state of a trial run after its last action.
   *
   * @param outcome nullable
   * @param error nullable
   * @param calls steps that would have called outside
   * @param waitsUntil the next time; nullable
   */
  public record Snapshot(
      InstanceStatus status,
      String outcome,
      String error,
      List<TryOutTask> tasks,
      List<HistoryEntry> history,
      List<TryOutEmail> emails,
      List<String> calls,
      List<FieldChange> changes,
      Set<String> passed,
      Set<String> standing,
      OffsetDateTime waitsUntil) {}

  /** A task that somebody would have. */
  public record TryOutTask(int number, String step, Title title, MemberId member, TaskKind kind) {}

  /** An e-mail that would be sent. */
  public record TryOutEmail(String step, List<MemberId> to, String subject, String text) {}

  /** A field of the record that would be another. */
  public record FieldChange(String field, String before, String after) {}

  TryOut then(TryOutAction tryOutAction) {
    var all = new ArrayList<>(deeds);
    all.add(tryOutAction);
    return new TryOut(app, draft, record, sample, submitter, List.copyOf(all), now);
  }

  TryOut standing(Snapshot snapshot) {
    return new TryOut(app, draft, record, sample, submitter, deeds, snapshot);
  }

  /** The same before the last deed. */
  public TryOut back() {
    return new TryOut(
        app,
        draft,
        record,
        sample,
        submitter,
        deeds.subList(0, Math.max(0, deeds.size() - 1)),
        now);
  }
}
