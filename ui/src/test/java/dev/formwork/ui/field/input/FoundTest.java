package dev.formwork.ui.field.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A name that was typed finds the one that is called so, and no other. */
final class FoundTest {

  private static Found<String> find(String text, String... names) {
    return Found.among(
        List.of(names), Function.identity(), text, name -> "no " + name, name -> "several " + name);
  }

  @Test
  void case_width_and_spaces_do_not_matter() {
    for (var text : List.of("acme ltd", " Acme  Ltd ", "ＡＣＭＥ Ltd")) {
      assertThat(find(text, "Acme Ltd", "Acme")).isEqualTo(new Found.One<>("Acme Ltd"));
    }
  }

  @Test
  void a_part_of_a_name_is_not_the_name() {
    assertThat(find("Acm", "Acme")).isEqualTo(new Found.None<>("no Acm"));
  }

  @Test
  void of_several_none_is_chosen() {
    assertThat(find("acme", "Acme", "ACME")).isEqualTo(new Found.None<>("several acme"));
  }
}
