package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.PropertyInputs;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/** The result of a formula. */
record ComputedFieldUi(ComputedField field) implements FieldUi {

  static Field create(NewField fresh) {
    return ComputedField.of(fresh.head(), "0");
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CALC;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.CALCULATION;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return isBadge() && value instanceof String
        ? Options.title(field, value, display.locale())
        : display.result(value, field.currency(), field.storedScale());
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    return FieldInputs.shown(this, context);
  }

  @Override
  public boolean isBadge() {
    return !field.options().isEmpty();
  }

  @Override
  public String color(Object value) {
    return isBadge() ? Options.color(field, value) : "";
  }

  @Override
  public boolean isNumeric() {
    return field.options().isEmpty();
  }

  @Override
  public String summary(FormulaScope names) {
    return "= " + names.shown(field.expression(), UiTexts.locale());
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        context.formula(
            "property.expression",
            field.expression(),
            source -> field.withExpression(source == null ? "0" : source)),
        PropertyInputs.digits(
            field.scale(), 2, scale -> context.onChange().accept(field.withScale(scale))));
  }
}
