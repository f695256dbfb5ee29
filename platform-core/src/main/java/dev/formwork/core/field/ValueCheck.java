package dev.formwork.core.field;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with a normal, present value of a field. Made once with the form, and asked for
 * every value.
 */
@FunctionalInterface
public interface ValueCheck {

  /** Takes every value. */
  ValueCheck NONE = _ -> Optional.empty();

  /** Empty when nothing is wrong; the problem's path is that of the value itself. */
  Optional<Problem> of(Object value);

  /** This, and the other if nothing was found. */
  default ValueCheck and(ValueCheck other) {
    return value -> {
      var found = of(value);
      return found.isPresent() ? found : other.of(value);
    };
  }

  /**
   * @param limit in characters, nullable
   */
  static ValueCheck shortest(Integer limit) {
    return limit == null
        ? NONE
        : value ->
            length(value) < limit ? problem(CoreProblem.TEXT_TOO_SHORT, limit) : Optional.empty();
  }

  /**
   * @param limit in characters
   */
  static ValueCheck longest(int limit) {
    return value ->
        length(value) > limit ? problem(CoreProblem.TEXT_TOO_LONG, limit) : Optional.empty();
  }

  static ValueCheck matching(Pattern pattern, ProblemCode code) {
    return value -> pattern.matcher((String) value).matches() ? Optional.empty() : problem(code);
  }

  /**
   * @param min nullable
   * @param max nullable
   */
  static ValueCheck range(BigDecimal min, BigDecimal max) {
    return value -> {
      var number = (BigDecimal) value;
      if (NormalValue.isVast(number)) {
        return problem(CoreProblem.NUMBER_TOO_LARGE);
      }
      if (min != null && number.compareTo(min) < 0) {
        return problem(CoreProblem.NUMBER_BELOW, min);
      }
      return max != null && number.compareTo(max) > 0
          ? problem(CoreProblem.NUMBER_ABOVE, max)
          : Optional.empty();
    };
  }

  static ValueCheck oneOf(Set<String> keys) {
    return value ->
        keys.contains((String) value)
            ? Optional.empty()
            : problem(CoreProblem.NO_SUCH_OPTION, value);
  }

  /** Years that PostgreSQL, JSON and people write with four digits. */
  static Optional<Problem> year(int year) {
    return year >= 1 && year <= 9999 ? Optional.empty() : problem(CoreProblem.DATE_OUT_OF_RANGE);
  }

  static Optional<Problem> problem(ProblemCode code, Object... arguments) {
    return Optional.of(Problem.at("", code, arguments));
  }

  private static int length(Object value) {
    var text = (String) value;
    return text.codePointCount(0, text.length());
  }
}
