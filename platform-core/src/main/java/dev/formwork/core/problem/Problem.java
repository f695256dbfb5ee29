package dev.formwork.core.problem;

import java.util.List;
import java.util.Locale;

/**
 * One mistake in the input, found and described, not thrown.
 *
 * @param path JSON pointer into the input ({@code /items/2/price}), empty for the input as a whole
 * @param code stable, kebab-case; also the key of the sentence in the message bundles
 * @param arguments what the sentence mentions, in its order
 */
public record Problem(String path, String code, List<Object> arguments)
    implements LocalizedArgument {

  @Override
  public String in(Locale locale) {
    return message(locale);
  }

  public Problem {
    arguments = List.copyOf(arguments);
  }

  public static Problem at(String path, String code, Object... arguments) {
    return new Problem(path, code, List.of(arguments));
  }

  /** The same problem, seen from further out: {@code /price} becomes {@code /items/2/price}. */
  public Problem within(String outerPath) {
    return new Problem(outerPath + path, code, arguments);
  }

  public String message(Locale locale) {
    var worded =
        arguments.stream()
            .map(
                argument ->
                    switch (argument) {
                      case MessageKeyArgument one -> Messages.sentence(locale, one.messageKey());
                      case LocalizedArgument one -> one.in(locale);
                      default -> argument;
                    })
            .toArray();
    return Messages.sentence(locale, "problem." + code, worded);
  }
}
