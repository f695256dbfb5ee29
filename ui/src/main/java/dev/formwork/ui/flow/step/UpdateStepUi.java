package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.UpdateStep;
import java.util.ArrayList;
import java.util.List;

/** Changes the record, or records of a form. */
final class UpdateStepUi implements StepUi<UpdateStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.REFRESH;
  }

  @Override
  public String color() {
    return "green";
  }

  @Override
  public List<Component> inputs(UpdateStep step, JsonBinding binding) {
    var parts = new ArrayList<Component>();
    parts.add(RecordStepInputs.form(binding, FlowText.words().word("this-record")));
    if (step.form() != null) {
      parts.add(FlowInputs.where(binding, "where", step.form(), "flow.which"));
    }
    parts.add(
        RecordStepInputs.values(
            binding,
            step.form() == null
                ? binding.formulas().form()
                : binding.tools().form(step.form()).orElse(null)));
    return parts;
  }
}
