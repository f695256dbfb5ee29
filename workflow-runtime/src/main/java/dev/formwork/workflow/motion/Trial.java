package dev.formwork.workflow.motion;

import dev.formwork.core.naming.Title;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.engine.Event.Act;
import dev.formwork.workflow.engine.Happening;
import dev.formwork.workflow.engine.Status;
import dev.formwork.workflow.engine.TaskKind;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

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
public record Trial(
    String app,
    FlowDefinition draft,
    UUID record,
    RecordInput sample,
    UUID submitter,
    List<Deed> deeds,
    Standing now) {

  /** An action in a trial run. */
  public sealed interface Deed {

    /**
     * @param number of the task, as {@link TrialTask} counts them
     */
    record Acted(int number, Act act, String comment) implements Deed {}

    /** The next time that is waited for came. */
    record TimeSkipped() implements Deed {}
  }

  /**
   * The state of a trial run after its last action.
   *
   * @param outcome nullable
   * @param error nullable
   * @param calls steps that would have called outside
   * @param waitsUntil the next time; nullable
   */
  public record Standing(
      Status status,
      String outcome,
      String error,
      List<TrialTask> tasks,
      List<Happening> history,
      List<TrialLetter> letters,
      List<String> calls,
      List<TrialChange> changes,
      Set<String> passed,
      Set<String> standing,
      OffsetDateTime waitsUntil) {}

  /** A task that somebody would have. */
  public record TrialTask(int number, String step, Title title, UUID member, TaskKind kind) {}

  /** A letter that would be sent. */
  public record TrialLetter(String step, List<UUID> to, String subject, String text) {}

  /** A field of the record that would be another. */
  public record TrialChange(String field, String before, String after) {}

  Trial then(Deed deed) {
    var all = new ArrayList<>(deeds);
    all.add(deed);
    return new Trial(app, draft, record, sample, submitter, List.copyOf(all), now);
  }

  Trial standing(Standing standing) {
    return new Trial(app, draft, record, sample, submitter, deeds, standing);
  }

  /** The same before the last deed. */
  public Trial back() {
    return new Trial(
        app,
        draft,
        record,
        sample,
        submitter,
        deeds.subList(0, Math.max(0, deeds.size() - 1)),
        now);
  }
}
