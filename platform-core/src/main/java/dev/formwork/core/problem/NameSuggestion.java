package dev.formwork.core.problem;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Guesses which name was meant: the one with the smallest edit distance, where two letters swapped
 * are one mistake (optimal string alignment, after Damerau 1964), if it is near enough.
 */
public final class NameSuggestion {

  private NameSuggestion() {}

  /**
   * @param known names that there are, most likely ones first
   */
  public static Optional<String> nearest(String written, List<String> known) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - written.length()) <= 2)
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(name -> !sameBeginning(written, name)))
        .filter(name -> distance(written, name) <= Math.max(1, written.length() / 3));
  }

  /** Of a key and a title that are equally near, the one written as this one is. */
  private static boolean sameBeginning(String written, String name) {
    return !name.isEmpty() && !written.isEmpty() && written.charAt(0) == name.charAt(0);
  }

  private static int distance(String left, String right) {
    var a = left.toLowerCase(Locale.ROOT);
    var b = right.toLowerCase(Locale.ROOT);
    var beforeThat = new int[b.length() + 1];
    var previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforeThat[j - 2] + 1);
        }
      }
      beforeThat = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
