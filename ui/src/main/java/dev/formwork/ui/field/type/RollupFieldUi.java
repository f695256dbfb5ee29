package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.RollupField;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.RollupEditor;
import java.util.List;

/** A count or sum over the records that point here. */
record RollupFieldUi(RollupField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new RollupField(
        fresh.head(),
        fresh.other().value(),
        fresh.form().value(),
        null,
        RollupField.Kind.COUNT,
        null,
        null,
        null,
        null);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CONNECT_O;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.CALCULATION;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return display.result(value, field.currency(), field.storedScale());
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    return FieldInputs.shown(this, context);
  }

  @Override
  public boolean isNumeric() {
    return true;
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    var siblings = context.subform() == null ? List.<Field>of() : context.siblings();
    return List.of(new RollupEditor(field, siblings, context.formulas(), context.onChange()));
  }
}
