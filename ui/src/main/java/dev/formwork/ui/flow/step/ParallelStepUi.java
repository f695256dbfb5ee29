package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ParallelStep;
import java.util.ArrayList;
import java.util.List;

/** Lanes side by side. */
final class ParallelStepUi implements StepUi<ParallelStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.ROAD_BRANCHES;
  }

  @Override
  public String color() {
    return "purple";
  }

  @Override
  public List<Component> inputs(ParallelStep step, JsonBinding binding) {
    var offered = new ArrayList<String>(List.of("0", "1"));
    for (int i = 2; i < step.lanes().size(); i++) {
      offered.add(Integer.toString(i));
    }
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.join"),
            offered,
            Integer.toString(step.join()),
            null,
            word -> ParallelStep.joinText(FlowText.words(), Integer.parseInt(word)),
            word -> binding.set("join", Integer.parseInt(word))),
        FlowInputs.hint("flow.join.hint"));
  }
}
