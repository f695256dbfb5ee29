package dev.formwork.core.expression.value;

/** Texts before they are read as numbers or days: of usual width, without spaces around. */
public final class PlainText {

  /** Characters that stand for those of {@link #TO}, place by place. */
  public static final String FROM = "０１２３４５６７８９．，％＋－（）／：￥−–—\u00a0\u2009\u202f\u3000\t\n\r";

  public static final String TO = "0123456789.,%+-()/:¥---       ";

  private PlainText() {}

  public static String of(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int place = FROM.indexOf(text.charAt(i));
      plain.append(place < 0 ? text.charAt(i) : TO.charAt(place));
    }
    int from = 0;
    int to = plain.length();
    while (from < to && plain.charAt(from) == ' ') {
      from++;
    }
    while (to > from && plain.charAt(to - 1) == ' ') {
      to--;
    }
    return plain.substring(from, to);
  }
}
