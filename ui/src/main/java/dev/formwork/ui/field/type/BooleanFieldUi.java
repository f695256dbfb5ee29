package dev.formwork.ui.field.type;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.Field;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.text.UiTexts;

/** Yes or no. */
record BooleanFieldUi(BooleanField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new BooleanField(fresh.head());
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CHECK_SQUARE_O;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.CHOICE;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return UiTexts.of((Boolean) value ? "yes" : "no");
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var input = new Checkbox();
    return new FieldEditor<>(input, input, Boolean.class::cast, value -> value);
  }
}
