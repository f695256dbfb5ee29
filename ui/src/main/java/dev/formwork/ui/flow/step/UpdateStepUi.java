package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.UpdateStep;

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
  public void inputs(UpdateStep step, EditForm<UpdateStep> form) {
    var target = RecordStepInputs.form(form, step.form(), FlowText.words().word("this-record"));
    var where = form.where("flow.which", step.where(), step.form());
    var set =
        RecordStepInputs.values(
            form,
            step.set(),
            step.form() == null
                ? form.formulas().form()
                : form.context().form(step.form()).orElse(null));
    form.stores(
        now -> new UpdateStep(now.key(), form.title(), target.value(), where.value(), set.value()));
  }
}
