package dev.formwork.ui.flow.step;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.Input;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Inputs of steps about records: which form, which values. */
final class RecordStepInputs {

  private RecordStepInputs() {}

  /**
   * @param none words for no form; null: one must be chosen
   */
  static Input<String> form(EditForm<?> form, String value, String none) {
    return form.form("flow.form", value, none).rebuilding();
  }

  /**
   * @param target nullable: not known yet
   */
  static Input<Map<String, String>> values(
      EditForm<?> form, Map<String, String> value, FormDefinition target) {
    var offered = fields(target, RecordStepInputs::isSettable);
    return form.values(
        "set",
        "flow.values",
        value,
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
