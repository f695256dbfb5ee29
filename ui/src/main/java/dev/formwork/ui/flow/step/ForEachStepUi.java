package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ForEachStep;
import java.util.ArrayList;
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
  public List<Component> inputs(ForEachStep step, JsonBinding binding) {
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.each.of"),
            List.of("rows", "form"),
            step.rows() != null ? "rows" : "form",
            null,
            word -> UiTexts.of("flow.each.of." + word),
            word -> change(binding, word)));
    if (step.rows() != null) {
      parts.add(
          FlowInputs.field(
              binding,
              "rows",
              "flow.each.subform",
              subforms(binding),
              key -> binding.set("rows", key)));
    } else {
      parts.add(RecordStepInputs.form(binding, null));
      parts.add(FlowInputs.where(binding, "where", step.form(), "flow.which"));
      parts.add(FlowInputs.number(binding, "limit", "flow.each.limit", ForEachStep.MOST));
    }
    parts.add(FlowInputs.number(binding, "atOnce", "flow.each.at-once", 1));
    return parts;
  }

  private static List<Field> subforms(JsonBinding binding) {
    return RecordStepInputs.fields(binding.formulas().form(), SubformField.class::isInstance);
  }

  private static void change(JsonBinding binding, String of) {
    if (of.equals("rows")) {
      var subforms = subforms(binding);
      binding.set("form", (String) null);
      binding.set("where", (String) null);
      binding.set("rows", subforms.isEmpty() ? "rows" : subforms.getFirst().key().value());
    } else {
      binding.set("rows", (String) null);
      binding.tools().forms().stream()
          .findFirst()
          .ifPresent(form -> binding.set("form", form.key().value()));
    }
    binding.rebuild();
  }
}
