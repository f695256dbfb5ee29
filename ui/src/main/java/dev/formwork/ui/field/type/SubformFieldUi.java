package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.stream.Collectors;

/** Rows within a record. */
record SubformFieldUi(SubformField field) implements FieldUi {

  static Field create(NewField fresh) {
    var item = FieldHead.of(new FieldKey("item"), new Title("Item", "项目"));
    return new SubformField(
        fresh.head(), List.of(new TextField(item, null, null, null)), null, null);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.GRID_H;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.LINK;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return Integer.toString(((List<?>) value).size());
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    return FieldInputs.shown(this, context);
  }

  @Override
  public String summary(FormulaScope names) {
    return field.fields().stream()
        .map(column -> column.title().in(UiTexts.locale()))
        .collect(Collectors.joining(" | "));
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(context.columns().apply(field));
  }

  @Override
  public boolean canBeSearched() {
    return false;
  }
}
