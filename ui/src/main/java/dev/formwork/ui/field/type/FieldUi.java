package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.field.Field;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/** A field on screen; one implementation for each type. */
public interface FieldUi {

  Field field();

  VaadinIcon icon();

  PaletteGroup group();

  /**
   * The text of a value; unless it says otherwise, as formulas write it.
   *
   * @param value never null
   */
  default String text(Object value, FieldDisplay display) {
    return CompiledExpression.text(value);
  }

  /** Name of the colour of the badge that shows a value; empty: it is shown as plain text. */
  default String color(Object value) {
    return "";
  }

  /** Whether values are shown as badges. */
  default boolean isBadge() {
    return false;
  }

  /** Whether values stand at the right, digit under digit. */
  default boolean isNumeric() {
    return false;
  }

  /** An input without a label. */
  FieldEditor<?> editor(EditorContext context);

  /** What the designer says under the title of the field. */
  default String summary(FormulaScope names) {
    return UiTexts.of("type." + field().type().json());
  }

  /** Inputs for what only fields of this type have. */
  default List<Component> settings(SettingsContext context) {
    return List.of();
  }

  /** Inputs for the formulas that only fields of this type have. */
  default List<Component> rules(SettingsContext context) {
    return List.of();
  }

  /** Whether one of its own formulas is set. */
  default boolean hasRules() {
    return false;
  }

  /** Whether a value may be forbidden to stand in two records. */
  default boolean canBeUnique() {
    return false;
  }

  /** Whether the search of a list can look into it. */
  default boolean canBeSearched() {
    return true;
  }

  /** Whether it shows values of other fields, which the reader may not be allowed to see. */
  default boolean showsOthers() {
    return field().isDerived();
  }
}
