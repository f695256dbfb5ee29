package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.DeleteStep;

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
  public void inputs(DeleteStep step, EditForm<DeleteStep> form) {
    var target = RecordStepInputs.form(form, step.form(), FlowText.words().word("this-record"));
    var where = form.where("flow.which", step.where(), step.form());
    form.hint("flow.delete.hint");
    form.stores(now -> new DeleteStep(now.key(), form.title(), target.value(), where.value()));
  }
}
