package dev.formwork.ui.field.settings;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.field.input.TypedField;
import dev.formwork.ui.text.UiTexts;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Small labelled inputs for the panels of the form designer. */
public final class PropertyInputs {

  private static final int MOST_DIGITS = 10;

  private PropertyInputs() {}

  public static TextField text(String label, String value, Consumer<String> onText) {
    var input = new TextField(UiTexts.of(label));
    input.setValue(value == null ? "" : value);
    input.setWidthFull();
    input.addValueChangeListener(
        event -> onText.accept(event.getValue().isBlank() ? null : event.getValue()));
    return input;
  }

  public static Checkbox check(String label, boolean value, Consumer<Boolean> onCheck) {
    var box = new Checkbox(UiTexts.of(label));
    box.setValue(value);
    box.addValueChangeListener(event -> onCheck.accept(event.getValue()));
    return box;
  }

  /**
   * @param value null: none chosen
   * @param none words for choosing none; null: one must be chosen
   */
  public static <T> Select<T> select(
      String label,
      List<T> items,
      T value,
      String none,
      Function<T, String> named,
      Consumer<T> onChoice) {
    var select = new Select<T>();
    select.setLabel(UiTexts.of(label));
    select.setItems(items);
    select.setItemLabelGenerator(
        item -> item == null ? (none == null ? "" : UiTexts.of(none)) : named.apply(item));
    if (none != null) {
      select.setEmptySelectionAllowed(true);
      select.setEmptySelectionCaption(UiTexts.of(none));
    }
    if (value != null && items.contains(value)) {
      select.setValue(value);
    }
    select.setWidthFull();
    select.addValueChangeListener(event -> onChoice.accept(event.getValue()));
    return select;
  }

  /** Several fields of a form. */
  public static MultiSelectComboBox<Field> fields(
      String label, List<Field> offered, List<FieldKey> chosen, Consumer<List<FieldKey>> onChoice) {
    var box = new MultiSelectComboBox<Field>(UiTexts.of(label));
    box.setItems(offered);
    box.setItemLabelGenerator(field -> field.title().in(UiTexts.locale()));
    box.setValue(
        new HashSet<>(offered.stream().filter(field -> chosen.contains(field.key())).toList()));
    box.setWidthFull();
    box.addValueChangeListener(
        event ->
            onChoice.accept(
                offered.stream().filter(event.getValue()::contains).map(Field::key).toList()));
    return box;
  }

  /** Digits after the point. */
  public static TypedField<Integer> digits(
      Integer value, int otherwise, Consumer<Integer> onScale) {
    var input = TypedInputs.whole(0, MOST_DIGITS);
    input.setLabel(UiTexts.of("property.scale"));
    input.setValue(value == null ? Integer.valueOf(otherwise) : value);
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            onScale.accept(event.getValue());
          }
        });
    return input;
  }
}
