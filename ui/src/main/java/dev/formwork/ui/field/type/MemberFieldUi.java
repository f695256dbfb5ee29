package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.naming.MemberId;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.input.Found;
import dev.formwork.ui.field.input.PickInput;
import dev.formwork.ui.field.settings.PropertyInputs;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.UUID;

/** A member of the workspace. */
record MemberFieldUi(MemberField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new MemberField(fresh.head(), false);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.USER;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.LINK;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return display.member(MemberId.of((UUID) value));
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var display = context.display();
    var input =
        new PickInput<MemberId>(
            text ->
                Found.among(
                    display.members().keySet(),
                    display::member,
                    text,
                    name -> UiTexts.of("input.no-such-member", name),
                    name -> UiTexts.of("input.several", name)));
    input.setItems(display.members().keySet());
    input.setItemLabelGenerator(display::member);
    return new FieldEditor<>(input, input, value -> new MemberId((UUID) value), MemberId::value);
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        PropertyInputs.check(
            "property.default-me",
            field.defaultMe(),
            me -> context.onChange().accept(new MemberField(field.head(), me))));
  }
}
