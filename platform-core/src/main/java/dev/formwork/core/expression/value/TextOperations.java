package dev.formwork.core.expression.value;

import java.util.List;

/** Text as the language has it: characters are code points, and there is no empty text. */
public final class TextOperations {

  private TextOperations() {}

  /** Null for {@code ""}. */
  public static String orNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Characters from a place, counting from 0, up to another; both are moved into the text. */
  public static String slice(String text, long from, long to) {
    int length = length(text);
    int start = Math.clamp(from, 0, length);
    int end = Math.clamp(to, start, length);
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  /** Simple case mapping: a character stays one character, as PostgreSQL has it. */
  public static String lower(String text) {
    return mapped(text, true);
  }

  public static String upper(String text) {
    return mapped(text, false);
  }

  private static String mapped(String text, boolean lower) {
    var mapped = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> lower ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(mapped::appendCodePoint);
    return mapped.toString();
  }

  public static boolean contains(Object whole, Object part) {
    if (whole == null || part == null) {
      return false;
    }
    return whole instanceof List<?> list
        ? list.stream().anyMatch(item -> ValueOrder.same(item, part))
        : lower((String) whole).contains(lower((String) part));
  }

  /** {@code %} stands for any characters, {@code _} for one; in any case. */
  public static boolean like(Object text, Object pattern) {
    return text instanceof String whole
        && pattern instanceof String like
        && like(lower(whole).codePoints().toArray(), lower(like).codePoints().toArray());
  }

  /** Greedy matching that goes back to the last {@code %} only: at worst their product. */
  private static boolean like(int[] text, int[] pattern) {
    int t = 0;
    int p = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length) {
      if (p < pattern.length && pattern[p] == '%') {
        star = p++;
        mark = t;
      } else if (p < pattern.length && (pattern[p] == '_' || pattern[p] == text[t])) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '%') {
      p++;
    }
    return p == pattern.length;
  }
}
