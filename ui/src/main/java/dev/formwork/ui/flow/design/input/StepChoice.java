package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.select.Select;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Step;
import java.util.function.Consumer;

/** Selects one of the steps that people do; none means the submitter. */
public final class StepChoice {

  private StepChoice() {}

  static Select<String> of(JsonBinding jsonBinding, String name, String label) {
    return of(jsonBinding, jsonBinding.text(name), label, key -> jsonBinding.set(name, key));
  }

  public static Select<String> of(
      JsonBinding jsonBinding, String value, String label, Consumer<String> onChoice) {
    var tools = jsonBinding.tools();
    return FlowInputs.choice(
        UiTexts.of(label),
        tools.humanSteps(jsonBinding.step()).stream().map(Step::key).toList(),
        value,
        UiTexts.of("flow.to-submitter"),
        key -> FlowEdits.find(tools.flow(), key).map(FlowText::title).orElse(key),
        onChoice);
  }
}
