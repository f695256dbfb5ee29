package dev.formwork.ui.flow.design.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Texts with formulas in them, as inputs change them. */
final class FormulaTextTest {

  @Test
  void only_what_stands_in_double_braces_is_changed() {
    assertThat(
            LocalizedTextInput.replaced(
                "Hello {{name}}, {{ a.b }}!", one -> one.toUpperCase(Locale.ROOT)))
        .isEqualTo("Hello {{ NAME }}, {{ A.B }}!");
    assertThat(LocalizedTextInput.replaced("No {{end", one -> "x")).isEqualTo("No {{end");
  }

  @Test
  void a_picked_condition_joins_what_is_written() {
    assertThat(FlowInputs.both(null, "a = 1")).isEqualTo("a = 1");
    assertThat(FlowInputs.both("b = 2", "a = 1")).isEqualTo("b = 2 AND a = 1");
    assertThat(FlowInputs.both("b = 2 or c", "a = 1")).isEqualTo("(b = 2 or c) AND a = 1");
  }
}
