package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.MoneyField;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.PropertyInputs;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;

/** An amount in one currency. */
record MoneyFieldUi(MoneyField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new MoneyField(fresh.head(), null, null, null, null);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.MONEY;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.NUMBER;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return display.money((BigDecimal) value, field.currencyCode(), field.storedScale());
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var input = FieldInputs.number(field, context, context.display()::typed);
    input.setPrefixComponent(new Span(field.currencyCode()));
    return new FieldEditor<>(input, input, BigDecimal.class::cast, value -> value);
  }

  @Override
  public boolean isNumeric() {
    return true;
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    var select = new Select<String>();
    select.setLabel(UiTexts.of("property.currency"));
    var currencies = new LinkedHashSet<>(List.of("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "KWD"));
    currencies.add(field.currencyCode());
    select.setItems(currencies);
    select.setValue(field.currencyCode());
    select.setWidthFull();
    select.addValueChangeListener(
        event -> context.onChange().accept(changed(event.getValue(), field.scale())));
    return List.of(
        select,
        PropertyInputs.digits(
            field.scale(),
            MoneyField.scaleOf(field.currencyCode()),
            scale -> context.onChange().accept(changed(field.currency(), scale))));
  }

  private MoneyField changed(String currency, Integer scale) {
    return new MoneyField(field.head(), currency, scale, field.min(), field.max());
  }
}
