package dev.formwork.core.field;

import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A field whose values are keys of a list in its definition, each with a title and a colour. */
public interface Optioned {

  /** Empty: its values are shown as they are. */
  List<? extends ListedValue> listed();

  default List<String> optionKeys() {
    return listed().stream().map(ListedValue::key).toList();
  }

  /** Empty when there is no such option. */
  default Optional<Title> optionTitle(String key) {
    return listed(key).map(ListedValue::title);
  }

  /** Name of a badge colour; empty when there is no such option or it has none. */
  default Optional<String> optionColor(String key) {
    return listed(key).map(ListedValue::color);
  }

  private Optional<? extends ListedValue> listed(String key) {
    return listed().stream().filter(one -> one.key().equals(key)).findFirst();
  }

  /**
   * The key that people mean by a text: itself, a title in any language, or the only title that is
   * the same apart from case, spaces and punctuation.
   */
  default Optional<String> optionNamed(String text) {
    return only(listed().stream().filter(one -> one.key().equals(text)))
        .or(() -> only(listed().stream().filter(one -> isTitle(one.title(), text))))
        .or(() -> only(listed().stream().filter(one -> isLikeTitle(one.title(), text))));
  }

  private static Optional<String> only(Stream<? extends ListedValue> found) {
    var keys = found.<String>map(ListedValue::key).limit(2).toList();
    return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
  }

  private static boolean isTitle(Title title, String text) {
    return text.equals(title.en()) || text.equals(title.zh());
  }

  private static boolean isLikeTitle(Title title, String text) {
    return !Title.plain(text).isEmpty() && title.isNamed(text);
  }

  /** Refuses what is not listed. */
  default ValueCheck listedOnly() {
    return ValueCheck.oneOf(
        listed().stream().map(ListedValue::key).collect(Collectors.toUnmodifiableSet()));
  }
}
