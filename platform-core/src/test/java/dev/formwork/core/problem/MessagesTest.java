package dev.formwork.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

final class MessagesTest {

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(
        CoreProblem.BUNDLE,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  @Test
  void both_languages_have_the_same_sentences() {
    assertThat(bundle(Locale.CHINESE).keySet()).isEqualTo(bundle(Locale.ENGLISH).keySet());
  }
}
