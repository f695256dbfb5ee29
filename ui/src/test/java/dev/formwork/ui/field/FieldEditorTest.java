package dev.formwork.ui.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.BigDecimalField;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FieldEditorTest {

  private static final String TYPED = "_inputElementValue";

  private final BigDecimalField input = new BigDecimalField();
  private final FieldEditor<BigDecimal> editor =
      new FieldEditor<>(input, input, BigDecimal.class::cast, value -> value);

  @Test
  void what_somebody_is_typing_stays_when_nothing_else_was_worked_out() {
    input.getElement().setProperty(TYPED, "12");
    editor.follow(null);
    assertThat(input.getElement().getProperty(TYPED)).isEqualTo("12");
  }

  @Test
  void what_was_worked_out_is_shown() {
    editor.follow(new BigDecimal("7.5"));
    assertThat(editor.value()).isEqualTo(new BigDecimal("7.5"));
    editor.follow(null);
    assertThat(editor.value()).isNull();
  }
}
