package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ForEachStep;
import java.util.List;

/** The same for each row or record. */
final class ForEachStepUi implements StepUi<ForEachStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.LIST_OL;
  }

  @Override
  public String color() {
    return "purple";
  }

  @Override
  public void inputs(ForEachStep step, EditForm<ForEachStep> form) {
    form.add(
        FlowInputs.choice(
            UiTexts.of("flow.each.of"),
            List.of(true, false),
            step.rows() != null,
            null,
            rows -> UiTexts.of(rows ? "flow.each.of.rows" : "flow.each.of.form"),
            rows -> change(form, rows)));
    if (step.rows() == null) {
      ofRecords(step, form);
    } else {
      ofRows(step, form);
    }
  }

  private static void ofRows(ForEachStep step, EditForm<ForEachStep> form) {
    var rows = form.field("flow.each.subform", step.rows(), subforms(form));
    var atOnce = form.count("flow.each.at-once", step.atOnce(), 1);
    form.stores(
        now ->
            new ForEachStep(
                now.key(),
                form.title(),
                rows.value(),
                now.form(),
                now.where(),
                now.limit(),
                atOnce.value(),
                now.steps()));
  }

  private static void ofRecords(ForEachStep step, EditForm<ForEachStep> form) {
    var target = RecordStepInputs.form(form, step.form(), null);
    var where = form.where("flow.which", step.where(), step.form());
    var limit = form.count("flow.each.limit", step.limit(), 0);
    var atOnce = form.count("flow.each.at-once", step.atOnce(), 1);
    form.stores(
        now ->
            new ForEachStep(
                now.key(),
                form.title(),
                null,
                target.value(),
                where.value(),
                limit.value(),
                atOnce.value(),
                now.steps()));
  }

  private static List<Field> subforms(EditForm<ForEachStep> form) {
    return RecordStepInputs.fields(form.formulas().form(), SubformField.class::isInstance);
  }

  private static void change(EditForm<ForEachStep> form, boolean ofRows) {
    var subforms = subforms(form);
    var rows = subforms.isEmpty() ? "rows" : subforms.getFirst().key().value();
    var forms = form.context().forms();
    var other = forms.isEmpty() ? null : forms.getFirst().key().value();
    form.change(
        now ->
            new ForEachStep(
                now.key(),
                now.title(),
                ofRows ? rows : null,
                ofRows ? null : other == null ? now.form() : other,
                ofRows ? null : now.where(),
                now.limit(),
                now.atOnce(),
                now.steps()));
    form.rebuild();
  }
}
