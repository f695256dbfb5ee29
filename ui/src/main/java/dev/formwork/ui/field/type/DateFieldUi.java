package dev.formwork.ui.field.type;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.Field;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.input.DayInput;
import java.time.LocalDate;

/** A day. */
record DateFieldUi(DateField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new DateField(fresh.head());
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CALENDAR_O;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.DATE;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return display.date((LocalDate) value);
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var display = context.display();
    var input = new DayInput(display.locale(), FieldInputs.reader(field, display));
    return new FieldEditor<>(input, input, LocalDate.class::cast, value -> value);
  }
}
