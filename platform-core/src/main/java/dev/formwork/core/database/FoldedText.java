package dev.formwork.core.database;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Texts as they are compared where people mean the same: without regard to case, to full or half
 * width, and to the Unicode form they are written in (NFKC). What is stored keeps its spelling.
 */
public final class FoldedText {

  private FoldedText() {}

  /** Equal for two texts that mean the same. */
  public static String of(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The same in SQL. Immutable, so that an index serves it.
   *
   * @param text an expression whose type is text
   */
  public static String sql(String text) {
    return "formwork.fold(" + text + ")";
  }
}
