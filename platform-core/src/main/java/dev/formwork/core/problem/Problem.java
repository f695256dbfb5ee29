package dev.formwork.core.problem;

import java.util.List;
import java.util.Locale;

/**
 * One mistake in the input, found and described, not thrown.
 *
 * @param path JSON pointer into the input ({@code /items/2/price}), empty for the input as a whole
 * @param type what is wrong
 * @param arguments what the sentence mentions, in its order; as many as the type says
 */
public record Problem(String path, ProblemCode type, List<Object> arguments)
    implements LocalizedArgument {

  @Override
  public String in(Locale locale) {
    return message(locale);
  }

  public Problem {
    arguments = List.copyOf(arguments);
    if (arguments.size() != type.arguments()) {
      throw new IllegalArgumentException(
          "Problem %s takes %d arguments: %s".formatted(type.code(), type.arguments(), arguments));
    }
  }

  public static Problem at(String path, ProblemCode type, Object... arguments) {
    return new Problem(path, type, List.of(arguments));
  }

  /** The stable code, as REST clients know it. */
  public String code() {
    return type.code();
  }

  public boolean is(ProblemCode other) {
    return type.equals(other);
  }

  /** The same problem, seen from further out: {@code /price} becomes {@code /items/2/price}. */
  public Problem within(String outerPath) {
    return new Problem(outerPath + path, type, arguments);
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
    return Messages.sentence(locale, type, worded);
  }

  /** By its code, as logs and REST clients name it. */
  @Override
  public String toString() {
    return path + " " + code() + (arguments.isEmpty() ? "" : " " + arguments);
  }
}
