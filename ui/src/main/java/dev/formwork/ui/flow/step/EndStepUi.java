package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
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
  public List<Component> inputs(EndStep step, JsonBinding binding) {
    var words = FlowText.words();
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.end.outcome"),
            List.of("approved", "rejected"),
            binding.text("outcome"),
            words.word("end.done"),
            words::outcome,
            word -> binding.set("outcome", word)),
        new Div(FlowInputs.hint("flow.end.hint")));
  }
}
