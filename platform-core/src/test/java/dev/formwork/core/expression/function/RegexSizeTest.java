package dev.formwork.core.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few characters of a regular expression may be a large machine; such ones are not compiled. */
final class RegexSizeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1,1000}){1,1000}){1,1000}",
        "(((a{100}){100}){100}){100}",
        "(?:(?:x{0,999}){999}){999}",
        "([a\\]]{1000}){1000}",
        "(\\({1000}){1000}",
        "((a{1000,}){1000,}){1000,}"
      })
  void what_repeats_repetitions_is_refused_at_once(String bomb) {
    assertThat(
            org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(1), () -> TextPatternFunctions.isPattern(bomb)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^SO-[0-9]+$",
        "(\\w+) (\\w+)",
        "[0-9]{4}-[0-9]{2}",
        "a{2,}",
        "x{",
        "(a|b){3}c*",
        "[]a]{1000}"
      })
  void what_people_write_is_taken(String pattern) {
    assertThat(TextPatternFunctions.isPattern(pattern)).isTrue();
  }

  @Test
  void half_an_expression_is_none() {
    assertThat(TextPatternFunctions.isPattern("(a")).isFalse();
    assertThat(TextPatternFunctions.isPattern("[a")).isFalse();
    assertThat(TextPatternFunctions.isPattern("a\\")).isFalse();
  }
}
