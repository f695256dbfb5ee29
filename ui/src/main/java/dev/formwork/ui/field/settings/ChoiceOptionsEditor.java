package dev.formwork.ui.field.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.field.Option;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The options of a choice: rename, add, remove. Keys stay as they are, so that records keep their
 * meaning.
 */
public final class ChoiceOptionsEditor extends Div {

  private static final List<String> COLORS =
      List.of("blue", "green", "amber", "purple", "red", "indigo", "gray");

  /**
   * @param above the options of the choice these depend on; empty: they depend on none
   */
  public ChoiceOptionsEditor(
      List<Option> options, List<Option> above, Consumer<List<Option>> onChange) {
    addClassName("fw-options");
    add(new H3(UiTexts.of("property.options")));
    for (int i = 0; i < options.size(); i++) {
      add(line(options, i, above, onChange));
    }
    var add =
        new Button(
            UiTexts.of("property.add-option"),
            VaadinIcon.PLUS.create(),
            _ -> {
              var changed = new ArrayList<>(options);
              changed.add(fresh(options));
              onChange.accept(changed);
            });
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    add.setId("add-option");
    add(add);
  }

  private static Option fresh(List<Option> options) {
    int number = options.size() + 1;
    var taken = options.stream().map(Option::key).collect(Collectors.toSet());
    var text = UiTexts.of("property.option", number);
    return new Option(
        Key.free("option_" + number, taken),
        title(text),
        COLORS.get(options.size() % COLORS.size()),
        false);
  }

  private static Title title(String text) {
    return UiTexts.locale().getLanguage().equals("zh") ? new Title(null, text) : Title.of(text);
  }

  private static Div line(
      List<Option> options, int index, List<Option> above, Consumer<List<Option>> onChange) {
    var option = options.get(index);
    var name = new TextField();
    name.setAriaLabel(UiTexts.of("property.option", index + 1));
    name.setValue(option.title().in(UiTexts.locale()));
    name.addValueChangeListener(
        event -> {
          if (!event.getValue().isBlank()) {
            var changed = new ArrayList<>(options);
            changed.set(index, renamed(option, event.getValue(), options));
            onChange.accept(changed);
          }
        });
    var remove =
        new Button(
            VaadinIcon.CLOSE_SMALL.create(),
            _ -> {
              var changed = new ArrayList<>(options);
              changed.remove(index);
              onChange.accept(changed);
            });
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(UiTexts.of("property.remove-option", option.title().in(UiTexts.locale())));
    var line = new Div(name, remove);
    line.addClassName("fw-option");
    if (!above.isEmpty()) {
      line.add(
          under(
              option,
              above,
              changedOption -> {
                var changed = new ArrayList<>(options);
                changed.set(index, changedOption);
                onChange.accept(changed);
              }));
    }
    return line;
  }

  private static MultiSelectComboBox<Option> under(
      Option option, List<Option> above, Consumer<Option> onChange) {
    var box = new MultiSelectComboBox<Option>();
    box.setAriaLabel(UiTexts.of("choice.under", option.title().in(UiTexts.locale())));
    box.setPlaceholder(UiTexts.of("choice.under-all"));
    box.setItems(above);
    box.setItemLabelGenerator(one -> one.title().in(UiTexts.locale()));
    box.setValue(
        above.stream()
            .filter(one -> option.under() != null && option.under().contains(one.key()))
            .collect(Collectors.toSet()));
    box.addValueChangeListener(
        event ->
            onChange.accept(
                option.withUnder(
                    above.stream().filter(event.getValue()::contains).map(Option::key).toList())));
    return box;
  }

  /** An option that still has its made-up key takes one from its first real name. */
  private static Option renamed(Option option, String text, List<Option> options) {
    var taken = options.stream().map(Option::key).collect(Collectors.toSet());
    var key =
        option.key().matches("option_[0-9]+")
            ? Key.free(Key.fromTitle(text, option.key()), taken)
            : option.key();
    return new Option(
        key,
        option.title().with(UiTexts.locale(), text),
        option.color(),
        option.retired(),
        option.under());
  }
}
