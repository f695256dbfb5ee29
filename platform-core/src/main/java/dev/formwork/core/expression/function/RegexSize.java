package dev.formwork.core.expression.function;

/**
 * How many steps a regular expression is compiled to: what is repeated counts as often as it may
 * be. Counted in the text, so that one that would fill the memory is never compiled.
 */
final class RegexSize {

  private static final int MOST = 5_000;

  private final String pattern;
  private int at;

  private RegexSize(String pattern) {
    this.pattern = pattern;
  }

  /** Whether an expression is small enough to be compiled. */
  static boolean isBounded(String pattern) {
    return new RegexSize(pattern).group() <= MOST;
  }

  /** Up to the end of the group, or of the expression. */
  private long group() {
    long size = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == ')') {
        break;
      }
      size = Math.min(size + atom(c) * times(), Integer.MAX_VALUE);
    }
    return size;
  }

  private long atom(char c) {
    switch (c) {
      case '(' -> {
        return 1 + group();
      }
      case '[' -> skipClass();
      case '\\' -> at++;
      default -> {}
    }
    return 1;
  }

  private void skipClass() {
    // A bracket right at the beginning is one of the class.
    at += at < pattern.length() && pattern.charAt(at) == '^' ? 1 : 0;
    at += at < pattern.length() && pattern.charAt(at) == ']' ? 1 : 0;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      at += pattern.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  /** How often the atom in front may come, as far as it is written in braces. */
  private long times() {
    long times = 1;
    while (at < pattern.length() && pattern.charAt(at) == '{') {
      int end = pattern.indexOf('}', at);
      var counts = end < 0 ? "" : pattern.substring(at + 1, end);
      if (!counts.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
        return times;
      }
      var last = counts.substring(counts.indexOf(',') + 1);
      long most = Long.parseLong(last.isEmpty() ? counts.replace(",", "") : last);
      times = Math.min(times * Math.max(1, most), Integer.MAX_VALUE);
      at = end + 1;
    }
    return times;
  }
}
