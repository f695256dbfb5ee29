package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.CreateStep;

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
  public void inputs(CreateStep step, EditForm<CreateStep> form) {
    var target = RecordStepInputs.form(form, step.form(), null);
    var set =
        RecordStepInputs.values(form, step.set(), form.context().form(step.form()).orElse(null));
    var into = form.variable("flow.into.record", step.into());
    form.stores(
        now -> new CreateStep(now.key(), form.title(), target.value(), set.value(), into.value()));
  }
}
