package dev.formwork.workflow.store;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.Instance;
import java.util.List;
import java.util.UUID;

/**
 * What becomes of an instance, ready to be stored.
 *
 * @param after as it is then; its revision is the one it was decided on, 0 for a new instance
 * @param title of the record, for lists
 * @param parent instance that called it; nullable
 * @param parentPosition where that one waits
 * @param copies what people get a copy of
 * @param notices what people are told
 * @param children flows to be started
 */
public record Transition(
    Instance after,
    String title,
    UUID parent,
    int parentPosition,
    List<Effect> effects,
    List<HistoryEntry> history,
    List<CopyRow> copies,
    List<NoticeRow> notices,
    List<Child> children) {

  /** A copy for someone. */
  public record CopyRow(MemberId member, String step, String text) {}

  /**
   * @param step nullable
   * @param task nullable
   * @param text nullable: made from the kind
   */
  public record NoticeRow(
      MemberId member,
      String kind,
      String step,
      UUID task,
      String title,
      String text,
      MemberId by) {}

  /** A flow that a step starts; {@code position} 0: nobody waits for it. */
  public record Child(Instance instance, String title, int position) {}

  public boolean isNew() {
    return after.revision() == 0;
  }

  /** Whether it leaves something to the workers. */
  public boolean hasJobs() {
    return after.status().isOver() && parent != null
        || isNew() && !after.hasBegun()
        || !children.isEmpty()
        || effects.stream().anyMatch(Effect.EnqueueExternalStep.class::isInstance);
  }
}
