package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Option;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.input.PickSeveralInput;
import dev.formwork.ui.field.settings.ChoiceOptionsEditor;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Any of several options. */
record ChoicesFieldUi(ChoicesField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new ChoicesField(fresh.head(), ChoiceFieldUi.options());
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.LIST_SELECT;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.CHOICE;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return ((List<?>) value)
        .stream()
            .map(key -> Options.title(field, key, display.locale()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var offered = field.options().stream().filter(option -> !option.retired()).toList();
    Function<Option, String> named = option -> option.title().in(context.display().locale());
    var input = new PickSeveralInput<Option>(text -> Options.find(offered, named, text));
    input.setItems(offered);
    input.setItemLabelGenerator(named::apply);
    return new FieldEditor<>(
        input,
        input,
        keys -> new HashSet<>(((List<?>) keys).stream().map(key -> chosen((String) key)).toList()),
        options -> options.stream().map(Option::key).sorted().toList());
  }

  private Option chosen(String key) {
    return field.options().stream()
        .filter(option -> option.key().equals(key))
        .findFirst()
        .orElseGet(() -> ChoiceFieldUi.unlisted(key));
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        new ChoiceOptionsEditor(
            field.options(),
            List.of(),
            options -> context.onChange().accept(new ChoicesField(field.head(), options))));
  }
}
