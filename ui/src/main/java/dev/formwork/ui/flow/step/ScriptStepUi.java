package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.ScriptStep;

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
  public void inputs(ScriptStep step, EditForm<ScriptStep> form) {
    var script = form.code("flow.script", step.script());
    form.hint("flow.script.hint");
    var into = form.variable("flow.into.result", step.into());
    form.stores(now -> new ScriptStep(now.key(), form.title(), script.value(), into.value()));
  }
}
