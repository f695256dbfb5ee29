package dev.formwork.ui.field.type;

import dev.formwork.core.field.Optioned;
import java.util.Locale;

/** Titles and colours of listed values. */
final class Options {

  /** The colour of what has none of its own. */
  private static final String NO_COLOR = "gray";

  private Options() {}

  /** The title of a listed value; its key when it is listed no more. */
  static String title(Optioned field, Object key, Locale locale) {
    return field.optionTitle((String) key).map(title -> title.in(locale)).orElse((String) key);
  }

  /** Empty for what is no key. */
  static String color(Optioned field, Object value) {
    return value instanceof String key ? field.optionColor(key).orElse(NO_COLOR) : "";
  }
}
