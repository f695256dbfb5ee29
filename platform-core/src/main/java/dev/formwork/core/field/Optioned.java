package dev.formwork.core.field;

import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /** The key that people mean by a text: itself, or a title in any language. */
  default Optional<String> optionNamed(String text) {
    return listed().stream()
        .filter(one -> one.key().equals(text) || one.title().isNamed(text))
        .<String>map(ListedValue::key)
        .findFirst();
  }

  /** Refuses what is not listed. */
  default ValueCheck listedOnly() {
    return ValueCheck.oneOf(
        listed().stream().map(ListedValue::key).collect(Collectors.toUnmodifiableSet()));
  }
}
