package dev.formwork.ui.field.type;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.Field;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.input.TypedField;
import java.math.BigDecimal;
import java.util.function.Function;

/** Inputs that people type into, and what they may only read. */
final class FieldInputs {

  /** Rules follow when one pauses this long, in milliseconds. */
  private static final int PAUSE_MS = 30;

  private FieldInputs() {}

  /** Tells the value while one is typing, at each pause. */
  static void follow(HasValueChangeMode input) {
    input.setValueChangeMode(ValueChangeMode.LAZY);
    input.setValueChangeTimeout(PAUSE_MS);
  }

  /** An input of numbers, which are read exactly, in the ways that people write them. */
  static TypedField<BigDecimal> number(
      Field field, EditorContext context, Function<BigDecimal, String> writer) {
    var input = new TypedField<BigDecimal>(reader(field, context.display()), writer);
    follow(input);
    input.addClassName("fw-numeric");
    return input;
  }

  /** Reads what is typed as a value that the field keeps whole. */
  static Function<String, CellValue> reader(Field field, FieldDisplay display) {
    var customs = display.customs();
    return text -> field.readText(text.strip(), customs).keptBy(field, text.strip());
  }

  /** What people never enter: numbers given by the server, results of formulas. */
  static FieldEditor<String> shown(FieldUi field, EditorContext context) {
    var input = new TextField();
    input.setReadOnly(true);
    if (field.isNumeric()) {
      input.addClassName("fw-numeric");
    }
    return new FieldEditor<>(
        input, input, value -> field.text(value, context.display()), _ -> null);
  }
}
