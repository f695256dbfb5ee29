package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.TextField;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.PropertyInputs;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Locale;

/** A line of text. */
record TextFieldUi(TextField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new TextField(fresh.head(), null, null, null);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.TEXT_LABEL;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.TEXT;
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var input = new com.vaadin.flow.component.textfield.TextField();
    FieldInputs.follow(input);
    if (field.maxLength() != null) {
      input.setMaxLength(field.maxLength());
    }
    return new FieldEditor<>(input, input, String.class::cast, text -> text);
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(format(context));
  }

  @Override
  public boolean canBeUnique() {
    return true;
  }

  private Select<TextField.Format> format(SettingsContext context) {
    return PropertyInputs.select(
        "property.format",
        List.of(TextField.Format.values()),
        field.format(),
        "format.any",
        format -> UiTexts.of("format." + format.name().toLowerCase(Locale.ROOT)),
        format ->
            context
                .onChange()
                .accept(new TextField(field.head(), field.minLength(), field.maxLength(), format)));
  }
}
