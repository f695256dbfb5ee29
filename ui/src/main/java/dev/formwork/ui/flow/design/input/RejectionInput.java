package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.RejectionPolicy;
import java.util.List;
import java.util.function.Consumer;

/** What a rejection does: the flow ends, or goes back to a step or the submitter. */
public final class RejectionInput extends Div {

  private final transient EditForm<?> form;
  private final Div target = new Div();
  private final transient Consumer<RejectionPolicy> onChange;

  public RejectionInput(
      EditForm<?> form, RejectionPolicy value, Consumer<RejectionPolicy> onChange) {
    this.form = form;
    this.onChange = onChange;
    add(
        FlowInputs.choice(
            UiTexts.of("flow.reject"),
            List.of(false, true),
            value.returns(),
            null,
            returns -> UiTexts.of(returns ? "flow.reject.return" : "flow.reject.end"),
            returns -> change(new RejectionPolicy(returns, null))),
        target);
    show(value);
  }

  private void change(RejectionPolicy changed) {
    onChange.accept(changed);
    show(changed);
  }

  private void show(RejectionPolicy policy) {
    target.removeAll();
    if (policy.returns()) {
      target.add(
          StepChoice.of(
              form.context(),
              form.step(),
              "flow.return-to",
              policy.step(),
              step -> onChange.accept(new RejectionPolicy(true, step))));
    }
  }
}
