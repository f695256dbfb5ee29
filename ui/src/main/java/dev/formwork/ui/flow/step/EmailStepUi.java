package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.EmailStep;

/** An e-mail. */
final class EmailStepUi implements StepUi<EmailStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.ENVELOPE_O;
  }

  @Override
  public String color() {
    return "teal";
  }

  @Override
  public void inputs(EmailStep step, EditForm<EmailStep> form) {
    var to = form.people("to", "flow.email.to", step.to(), false);
    var address = form.formula("flow.email.address", step.address());
    var subject = form.templateLine("flow.email.subject", step.subject());
    var text = form.template("flow.email.text", step.text());
    form.stores(
        now ->
            new EmailStep(
                now.key(),
                form.title(),
                to.value(),
                address.value(),
                subject.value(),
                text.value()));
  }
}
