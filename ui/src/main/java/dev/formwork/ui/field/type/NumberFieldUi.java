package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.NumberField;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.PropertyInputs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** A number, with a unit or in per cent. */
record NumberFieldUi(NumberField field) implements FieldUi {

  /** Whole numbers below stand without separators: years, floors. */
  private static final BigDecimal UNGROUPED = BigDecimal.valueOf(10_000);

  static Field create(NewField fresh) {
    return new NumberField(fresh.head(), null, null, null, null, false);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.HASH;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.NUMBER;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    var number = (BigDecimal) value;
    if (field.percent()) {
      return display.plain(number.movePointRight(2), 0, 2) + " %";
    }
    var text =
        isWhole() && field.unit() == null && number.abs().compareTo(UNGROUPED) < 0
            ? number.setScale(0, RoundingMode.HALF_UP).toPlainString()
            : display.plain(number, 0, field.storedScale());
    return field.unit() == null ? text : text + " " + field.unit();
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var input =
        FieldInputs.number(
            field,
            context,
            value -> context.display().typed(field.percent() ? value.movePointRight(2) : value));
    if (field.percent() || field.unit() != null) {
      input.setSuffixComponent(new Span(field.percent() ? "%" : field.unit()));
    }
    return new FieldEditor<>(input, input, BigDecimal.class::cast, value -> value);
  }

  private boolean isWhole() {
    return field.scale() != null && field.scale() == 0;
  }

  @Override
  public boolean isNumeric() {
    return true;
  }

  @Override
  public boolean canBeUnique() {
    return true;
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        PropertyInputs.digits(
            field.scale(),
            2,
            scale -> context.onChange().accept(changed(scale, field.unit(), field.percent()))),
        PropertyInputs.check(
            "property.percent",
            field.percent(),
            percent -> context.onChange().accept(changed(field.scale(), field.unit(), percent))),
        PropertyInputs.text(
            "property.unit",
            field.unit(),
            unit -> context.onChange().accept(changed(field.scale(), unit, field.percent()))));
  }

  private NumberField changed(Integer scale, String unit, boolean percent) {
    return new NumberField(field.head(), scale, field.min(), field.max(), unit, percent);
  }
}
