package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import dev.formwork.ui.flow.design.input.DeadlineEditor;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.TaskButtonsEditor;
import dev.formwork.ui.flow.design.input.TaskFieldAccessEditor;
import dev.formwork.workflow.definition.ActionKind;
import java.util.List;

/** What all steps that put a task to people can set: access to fields, deadline, buttons. */
final class HumanStepInputs {

  private HumanStepInputs() {}

  static List<Component> of(JsonBinding binding, List<ActionKind> buttons) {
    return List.of(
        FlowInputs.folded(
            "flow.fields", !binding.get("fields").isEmpty(), new TaskFieldAccessEditor(binding)),
        FlowInputs.folded(
            "flow.due", !binding.get("due").isMissingNode(), new DeadlineEditor(binding.at("due"))),
        FlowInputs.folded(
            "flow.buttons",
            !binding.get("buttons").isEmpty(),
            new TaskButtonsEditor(binding, buttons)));
  }
}
