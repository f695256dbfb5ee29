package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.TaskButtonsEditor;
import dev.formwork.workflow.definition.FillStep;

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
  public void inputs(FillStep step, EditForm<FillStep> form) {
    var assign = form.people("assign", "flow.who.fills", step.assign(), false);
    var nobody = form.nobody(step.nobody());
    var task = HumanStepInputs.of(step, form, TaskButtonsEditor.FILLING);
    form.stores(
        now ->
            new FillStep(
                now.key(),
                form.title(),
                assign.value(),
                nobody.value(),
                task.fields().value(),
                task.buttons().value(),
                task.due().value()));
  }
}
