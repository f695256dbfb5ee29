package dev.formwork.ui.field.type;

import dev.formwork.core.field.Optioned;
import dev.formwork.ui.field.input.Found;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Titles and colours of listed values. */
final class Options {

  /** The colour of what has none of its own. */
  private static final String NO_COLOR = "gray";

  /** So many options are named to whoever typed none of them. */
  private static final int NAMED = 5;

  private Options() {}

  /** The option that is called so. */
  static <T> Found<T> find(List<T> offered, Function<T, String> named, String text) {
    return Found.among(
        offered,
        named,
        text,
        name -> UiTexts.of("input.no-such-option", name, examples(offered, named)),
        name -> UiTexts.of("input.several", name));
  }

  private static <T> String examples(List<T> offered, Function<T, String> named) {
    var some = offered.stream().limit(NAMED).map(named).collect(Collectors.joining(", "));
    return offered.size() > NAMED ? some + ", …" : some;
  }

  /** The title of a listed value; its key when it is listed no more. */
  static String title(Optioned field, Object key, Locale locale) {
    return field.optionTitle((String) key).map(title -> title.in(locale)).orElse((String) key);
  }

  /** Empty for what is no key. */
  static String color(Optioned field, Object value) {
    return value instanceof String key ? field.optionColor(key).orElse(NO_COLOR) : "";
  }
}
