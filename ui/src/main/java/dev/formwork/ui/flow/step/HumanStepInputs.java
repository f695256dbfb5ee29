package dev.formwork.ui.flow.step;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.flow.design.input.DeadlineEditor;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.Input;
import dev.formwork.ui.flow.design.input.TaskButtonsEditor;
import dev.formwork.ui.flow.design.input.TaskFieldAccessEditor;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.TaskFieldAccess;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What all steps that put a task to people can set: access to fields, deadline, buttons. */
record HumanStepInputs(
    Input<Map<String, TaskFieldAccess>> fields,
    Input<Deadline> due,
    Input<Map<ActionKind, Title>> buttons) {

  /** What the submitter may change when it comes back; nothing chosen: everything. */
  static Input<List<String>> corrects(ApproveStep step, EditForm<?> form) {
    var folded = form.folded("flow.corrects", !step.corrects().isEmpty());
    var offered = form.context().form().map(FormDefinition::fields).orElse(List.of());
    var keys = new LinkedHashSet<>(FlowInputs.keys(offered));
    keys.addAll(step.corrects());
    return folded.input(
        step.corrects(),
        told ->
            FlowInputs.several(
                "flow.corrects.fields",
                "flow.corrects.all",
                keys,
                step.corrects(),
                key -> FlowInputs.named(offered, key),
                told));
  }

  static HumanStepInputs of(HumanStep step, EditForm<?> form, List<ActionKind> buttons) {
    var fields = form.folded("flow.fields", !step.fields().isEmpty());
    var due = form.folded("flow.due", step.due() != null);
    var labels = form.folded("flow.buttons", !step.buttons().isEmpty());
    return new HumanStepInputs(
        fields.input(
            step.fields(),
            told -> new TaskFieldAccessEditor(form.formulas().form(), step.fields(), told)),
        due.input(step.due(), told -> new DeadlineEditor(form, step.due(), told)),
        labels.input(step.buttons(), told -> new TaskButtonsEditor(step.buttons(), buttons, told)));
  }
}
