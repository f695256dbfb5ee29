package dev.formwork.core.problem;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The sentences of this module, in English and Chinese. A key without a sentence is a bug and says
 * so.
 */
public final class Messages {

  private static final ResourceBundle.Control NO_SYSTEM_LOCALE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Messages() {}

  /** The sentence of a problem; its arguments are in the reader's words already. */
  static String sentence(Locale locale, ProblemCode code, Object... arguments) {
    return format(locale, code.bundle(), code.key(), arguments);
  }

  public static String sentence(Locale locale, String key, Object... arguments) {
    return format(locale, CoreProblem.BUNDLE, key, arguments);
  }

  /**
   * A sentence from any bundle of the product.
   *
   * @throws MissingResourceException when the bundle has no such key
   */
  public static String format(Locale locale, String bundle, String key, Object... arguments) {
    var pattern = ResourceBundle.getBundle(bundle, locale, NO_SYSTEM_LOCALE).getString(key);
    return arguments.length == 0
        ? new MessageFormat(pattern, locale).format(new Object[0])
        : new MessageFormat(pattern, locale).format(arguments);
  }
}
