package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.workflow.definition.RepeatStep;
import java.util.List;

/** Again while a condition holds. */
final class RepeatStepUi implements StepUi<RepeatStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.ROTATE_RIGHT;
  }

  @Override
  public String color() {
    return "purple";
  }

  @Override
  public List<Component> inputs(RepeatStep step, JsonBinding binding) {
    return List.of(
        FlowInputs.condition(binding, "while", "flow.repeat.condition"),
        FlowInputs.number(binding, "max", "flow.repeat.max", 100));
  }
}
