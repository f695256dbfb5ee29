package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AggregateStep;
import java.util.ArrayList;
import java.util.List;

/** Counts or adds up records. */
final class AggregateStepUi implements StepUi<AggregateStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CALC;
  }

  @Override
  public String color() {
    return "green";
  }

  @Override
  public List<Component> inputs(AggregateStep step, JsonBinding binding) {
    var parts = new ArrayList<Component>();
    parts.add(RecordStepInputs.form(binding, null));
    parts.add(FlowInputs.where(binding, "where", step.form(), "flow.which"));
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.aggregate"),
            List.of("count", "sum", "average", "min", "max"),
            step.of(),
            null,
            word -> FlowText.words().word("aggregate." + word),
            word -> {
              binding.set("of", word);
              binding.rebuild();
            }));
    if (!"count".equals(step.of())) {
      parts.add(
          FlowInputs.field(
              binding,
              "field",
              "flow.aggregate.field",
              RecordStepInputs.fields(
                  binding.tools().form(step.form()).orElse(null), AggregateStepUi::isNumber),
              key -> binding.set("field", key)));
    }
    parts.add(FlowInputs.variable(binding, "into", "flow.into.number"));
    return parts;
  }

  private static boolean isNumber(Field field) {
    return field instanceof NumberField || field instanceof MoneyField || field.isDerived();
  }
}
