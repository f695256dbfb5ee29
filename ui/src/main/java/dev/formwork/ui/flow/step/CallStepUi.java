package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.definition.Variable;
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
  public void inputs(CallStep step, EditForm<CallStep> form) {
    var flow = form.flow("flow.call.flow", step.flow()).rebuilding();
    var waits = form.flag("flow.call.wait", step.waits()).rebuilding();
    var in = form.values("in", "flow.call.in", step.in(), variables(step.flow(), form), key -> key);
    var out =
        step.waits()
            ? form.pairs("out", "flow.call.out", step.out(), "flow.call.here", "flow.call.there")
            : null;
    form.stores(
        now ->
            new CallStep(
                now.key(),
                form.title(),
                flow.value(),
                in.value(),
                out == null ? now.out() : out.value(),
                waits.value()));
  }

  /** Those of the other flow. */
  private static List<String> variables(String flow, EditForm<CallStep> form) {
    return form.context().others().stream()
        .filter(one -> one.key().value().equals(flow))
        .findFirst()
        .map(one -> one.variables().stream().map(Variable::key).toList())
        .orElse(List.of());
  }
}
