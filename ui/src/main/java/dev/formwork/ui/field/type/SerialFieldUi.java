package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SerialField;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.PropertyInputs;
import java.util.List;

/** A number that the server gives. */
record SerialFieldUi(SerialField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new SerialField(fresh.head(), "", null, false);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.BARCODE;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.TEXT;
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    return FieldInputs.shown(this, context);
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        PropertyInputs.text(
            "property.prefix",
            field.prefix(),
            prefix -> context.onChange().accept(changed(prefix, field.perYear()))),
        PropertyInputs.check(
            "property.per-year",
            field.perYear(),
            perYear -> context.onChange().accept(changed(field.prefix(), perYear))));
  }

  private SerialField changed(String prefix, boolean perYear) {
    return new SerialField(field.head(), prefix, field.digits(), perYear);
  }
}
