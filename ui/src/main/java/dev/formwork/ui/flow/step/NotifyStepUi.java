package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.AssigneeRulesEditor;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.workflow.definition.NotifyStep;
import java.util.List;

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
  public List<Component> inputs(NotifyStep step, JsonBinding binding) {
    return List.of(
        new AssigneeRulesEditor(binding, "to", "flow.who.told", false),
        LocalizedTextInput.template(binding, "message", "flow.message"));
  }
}
