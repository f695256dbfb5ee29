package dev.formwork.ui.flow.design.input;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.organization.Membership;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.filter.FilterDialog;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Picks a condition on records of a form, for those who do not write formulas. */
final class ConditionPicker {

  private ConditionPicker() {}

  /**
   * @param picked told with the condition as an expression
   */
  static void open(FlowContext context, CompiledForm form, Consumer<String> picked) {
    var names =
        context.people().standings().stream()
            .collect(Collectors.toMap(Membership::member, Membership::name));
    var display = new FieldDisplay(UiTexts.locale(), context.caller().zone(), names);
    var editors =
        new FieldEditors(
            context.caller(), context.app(), context.compiled(), context.queries(), display);
    new FilterDialog(
            context.caller(),
            form,
            editors,
            display,
            condition -> picked.accept(condition.expression()))
        .open();
  }
}
