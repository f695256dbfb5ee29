package dev.formwork.core.field.text;

import dev.formwork.core.expression.value.PlainText;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as it was written.
 *
 * @param value as its digits say: 12 for {@code 12 %}
 * @param percent whether a percent sign stands behind it
 * @param mark the one currency sign, code or unit before or behind it; empty: none
 */
public record WrittenNumber(BigDecimal value, boolean percent, String mark) {

  private static final String MARK = "[^-+0-9\\s.,'()%eE][^-+0-9\\s.,'()%]*|[eE][^-+0-9\\s.,'()%]+";

  private static final Pattern WHOLE =
      Pattern.compile(
          "(?<sign>[-+])? ?(?<mark>"
              + MARK
              + ")? ?(?<inner>[-+])?(?<digits>[0-9.,' ]*[0-9])(?:[eE](?<power>[-+]?[0-9]{1,2}))?"
              + " ?(?<percent>%)? ?(?<after>"
              + MARK
              + ")?(?<behind> ?-)?");

  private static final int MOST_DIGITS = 40;
  private static final int MOST_DECIMALS = 20;

  /**
   * Groups have three digits, or the Indian two before the last three; brackets and one minus sign
   * before or behind make it negative.
   *
   * @return empty when the text is no number written with that sign
   */
  public static Optional<WrittenNumber> read(String text, DecimalSign decimal) {
    var plain = PlainText.of(text);
    boolean bracketed = plain.length() > 2 && plain.startsWith("(") && plain.endsWith(")");
    var found = WHOLE.matcher(bracketed ? plain.substring(1, plain.length() - 1).strip() : plain);
    if (!found.matches() || signs(found) > (bracketed ? 0 : 1) || isOverdone(found)) {
      return Optional.empty();
    }
    return digits(found.group("digits"), decimal)
        .map(value -> found.group("power") == null ? value : powered(value, found.group("power")))
        .map(value -> bracketed || isNegative(found) ? value.negate() : value)
        .map(value -> new WrittenNumber(value, found.group("percent") != null, mark(found)));
  }

  private static int signs(Matcher found) {
    return present(found, "sign") + present(found, "inner") + present(found, "behind");
  }

  /** One mark or percent sign is enough; a power of ten goes with neither. */
  private static boolean isOverdone(Matcher found) {
    return present(found, "mark")
            + present(found, "after")
            + present(found, "percent")
            + present(found, "power")
        > 1;
  }

  private static int present(Matcher found, String group) {
    return found.group(group) == null ? 0 : 1;
  }

  private static boolean isNegative(Matcher found) {
    return "-".equals(found.group("sign"))
        || "-".equals(found.group("inner"))
        || found.group("behind") != null;
  }

  private static String mark(Matcher found) {
    var before = found.group("mark");
    var after = found.group("after");
    return before != null ? before : after != null ? after : "";
  }

  private static BigDecimal powered(BigDecimal value, String power) {
    return new BigDecimal(value.scaleByPowerOfTen(Integer.parseInt(power)).toPlainString());
  }

  private static Optional<BigDecimal> digits(String digits, DecimalSign decimal) {
    int at = digits.indexOf(decimal.sign());
    var whole = at < 0 ? digits : digits.substring(0, at);
    var decimals = at < 0 ? "" : digits.substring(at + 1);
    if (!areDigits(decimals) || decimals.length() > MOST_DECIMALS) {
      return Optional.empty();
    }
    return ungrouped(whole, decimal)
        .filter(plain -> plain.length() <= MOST_DIGITS)
        .map(plain -> new BigDecimal(decimals.isEmpty() ? plain : plain + "." + decimals));
  }

  private static Optional<String> ungrouped(String whole, DecimalSign decimal) {
    if (whole.isEmpty()) {
      return Optional.of("0");
    }
    if (areDigits(whole)) {
      return Optional.of(whole);
    }
    for (char group : new char[] {decimal.group(), ' ', '\''}) {
      if (isGrouped(whole, group)
          || group == ',' && decimal == DecimalSign.POINT && isIndian(whole)) {
        return Optional.of(whole.replace(String.valueOf(group), ""));
      }
    }
    return Optional.empty();
  }

  private static boolean isGrouped(String whole, char group) {
    int first = whole.indexOf(group);
    if (first < 1 || first > 3 || whole.charAt(0) == '0' || (whole.length() - first) % 4 != 0) {
      return false;
    }
    for (int i = 0; i < whole.length(); i++) {
      boolean isGroup = i >= first && (i - first) % 4 == 0;
      if (isGroup ? whole.charAt(i) != group : !isDigit(whole.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIndian(String whole) {
    return whole.matches("[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}");
  }

  private static boolean areDigits(String text) {
    return text.chars().allMatch(WrittenNumber::isDigit);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
