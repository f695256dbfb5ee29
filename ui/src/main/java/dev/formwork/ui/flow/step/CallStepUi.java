package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.KeyValueEditor;
import dev.formwork.ui.flow.design.input.ValueAssignmentsEditor;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Variable;
import java.util.ArrayList;
import java.util.List;

/** Runs another flow. */
final class CallStepUi implements StepUi<CallStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CONNECT;
  }

  @Override
  public String color() {
    return "gray";
  }

  @Override
  public List<Component> inputs(CallStep step, JsonBinding binding) {
    var tools = binding.tools();
    var flows = tools.others();
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.call.flow"),
            flows.stream()
                .map(flow -> flow.key().value())
                .filter(key -> !key.equals(tools.flow().key().value()))
                .toList(),
            step.flow(),
            null,
            key -> named(flows, key),
            key -> {
              binding.set("flow", key);
              binding.rebuild();
            }));
    parts.add(FlowInputs.check(binding, "wait", "flow.call.wait"));
    var theirs =
        flows.stream()
            .filter(flow -> flow.key().value().equals(step.flow()))
            .findFirst()
            .map(flow -> flow.variables().stream().map(Variable::key).toList())
            .orElse(List.of());
    parts.add(new ValueAssignmentsEditor(binding, "in", "flow.call.in", theirs, key -> key));
    if (step.waits()) {
      parts.add(
          new KeyValueEditor(binding, "out", "flow.call.out", "flow.call.here", "flow.call.there"));
    }
    return parts;
  }

  private static String named(List<FlowDefinition> flows, String key) {
    return flows.stream()
        .filter(flow -> flow.key().value().equals(key))
        .findFirst()
        .map(flow -> flow.title().in(UiTexts.locale()))
        .orElse(key);
  }
}
