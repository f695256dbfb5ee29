package dev.formwork.core.expression.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A pattern of time that went by, of days as a number: {@code [h]:mm} shows 1.5 as 36:00. What is
 * in brackets counts on beyond a day.
 */
final class ElapsedPattern {

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?i)\\[(h{1,2})\\](?::(mm?)(?::(ss?))?)?|\\[(m{1,2})\\](?::(ss?))?|\\[(s{1,2})\\]");

  private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);

  private final MatchResult parts;

  private ElapsedPattern(MatchResult parts) {
    this.parts = parts;
  }

  static boolean isPattern(String pattern) {
    return of(pattern).isPresent();
  }

  static Optional<ElapsedPattern> of(String pattern) {
    var matcher = WRITTEN.matcher(pattern);
    return matcher.matches()
        ? Optional.of(new ElapsedPattern(matcher.toMatchResult()))
        : Optional.empty();
  }

  String format(BigDecimal days) {
    var seconds = days.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).toBigInteger();
    var sign = seconds.signum() < 0 ? "-" : "";
    var left = seconds.abs();
    if (parts.group(1) != null) {
      return sign
          + part(parts.group(1), left.divide(BigInteger.valueOf(3600)), "")
          + part(parts.group(2), sixtieth(left.divide(BigInteger.valueOf(60))), ":")
          + part(parts.group(3), sixtieth(left), ":");
    }
    return parts.group(4) != null
        ? sign
            + part(parts.group(4), left.divide(BigInteger.valueOf(60)), "")
            + part(parts.group(5), sixtieth(left), ":")
        : sign + part(parts.group(6), left, "");
  }

  private static BigInteger sixtieth(BigInteger number) {
    return number.mod(BigInteger.valueOf(60));
  }

  private static String part(String places, BigInteger number, String before) {
    if (places == null) {
      return "";
    }
    var digits = number.toString();
    return before + "0".repeat(Math.max(0, places.length() - digits.length())) + digits;
  }
}
