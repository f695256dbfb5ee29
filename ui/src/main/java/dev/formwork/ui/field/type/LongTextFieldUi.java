package dev.formwork.ui.field.type;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.ui.field.FieldEditor;

/** Lines of text. */
record LongTextFieldUi(LongTextField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new LongTextField(fresh.head(), null);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.ALIGN_LEFT;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.TEXT;
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var input = new TextArea();
    input.setMinRows(3);
    FieldInputs.follow(input);
    return new FieldEditor<>(input, input, String.class::cast, text -> text);
  }
}
