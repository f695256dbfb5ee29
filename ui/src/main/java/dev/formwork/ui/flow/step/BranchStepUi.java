package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
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
  public List<Component> inputs(BranchStep step, JsonBinding binding) {
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.branch.which"),
            List.of("first", "every"),
            step.every() ? "every" : "first",
            null,
            word -> FlowText.words().word("branch." + word),
            word -> binding.set("every", word.equals("every"))),
        FlowInputs.hint("flow.branch.hint"));
  }
}
