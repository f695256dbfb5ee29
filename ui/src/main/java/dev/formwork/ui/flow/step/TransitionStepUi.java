package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.StageField;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.Input;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.TransitionStep;

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
  public void inputs(TransitionStep step, EditForm<TransitionStep> form) {
    var stages = RecordStepInputs.fields(form.formulas().form(), StageField.class::isInstance);
    var field = form.field("flow.transition.field", step.field(), stages).rebuilding();
    var to =
        stages.stream()
            .filter(stage -> stage.key().value().equals(step.field()))
            .map(StageField.class::cast)
            .findFirst()
            .map(stage -> stage(stage, step.to(), form))
            .orElse(null);
    var owned = form.flag("flow.transition.owned", step.owned());
    form.stores(
        now ->
            new TransitionStep(
                now.key(),
                form.title(),
                field.value(),
                to == null ? now.to() : to.value(),
                owned.value()));
  }

  private static Input<String> stage(
      StageField field, String chosen, EditForm<TransitionStep> form) {
    return form.choice(
        "flow.transition.stage",
        field.stages().stream().map(one -> one.key()).toList(),
        chosen,
        key -> field.stage(key).map(one -> one.title().in(UiTexts.locale())).orElse(key));
  }
}
