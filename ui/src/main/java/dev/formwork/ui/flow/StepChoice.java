package dev.formwork.ui.flow;

import com.vaadin.flow.component.select.Select;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.Step;
import java.util.function.Consumer;

/** Selects one of the steps that people do; none means the submitter. */
final class StepChoice {

  private StepChoice() {}

  static Select<String> of(Edited edited, String name, String label) {
    return of(edited, edited.text(name), label, key -> edited.set(name, key));
  }

  static Select<String> of(Edited edited, String value, String label, Consumer<String> onChoice) {
    var tools = edited.tools();
    return FlowInputs.choice(
        Texts.of(label),
        tools.humanSteps(edited.step()).stream().map(Step::key).toList(),
        value,
        Texts.of("flow.to-submitter"),
        key -> FlowEdits.find(tools.flow(), key).map(FlowWords::title).orElse(key),
        onChoice);
  }
}
