package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.MemberField;
import dev.formwork.ui.flow.design.input.AssigneeRulesEditor;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.NoAssigneeChoice;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssignStep;
import java.util.ArrayList;
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
  public List<Component> inputs(AssignStep step, JsonBinding binding) {
    var form = binding.formulas().form();
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.field(
            binding,
            "field",
            "flow.assign.field",
            RecordStepInputs.fields(form, MemberField.class::isInstance),
            key -> binding.set("field", key)));
    parts.add(new AssigneeRulesEditor(binding, "among", "flow.assign.among", false));
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.assign.by"),
            List.of("turn", "load"),
            step.by().json(),
            null,
            word -> FlowText.words().word("assign." + word),
            word -> {
              binding.set("by", word);
              binding.rebuild();
            }));
    if (step.by() == AssignStep.AssignBy.LOAD && form != null) {
      parts.add(FlowInputs.where(binding, "load", form.key().value(), "flow.assign.load.which"));
    }
    parts.add(NoAssigneeChoice.of(binding));
    return parts;
  }
}
