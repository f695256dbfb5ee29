package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.select.Select;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Step;
import java.util.function.Consumer;

/** Selects one of the steps that people do; none means the submitter. */
final class StepChoice {

  private StepChoice() {}

  /**
   * @param but a step that is not offered; nullable
   */
  static Select<String> of(
      FlowContext context, String but, String label, String value, Consumer<String> onChoice) {
    return FlowInputs.choice(
        UiTexts.of(label),
        context.humanSteps(but).stream().map(Step::key).toList(),
        value,
        UiTexts.of("flow.to-submitter"),
        key -> FlowEdits.find(context.flow(), key).map(FlowText::title).orElse(key),
        onChoice);
  }
}
