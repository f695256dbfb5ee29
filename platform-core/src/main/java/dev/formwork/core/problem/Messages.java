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

  public static String sentence(Locale locale, String key, Object... arguments) {
    return format(locale, "dev.formwork.core.messages", key, arguments);
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
