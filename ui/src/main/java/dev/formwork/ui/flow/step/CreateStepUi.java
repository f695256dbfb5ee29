package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.workflow.definition.CreateStep;
import java.util.List;

/** Makes a record. */
final class CreateStepUi implements StepUi<CreateStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.PLUS_CIRCLE_O;
  }

  @Override
  public String color() {
    return "green";
  }

  @Override
  public List<Component> inputs(CreateStep step, JsonBinding binding) {
    return List.of(
        RecordStepInputs.form(binding, null),
        RecordStepInputs.values(binding, binding.tools().form(step.form()).orElse(null)),
        FlowInputs.variable(binding, "into", "flow.into.record"));
  }
}
