package dev.formwork.core.problem;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The sentences of this module, in English and Chinese. A key without a sentence is a bug and says
 * so.
 */
public final class Messages {

  private static final ResourceBundle.Control NO_SYSTEM_LOCALE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** As many as there are sentences and languages; a format is used by one thread at a time. */
  private static final ConcurrentMap<Sentence, MessageFormat> FORMATS = new ConcurrentHashMap<>();

  private record Sentence(Locale locale, String bundle, String key) {}

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
    var sentence = new Sentence(locale, bundle, key);
    var format = FORMATS.get(sentence);
    if (format == null) {
      format = FORMATS.computeIfAbsent(sentence, Messages::parse);
    }
    return ((MessageFormat) format.clone()).format(arguments);
  }

  private static MessageFormat parse(Sentence sentence) {
    var texts = ResourceBundle.getBundle(sentence.bundle, sentence.locale, NO_SYSTEM_LOCALE);
    return new MessageFormat(texts.getString(sentence.key), sentence.locale);
  }
}
