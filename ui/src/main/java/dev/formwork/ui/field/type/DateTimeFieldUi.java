package dev.formwork.ui.field.type;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.TypedInputs;
import java.time.OffsetDateTime;

/** A day and a time, in the reader's zone. */
record DateTimeFieldUi(DateTimeField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new DateTimeField(fresh.head());
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CLOCK;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.DATE;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return display.moment((OffsetDateTime) value);
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var display = context.display();
    var input = TypedInputs.moment(display, FieldInputs.reader(field, display));
    return new FieldEditor<>(input, input, OffsetDateTime.class::cast, value -> value);
  }
}
