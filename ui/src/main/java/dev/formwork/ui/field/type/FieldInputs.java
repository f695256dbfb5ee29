package dev.formwork.ui.field.type;

import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.ui.field.FieldEditor;
import java.math.BigDecimal;

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

  static BigDecimalField number() {
    var input = new BigDecimalField();
    follow(input);
    input.addClassName("fw-numeric");
    return input;
  }

  /** Without zeros at the end that nobody typed. */
  static BigDecimal trimmed(BigDecimal value) {
    var trimmed = value.stripTrailingZeros();
    return trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed;
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
