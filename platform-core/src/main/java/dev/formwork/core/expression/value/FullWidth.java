package dev.formwork.core.expression.value;

/** Signs, digits and letters of full width, as Chinese keyboards give them, and their like. */
public final class FullWidth {

  /** Signs outside the block of full width that stand for one of ASCII, and those, in order. */
  private static final String OTHERS = "“”‘’、；−–—×÷￥";

  private static final String MEANT = "\"\"'',,---*/¥";

  private static final int FIRST = '！';
  private static final int LAST = '～';
  private static final int DISTANCE = '！' - '!';

  private FullWidth() {}

  /** What the character stands for; itself unless it is one of these. */
  public static char narrow(char c) {
    int other = OTHERS.indexOf(c);
    return other >= 0 ? MEANT.charAt(other) : c >= FIRST && c <= LAST ? (char) (c - DISTANCE) : c;
  }

  /** Each character by what it stands for; as long as before. */
  public static String narrow(String text) {
    var narrow = new StringBuilder(text.length());
    text.chars().forEach(c -> narrow.append(narrow((char) c)));
    return narrow.toString();
  }

  /** Spaces of every kind, those that do not break among them. */
  public static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff';
  }
}
