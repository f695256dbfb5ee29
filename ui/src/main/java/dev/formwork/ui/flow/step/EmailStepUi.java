package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.AssigneeRulesEditor;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.workflow.definition.EmailStep;
import java.util.List;

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
  public List<Component> inputs(EmailStep step, JsonBinding binding) {
    return List.of(
        new AssigneeRulesEditor(binding, "to", "flow.email.to", false),
        FlowInputs.formula(binding, "address", "flow.email.address"),
        LocalizedTextInput.template(binding, "subject", "flow.email.subject"),
        LocalizedTextInput.template(binding, "text", "flow.email.text"));
  }
}
