package dev.formwork.workflow.task;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Event.Placement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What somebody does with a task.
 *
 * @param comment nullable
 * @param people whom it is transferred to, who is added, asked or mentioned
 * @param placement of whoever is added; nullable: beside
 * @param step it is returned to; nullable: the submitter
 * @param straightBack comes straight back from there
 * @param changes of the record; nullable: none
 * @param chosen people for later steps, by step
 * @param signature a PNG as a data URL; nullable
 * @param files taken in before, sent with a comment
 */
public record TaskAction(
    ActionKind kind,
    String comment,
    List<MemberId> people,
    Placement placement,
    String step,
    boolean straightBack,
    RecordInput changes,
    Map<String, List<MemberId>> chosen,
    String signature,
    List<UUID> files) {

  public TaskAction {
    people = people == null ? List.of() : List.copyOf(people);
    files = files == null ? List.of() : List.copyOf(files);
    chosen = chosen == null ? Map.of() : Map.copyOf(chosen);
    placement = placement == null ? Placement.BESIDE : placement;
  }

  public static TaskAction of(ActionKind kind, String comment) {
    return new TaskAction(kind, comment, null, null, null, false, null, null, null, null);
  }

  /**
   * What the engine decides on.
   *
   * @throws IllegalStateException for an action that decides nothing
   */
  Event.TaskDecision decision() {
    return switch (kind) {
      case APPROVE -> new Event.TaskDecision.Approve(chosen);
      case REJECT -> new Event.TaskDecision.Reject();
      case RETURN -> new Event.TaskDecision.Return(step, straightBack);
      case TRANSFER -> new Event.TaskDecision.Transfer(people.getFirst());
      case ADD_APPROVER -> new Event.TaskDecision.AddApprovers(people, placement);
      case ASK -> new Event.TaskDecision.AskOpinion(people);
      case ANSWER -> new Event.TaskDecision.GiveOpinion();
      case COMPLETE, RESUBMIT -> new Event.TaskDecision.Complete();
      case COMMENT, SAVE, URGE, WITHDRAW, TAKE_BACK, TERMINATE ->
          throw new IllegalStateException("No decision: " + kind);
    };
  }
}
