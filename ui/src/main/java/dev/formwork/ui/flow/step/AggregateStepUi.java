package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.Input;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.AggregateStep;

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
  public void inputs(AggregateStep step, EditForm<AggregateStep> form) {
    var target = RecordStepInputs.form(form, step.form(), null);
    var where = form.where("flow.which", step.where(), step.form());
    var of =
        form.choice(
                "flow.aggregate",
                AggregateStep.FUNCTIONS,
                step.of(),
                word -> FlowText.words().word("aggregate." + word))
            .rebuilding();
    var field = "count".equals(step.of()) ? null : field(step, form);
    var into = form.variable("flow.into.number", step.into());
    form.stores(
        now ->
            new AggregateStep(
                now.key(),
                form.title(),
                target.value(),
                where.value(),
                of.value(),
                field == null ? now.field() : field.value(),
                into.value()));
  }

  private static Input<String> field(AggregateStep step, EditForm<AggregateStep> form) {
    return form.field(
        "flow.aggregate.field",
        step.field(),
        RecordStepInputs.fields(
            form.context().form(step.form()).orElse(null), AggregateStepUi::isNumber));
  }

  private static boolean isNumber(Field field) {
    return field instanceof NumberField || field instanceof MoneyField || field.isDerived();
  }
}
