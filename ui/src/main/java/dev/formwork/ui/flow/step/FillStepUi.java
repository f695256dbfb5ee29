package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.AssigneeRulesEditor;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.NoAssigneeChoice;
import dev.formwork.ui.flow.design.input.TaskButtonsEditor;
import dev.formwork.workflow.definition.FillStep;
import java.util.ArrayList;
import java.util.List;

/** Someone completes fields. */
final class FillStepUi implements StepUi<FillStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.EDIT;
  }

  @Override
  public String color() {
    return "indigo";
  }

  @Override
  public List<Component> inputs(FillStep step, JsonBinding binding) {
    var parts = new ArrayList<Component>();
    parts.add(new AssigneeRulesEditor(binding, "assign", "flow.who.fills", false));
    parts.add(NoAssigneeChoice.of(binding));
    parts.addAll(HumanStepInputs.of(binding, TaskButtonsEditor.FILLING));
    return parts;
  }
}
