package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.DeleteStep;
import java.util.ArrayList;
import java.util.List;

/** Removes the record, or records of a form. */
final class DeleteStepUi implements StepUi<DeleteStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.TRASH;
  }

  @Override
  public String color() {
    return "green";
  }

  @Override
  public List<Component> inputs(DeleteStep step, JsonBinding binding) {
    var parts = new ArrayList<Component>();
    parts.add(RecordStepInputs.form(binding, FlowText.words().word("this-record")));
    if (step.form() != null) {
      parts.add(FlowInputs.where(binding, "where", step.form(), "flow.which"));
    }
    parts.add(FlowInputs.hint("flow.delete.hint"));
    return parts;
  }
}
