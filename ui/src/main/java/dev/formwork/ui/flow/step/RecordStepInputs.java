package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.ValueAssignmentsEditor;
import java.util.List;
import java.util.function.Predicate;

/** Inputs of steps about records: which form, which values. */
final class RecordStepInputs {

  private RecordStepInputs() {}

  /**
   * @param none words for no form; null: one must be chosen
   */
  static Component form(JsonBinding binding, String none) {
    return FlowInputs.form(
        binding,
        "form",
        "flow.form",
        none,
        key -> {
          binding.set("form", key);
          binding.rebuild();
        });
  }

  /**
   * @param target nullable: not known yet
   */
  static Component values(JsonBinding binding, FormDefinition target) {
    var offered = fields(target, RecordStepInputs::isSettable);
    return new ValueAssignmentsEditor(
        binding,
        "set",
        "flow.values",
        FlowInputs.keys(offered),
        key -> FlowInputs.named(offered, key));
  }

  /** None without a form. */
  static List<Field> fields(FormDefinition form, Predicate<Field> which) {
    return form == null ? List.of() : form.fields().stream().filter(which).toList();
  }

  private static boolean isSettable(Field field) {
    return !field.isDerived()
        && !(field instanceof SubformField)
        && !(field instanceof SerialField);
  }
}
