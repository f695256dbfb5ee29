package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.MemberField;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.AssignStep;
import dev.formwork.workflow.definition.AssignStep.AssignBy;
import java.util.List;

/** Gives the record to one of several people. */
final class AssignStepUi implements StepUi<AssignStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.USER_CHECK;
  }

  @Override
  public String color() {
    return "green";
  }

  @Override
  public void inputs(AssignStep step, EditForm<AssignStep> form) {
    var own = form.formulas().form();
    var field =
        form.field(
            "flow.assign.field",
            step.field(),
            RecordStepInputs.fields(own, MemberField.class::isInstance));
    var among = form.people("among", "flow.assign.among", step.among(), false);
    var by =
        form.choice(
                "flow.assign.by",
                List.of(AssignBy.values()),
                step.by(),
                one -> FlowText.words().word("assign." + one.json()))
            .rebuilding();
    var load =
        step.by() == AssignBy.LOAD && own != null
            ? form.where("flow.assign.load.which", step.load(), own.key().value())
            : null;
    var nobody = form.nobody(step.nobody());
    form.stores(
        now ->
            new AssignStep(
                now.key(),
                form.title(),
                field.value(),
                among.value(),
                by.value(),
                load == null ? now.load() : load.value(),
                nobody.value()));
  }
}
