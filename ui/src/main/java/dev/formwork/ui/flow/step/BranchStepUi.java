package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.BranchStep;
import java.util.List;

/** Goes on where a condition holds. Its cases are edited on their own cards. */
final class BranchStepUi implements StepUi<BranchStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.SPLIT;
  }

  @Override
  public String color() {
    return "purple";
  }

  @Override
  public void inputs(BranchStep step, EditForm<BranchStep> form) {
    var every =
        form.choice(
            "flow.branch.which",
            List.of(false, true),
            step.every(),
            all -> FlowText.words().word(all ? "branch.every" : "branch.first"));
    form.hint("flow.branch.hint");
    form.stores(
        now ->
            new BranchStep(now.key(), form.title(), every.value(), now.cases(), now.otherwise()));
  }
}
