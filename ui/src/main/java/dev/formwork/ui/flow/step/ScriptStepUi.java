package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.workflow.definition.ScriptStep;
import java.util.List;

/** JavaScript. */
final class ScriptStepUi implements StepUi<ScriptStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CODE;
  }

  @Override
  public String color() {
    return "teal";
  }

  @Override
  public List<Component> inputs(ScriptStep step, JsonBinding binding) {
    return List.of(
        FlowInputs.code(binding, "script", "flow.script"),
        FlowInputs.hint("flow.script.hint"),
        FlowInputs.variable(binding, "into", "flow.into.result"));
  }
}
