package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.KeyValueEditor;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.HttpStep;
import java.util.List;

/** Calls a server. */
final class HttpStepUi implements StepUi<HttpStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.GLOBE_WIRE;
  }

  @Override
  public String color() {
    return "teal";
  }

  @Override
  public List<Component> inputs(HttpStep step, JsonBinding binding) {
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.http.method"),
            List.of("GET", "POST", "PUT", "PATCH", "DELETE"),
            binding.text("method"),
            null,
            word -> word,
            word -> binding.set("method", word)),
        FlowInputs.text(binding, "url", "flow.http.url"),
        new KeyValueEditor(
            binding, "headers", "flow.http.headers", "flow.http.header", "flow.http.value"),
        FlowInputs.code(binding, "body", "flow.http.body"),
        FlowInputs.hint("flow.http.hint"),
        new KeyValueEditor(
            binding, "into", "flow.http.into", "flow.variable", "flow.http.pointer"));
  }
}
