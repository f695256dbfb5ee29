package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Option;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.input.PickInput;
import dev.formwork.ui.field.settings.ChoiceOptionsEditor;
import dev.formwork.ui.field.settings.PropertyInputs;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One of several options. */
record ChoiceFieldUi(ChoiceField field) implements SingleChoiceUi {

  static Field create(NewField fresh) {
    return new ChoiceField(fresh.head(), options(), null);
  }

  /** What a choice begins with. */
  static List<Option> options() {
    return List.of(
        new Option("option_1", new Title("Option 1", "选项 1"), "blue", false),
        new Option("option_2", new Title("Option 2", "选项 2"), "green", false));
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.DOT_CIRCLE;
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var offered = new ArrayList<Option>();
    Function<Option, String> named = option -> option.title().in(context.display().locale());
    var input = new PickInput<Option>(text -> Options.find(offered, named, text));
    input.setItemLabelGenerator(named::apply);
    offer(input, offered, field.options().stream().filter(option -> !option.retired()).toList());
    return new FieldEditor<>(
            input,
            input,
            key -> field.option((String) key).orElseGet(() -> unlisted((String) key)),
            Option::key)
        .narrowing(
            above ->
                offer(
                    input,
                    offered,
                    field.options().stream()
                        .filter(
                            option -> !option.retired() && option.isOfferedUnder((String) above))
                        .toList()));
  }

  /** What was chosen or typed stays; setting the items anew would take it away. */
  private static void offer(PickInput<Option> input, List<Option> offered, List<Option> options) {
    if (offered.equals(options)) {
      return;
    }
    var kept = input.getValue();
    var unread = input.unread();
    offered.clear();
    offered.addAll(options);
    input.setItems(options);
    input.setValue(kept);
    if (unread != null) {
      input.type(unread.text());
    }
  }

  /** What a record holds that is no option any more: it is shown, and stays until it is changed. */
  static Option unlisted(String key) {
    return new Option(key, new Title(key, key), null, true);
  }

  @Override
  public String summary(FormulaScope names) {
    return field.options().stream()
        .map(option -> option.title().in(UiTexts.locale()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        dependsOn(context),
        new ChoiceOptionsEditor(
            field.options(),
            above(context),
            options -> context.onChange().accept(field.withOptions(options))));
  }

  /** The choice whose value narrows this one. */
  private Select<Field> dependsOn(SettingsContext context) {
    var others =
        context.siblings().stream()
            .filter(other -> other instanceof ChoiceField && !other.key().equals(field.key()))
            .toList();
    return PropertyInputs.select(
        "choice.depends-on",
        others,
        others.stream()
            .filter(other -> other.key().equals(field.dependsOn()))
            .findFirst()
            .orElse(null),
        "choice.depends-on-none",
        other -> other.title().in(UiTexts.locale()),
        other ->
            context.onChange().accept(field.withDependsOn(other == null ? null : other.key())));
  }

  private List<Option> above(SettingsContext context) {
    return context.siblings().stream()
        .filter(other -> other.key().equals(field.dependsOn()))
        .findFirst()
        .map(other -> ((ChoiceField) other).options())
        .orElse(List.of());
  }
}
