package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.RepeatStep;

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
  public void inputs(RepeatStep step, EditForm<RepeatStep> form) {
    var condition = form.condition("flow.repeat.condition", step.condition());
    var max = form.count("flow.repeat.max", step.max(), RepeatStep.USUAL_ROUNDS);
    form.stores(
        now ->
            new RepeatStep(now.key(), form.title(), condition.value(), max.value(), now.steps()));
  }
}
