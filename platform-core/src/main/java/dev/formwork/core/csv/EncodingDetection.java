package dev.formwork.core.csv;

/**
 * Finds the encoding of a text by how plausible the text is.
 *
 * @param certain whether it leaves no doubt that a person should settle
 */
record EncodingDetection(TextEncoding encoding, boolean certain) {

  private static final String LATIN_LETTERS =
      "äöüßÄÖÜàáâãåçéèêëíìîïñóòôõúùûæøœÀÁÂÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÕÚÙÛÆØŒšžŠŽ";
  private static final String LATIN_SIGNS = "€£§°©®«»–—‘’“”„…•™½¼¾²³µ·¡¿ªº";
  private static final String CHINESE_SIGNS = "，。、：；？！“”‘’（）《》【】…—·￥";

  private static final int LEVEL_ONE_FIRST = 0xB0;
  private static final int LEVEL_ONE_LAST = 0xD7;
  private static final int LEVEL_TWO_LAST = 0xF7;
  private static final int HIGH = 0xA1;

  static EncodingDetection of(byte[] content) {
    if (startsWith(content, 0xFF, 0xFE) || startsWith(content, 0xFE, 0xFF)) {
      return new EncodingDetection(TextEncoding.UTF_16, true);
    }
    var utf8 = Utf8.of(content);
    if (utf8.broken == 0 || startsWith(content, 0xEF, 0xBB)) {
      return new EncodingDetection(TextEncoding.UTF_8, true);
    }
    double chinese = chinese(content);
    double latin = latin(content);
    if (utf8.letters > 0 && utf8.letters >= utf8.broken) {
      return new EncodingDetection(TextEncoding.UTF_8, utf8.letters > utf8.broken);
    }
    var better = chinese > latin ? TextEncoding.GB18030 : TextEncoding.WINDOWS_1252;
    double best = Math.max(chinese, latin);
    return new EncodingDetection(better, best > 0.3 && Math.abs(chinese - latin) > 0.3);
  }

  private static boolean startsWith(byte[] content, int first, int second) {
    return content.length >= 2 && at(content, 0) == first && at(content, 1) == second;
  }

  private static int at(byte[] content, int index) {
    return index < 0 || index >= content.length ? 0 : content[index] & 0xFF;
  }

  /** Letters beyond ASCII that are well-formed, and bytes that are not. */
  private record Utf8(int letters, int broken) {
    static Utf8 of(byte[] content) {
      var text = TextEncoding.UTF_8.decode(content);
      int letters = 0;
      int broken = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
          letters++;
          i++;
        } else if (Character.isLowSurrogate(c)) {
          broken++;
        } else if (c > 0x7F) {
          letters++;
        }
      }
      return new Utf8(letters, broken);
    }
  }

  /** How much like Chinese the pairs of high bytes look: 1 for common characters alone. */
  private static double chinese(byte[] content) {
    double points = 0;
    int pairs = 0;
    for (int i = 0; i < content.length; i++) {
      int first = at(content, i);
      if (first < 0x80) {
        continue;
      }
      int second = at(content, ++i);
      if (first == 0x80 || first == 0xFF || second < 0x30 || second == 0x7F || second == 0xFF) {
        return -1;
      }
      pairs++;
      points += chinese(first, second, at(content, i - 2), at(content, i + 1));
    }
    return pairs == 0 ? 0 : points / pairs;
  }

  private static double chinese(int first, int second, int before, int after) {
    if (second < HIGH) {
      return -1;
    }
    double points =
        first >= LEVEL_ONE_FIRST && first <= LEVEL_ONE_LAST
            ? 1
            : first > LEVEL_ONE_LAST && first <= LEVEL_TWO_LAST
                ? 0.3
                : isChineseSign(first, second) ? 0.8 : -0.5;
    return points - (isLetter(before) ? 0.4 : 0) - (isLetter(after) ? 0.4 : 0);
  }

  private static boolean isChineseSign(int first, int second) {
    if (first == 0xA3) {
      return true;
    }
    var sign = TextEncoding.GB18030.decode(new byte[] {(byte) first, (byte) second});
    return CHINESE_SIGNS.contains(sign);
  }

  private static boolean isLetter(int c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  /** How much like Western European text the high bytes look: 1 for letters inside words. */
  private static double latin(byte[] content) {
    var text = TextEncoding.WINDOWS_1252.decode(content);
    double points = 0;
    int signs = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= 0x7F) {
        continue;
      }
      signs++;
      points += latin(text, i);
    }
    return signs == 0 ? 0 : points / signs;
  }

  private static double latin(String text, int at) {
    char c = text.charAt(at);
    if (LATIN_LETTERS.indexOf(c) >= 0) {
      boolean inWord = isLetter(before(text, at)) || isLetter(after(text, at));
      boolean crowded = before(text, at) > 0x7F && after(text, at) > 0x7F;
      return crowded ? -0.5 : inWord ? 1 : 0.2;
    }
    boolean alone = before(text, at) <= 0x7F && after(text, at) <= 0x7F;
    return LATIN_SIGNS.indexOf(c) >= 0 && alone ? 0.6 : -1;
  }

  private static char before(String text, int at) {
    return at == 0 ? '\n' : text.charAt(at - 1);
  }

  private static char after(String text, int at) {
    return at + 1 == text.length() ? '\n' : text.charAt(at + 1);
  }
}
