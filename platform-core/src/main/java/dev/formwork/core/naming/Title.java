package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.problem.LocalizedArgument;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A text shown to people, in the languages it was written in. At least one is present.
 *
 * @param en English, nullable
 * @param zh Chinese, nullable
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Title(String en, String zh) implements LocalizedArgument {

  @JsonCreator
  public Title(@JsonProperty("en") String en, @JsonProperty("zh") String zh) {
    this.en = blankToNull(en);
    this.zh = blankToNull(zh);
    if (this.en == null && this.zh == null) {
      throw new IllegalArgumentException("A title needs a text in at least one language");
    }
  }

  public static Title of(String text) {
    return new Title(text, null);
  }

  /** The text in this language, or in the other one when this one is missing. */
  @Override
  public String in(Locale locale) {
    boolean chinese = Locale.CHINESE.getLanguage().equals(locale.getLanguage());
    String wanted = chinese ? zh : en;
    return wanted != null ? wanted : en != null ? en : zh;
  }

  /** The same title with the text of one language replaced. */
  public Title with(Locale locale, String text) {
    boolean chinese = Locale.CHINESE.getLanguage().equals(locale.getLanguage());
    return chinese ? new Title(en, text) : new Title(text, zh);
  }

  /**
   * Whether this is how the thing is called in either language, apart from case, spaces and
   * punctuation.
   */
  public boolean isNamed(String text) {
    var plain = plain(text);
    return en != null && plain(en).equals(plain) || zh != null && plain(zh).equals(plain);
  }

  /**
   * Letters and digits alone, of one case and width: so {@code Close Date} meets {@code
   * close_date}.
   */
  public static String plain(String text) {
    var plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
