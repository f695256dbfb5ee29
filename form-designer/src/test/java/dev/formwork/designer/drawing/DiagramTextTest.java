package dev.formwork.designer.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** What stands in drawings. */
final class DiagramTextTest {

  @Test
  void every_word_is_there_in_both_languages() {
    var english = ResourceBundle.getBundle("dev.formwork.designer.drawing.words", Locale.ENGLISH);
    var chinese = ResourceBundle.getBundle("dev.formwork.designer.drawing.words", Locale.CHINESE);
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    for (var key : english.keySet()) {
      assertThat(chinese.getString(key)).as(key).isNotEqualTo(english.getString(key)).isNotBlank();
    }
  }

  @Test
  void long_words_are_cut_where_the_card_ends_and_never_within_a_sign() {
    assertThat(DiagramText.fitting("Short", 100, 14)).isEqualTo("Short");
    assertThat(DiagramText.fitting("一二三四五六七八九十", 70, 14)).isEqualTo("一二三四…");
    assertThat(DiagramText.fitting("\uD83D\uDE00".repeat(9), 50, 14))
        .isEqualTo("\uD83D\uDE00\uD83D\uDE00…");
    assertThat(DiagramText.fitting("two\nlines", 100, 14)).isEqualTo("two lines");
  }
}
