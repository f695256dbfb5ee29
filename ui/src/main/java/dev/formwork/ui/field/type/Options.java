package dev.formwork.ui.field.type;

import dev.formwork.core.field.Option;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Titles and colours of the options of a choice. */
final class Options {

  /** The colour of what has none of its own. */
  static final String NO_COLOR = "gray";

  private Options() {}

  static Optional<Option> find(List<Option> options, Object key) {
    return options.stream().filter(option -> option.key().equals(key)).findFirst();
  }

  /** The title of an option; its key when it is no option any more. */
  static String title(List<Option> options, String key, Locale locale) {
    return find(options, key).map(option -> option.title().in(locale)).orElse(key);
  }

  static String color(Optional<Option> option) {
    return option.map(Option::color).orElse(NO_COLOR);
  }
}
