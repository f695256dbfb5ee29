package dev.formwork.ui.field.input;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What was found for a name that was typed. */
public sealed interface Found<T> {

  record One<T>(T value) implements Found<T> {}

  /**
   * @param sentence why nothing was chosen
   */
  record None<T>(String sentence) implements Found<T> {}

  /**
   * The one that is called so, apart from case and width.
   *
   * @param none says that nothing is called so
   * @param several says that several are
   */
  static <T> Found<T> among(
      Collection<T> items,
      Function<T, String> named,
      String text,
      UnaryOperator<String> none,
      UnaryOperator<String> several) {
    var name = folded(text);
    var matching = items.stream().filter(one -> folded(named.apply(one)).equals(name)).toList();
    return switch (matching.size()) {
      case 0 -> new None<>(none.apply(text.strip()));
      case 1 -> new One<>(matching.getFirst());
      default -> new None<>(several.apply(text.strip()));
    };
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
