package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.EndStep;
import java.util.List;

/** The flow is over. */
final class EndStepUi implements StepUi<EndStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.FLAG_CHECKERED;
  }

  @Override
  public String color() {
    return "red";
  }

  @Override
  public void inputs(EndStep step, EditForm<EndStep> form) {
    var words = FlowText.words();
    var outcome =
        form.choice(
            "flow.end.outcome",
            List.of("approved", "rejected"),
            step.outcome(),
            words.word("end.done"),
            words::outcome);
    form.hint("flow.end.hint");
    form.stores(now -> new EndStep(now.key(), form.title(), outcome.value()));
  }
}
