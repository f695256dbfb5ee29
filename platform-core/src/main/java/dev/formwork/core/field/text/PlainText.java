package dev.formwork.core.field.text;

/** Texts without what is only a matter of keyboards: full-width signs, kinds of spaces. */
public final class PlainText {

  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF5E;
  private static final int FULL_WIDTH_SHIFT = 0xFEE0;

  private PlainText() {}

  /** Full-width signs as ASCII, every space and minus sign as the common one, stripped. */
  public static String of(String text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      char plain = plain(text.charAt(i));
      if (plain != text.charAt(i)) {
        changed = changed == null ? new StringBuilder(text) : changed;
        changed.setCharAt(i, plain);
      }
    }
    return (changed == null ? text : changed.toString()).strip();
  }

  private static char plain(char c) {
    if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
      return (char) (c - FULL_WIDTH_SHIFT);
    }
    return switch (c) {
      case '\u3000', '\u00A0', '\u2007', '\u2009', '\u202F' -> ' ';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212', '\uFE63' -> '-';
      case '\u2019' -> '\'';
      case '\uFFE5' -> '¥';
      case '\uFFE1' -> '£';
      case '\uFFE6' -> '₩';
      default -> c;
    };
  }
}
