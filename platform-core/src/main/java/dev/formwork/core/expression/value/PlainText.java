package dev.formwork.core.expression.value;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Texts without what is only a matter of keyboards, before they are read as numbers, days or times:
 * full-width signs as ASCII, every kind of space and minus sign as the common one, no space around.
 */
public final class PlainText {

  private static final int FULL_WIDTH_FIRST = '！';
  private static final int FULL_WIDTH_LAST = '～';
  private static final int FULL_WIDTH_SHIFT = '！' - '!';

  private static final String SPACES = "\u00a0\u2007\u2009\u202f\u3000\t\n\r";
  private static final String MINUS_SIGNS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63";

  /** Characters that stand for those of {@link #TO}, place by place. */
  public static final String FROM =
      characters(FULL_WIDTH_FIRST, FULL_WIDTH_LAST)
          + SPACES
          + MINUS_SIGNS
          + "\u2019\uffe5\uffe1\uffe6";

  public static final String TO =
      characters(FULL_WIDTH_FIRST - FULL_WIDTH_SHIFT, FULL_WIDTH_LAST - FULL_WIDTH_SHIFT)
          + " ".repeat(SPACES.length())
          + "-".repeat(MINUS_SIGNS.length())
          + "'¥£₩";

  private PlainText() {}

  private static String characters(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  public static String of(String text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int place = c < ' ' || c > '~' ? FROM.indexOf(c) : -1;
      if (place >= 0) {
        changed = changed == null ? new StringBuilder(text) : changed;
        changed.setCharAt(i, TO.charAt(place));
      }
    }
    return trimmed(changed == null ? text : changed);
  }

  private static String trimmed(CharSequence plain) {
    int from = 0;
    int to = plain.length();
    while (from < to && plain.charAt(from) == ' ') {
      from++;
    }
    while (to > from && plain.charAt(to - 1) == ' ') {
      to--;
    }
    return plain.subSequence(from, to).toString();
  }
}
