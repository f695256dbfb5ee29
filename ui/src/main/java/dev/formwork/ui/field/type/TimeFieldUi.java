package dev.formwork.ui.field.type;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.TimeField;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.input.TimeOfDay;
import java.time.LocalTime;

/** A time of day. */
record TimeFieldUi(TimeField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new TimeField(fresh.head());
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.TIMER;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.DATE;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return display.time((LocalTime) value);
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var display = context.display();
    var input = TimeOfDay.input(FieldInputs.reader(field, display), display::time);
    return new FieldEditor<>(input, input, LocalTime.class::cast, value -> value);
  }
}
