package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.Title;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.instance.InstanceView;
import java.util.List;
import java.util.Map;

/**
 * A task with all one needs to do it.
 *
 * @param form nullable: the flow has no record
 * @param record as the step shows it; nullable
 * @param actions in the order of their buttons; empty: the task is over
 * @param labels of buttons that are called otherwise in this step
 * @param commentNeeded whether a decision asks for a comment
 * @param signature whether a decision is signed
 * @param returnTo where it can be returned to
 * @param choosesFor steps whose people are chosen here
 * @param required keys of fields that must be filled in
 * @param changes what was changed of the record since the flow began
 * @param reader the caller with the rights of the task, for reading and changing the record
 */
public record TaskView(
    Tasks.Card card,
    InstanceView instance,
    CompiledForm form,
    StoredRecord record,
    List<ActionKind> actions,
    Map<ActionKind, Title> labels,
    boolean commentNeeded,
    boolean signature,
    List<ReturnTarget> returnTo,
    List<String> choosesFor,
    List<String> required,
    List<ChangedSince> changes,
    Caller reader) {

  /**
   * @param step null: the submitter
   */
  public record ReturnTarget(String step, Title title) {}
}
