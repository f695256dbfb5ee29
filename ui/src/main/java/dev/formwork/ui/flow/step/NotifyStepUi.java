package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.NotifyStep;

/** People are told. */
final class NotifyStepUi implements StepUi<NotifyStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.BELL_O;
  }

  @Override
  public String color() {
    return "blue";
  }

  @Override
  public void inputs(NotifyStep step, EditForm<NotifyStep> form) {
    var to = form.people("to", "flow.who.told", step.to(), false);
    var message = form.template("flow.message", step.message());
    form.stores(now -> new NotifyStep(now.key(), form.title(), to.value(), message.value()));
  }
}
