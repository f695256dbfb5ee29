package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.text.FlowText;
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
  public void inputs(ParallelStep step, EditForm<ParallelStep> form) {
    var offered = new ArrayList<Integer>(List.of(0, 1));
    for (int i = 2; i < step.lanes().size(); i++) {
      offered.add(i);
    }
    var join =
        form.choice(
            "flow.join",
            offered,
            step.join(),
            lanes -> ParallelStep.joinText(FlowText.words(), lanes));
    form.hint("flow.join.hint");
    form.stores(now -> new ParallelStep(now.key(), form.title(), now.lanes(), join.value()));
  }
}
