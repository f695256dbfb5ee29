package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.StageField;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.TransitionStep;
import java.util.ArrayList;
import java.util.List;

/** Sets a stage of the record. */
final class TransitionStepUi implements StepUi<TransitionStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CHEVRON_CIRCLE_RIGHT_O;
  }

  @Override
  public String color() {
    return "green";
  }

  @Override
  public List<Component> inputs(TransitionStep step, JsonBinding binding) {
    var stages = RecordStepInputs.fields(binding.formulas().form(), StageField.class::isInstance);
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.field(
            binding,
            "field",
            "flow.transition.field",
            stages,
            key -> {
              binding.set("field", key);
              binding.rebuild();
            }));
    stages.stream()
        .filter(field -> field.key().value().equals(step.field()))
        .map(StageField.class::cast)
        .forEach(stage -> parts.add(stage(stage, step.to(), binding)));
    return parts;
  }

  private static Component stage(StageField field, String chosen, JsonBinding binding) {
    return FlowInputs.choice(
        UiTexts.of("flow.transition.stage"),
        field.stages().stream().map(one -> one.key()).toList(),
        chosen,
        null,
        key -> field.stage(key).map(one -> one.title().in(UiTexts.locale())).orElse(key),
        key -> binding.set("to", key));
  }
}
