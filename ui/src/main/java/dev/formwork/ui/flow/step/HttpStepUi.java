package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.HttpStep;

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
  public void inputs(HttpStep step, EditForm<HttpStep> form) {
    var method = form.choice("flow.http.method", HttpStep.METHODS, step.method(), word -> word);
    var url = form.text("flow.http.url", step.url());
    var headers =
        form.pairs(
            "headers", "flow.http.headers", step.headers(), "flow.http.header", "flow.http.value");
    var body = form.code("flow.http.body", step.body());
    form.hint("flow.http.hint");
    var into =
        form.pairs("into", "flow.http.into", step.into(), "flow.variable", "flow.http.pointer");
    form.stores(
        now ->
            new HttpStep(
                now.key(),
                form.title(),
                method.value(),
                url.value(),
                headers.value(),
                body.value(),
                into.value()));
  }
}
