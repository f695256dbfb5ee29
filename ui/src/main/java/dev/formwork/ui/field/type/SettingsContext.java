package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the settings of a field work with.
 *
 * @param subform whose column the field is; null: it is a field of the form
 * @param onChange told the changed field
 * @param columns makes the editor of the columns of a subform, which are fields themselves
 */
public record SettingsContext(
    FormulaContext formulas,
    SubformField subform,
    Consumer<Field> onChange,
    Function<SubformField, Component> columns) {

  /** The fields beside it, itself among them. */
  List<Field> siblings() {
    return subform == null ? formulas.form().fields() : subform.fields();
  }

  String subformKey() {
    return subform == null ? null : subform.key().value();
  }

  /** The names that its formulas may use. */
  public FormulaScope names() {
    return formulas.names(subformKey());
  }

  /**
   * @param source with keys; nullable
   */
  public FormulaInput formula(String label, String source, Function<String, Field> changed) {
    return new FormulaInput(
        UiTexts.of(label),
        formulas,
        names(),
        source,
        written -> onChange.accept(changed.apply(written)));
  }
}
