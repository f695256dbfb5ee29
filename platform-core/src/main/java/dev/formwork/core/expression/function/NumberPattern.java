package dev.formwork.core.expression.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A pattern of numbers as spreadsheets have it: {@code #,##0.00}, {@code 0%}, {@code 00-00}, texts
 * in quotes, and up to three sections for what is above, below and at zero.
 */
final class NumberPattern {

  private static final int MAX_LENGTH = 60;
  private static final Pattern POWER = Pattern.compile("[Ee][+-]0{1,3}");
  private static final Pattern OF_DAYS = Pattern.compile("[ymdhsegabnYMDHSEGABN]+");
  private static final Set<String> COLORS =
      Set.of(
          "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "黑色", "蓝色", "绿色",
          "红色", "黄色");

  /**
   * One section.
   *
   * @param before what stands before the digits
   * @param whole places before the point, as {@code 0} and {@code #}; others stand between digits
   * @param fraction places behind the point; null without a point
   * @param after what stands behind the digits
   * @param percents how many times it is taken by the hundred
   * @param thousands how many times it is divided by a thousand
   * @param exponent how the power of ten is written, as in {@code E+00}; null: it is not
   */
  private record Section(
      String before,
      List<Character> whole,
      String fraction,
      String after,
      boolean grouped,
      int percents,
      int thousands,
      String exponent) {

    boolean isText() {
      return whole.isEmpty() && fraction == null;
    }

    BigDecimal scaled(BigDecimal number) {
      return number
          .scaleByPowerOfTen(2 * percents - 3 * thousands)
          .setScale(digits(), RoundingMode.HALF_UP);
    }

    boolean isPlain() {
      return whole.stream().allMatch(NumberPattern::isPlace);
    }

    int digits() {
      return fraction == null ? 0 : fraction.length();
    }

    /** Digits behind the point that are shown though they are zero. */
    int fixedDigits() {
      return fraction == null ? 0 : fraction.lastIndexOf('0') + 1;
    }

    /** Digits before the point that are shown though they are zero. */
    int wholeDigits() {
      var places = whole.stream().filter(NumberPattern::isPlace).toList();
      int first = places.indexOf('0');
      return first < 0 ? 0 : places.size() - first;
    }
  }

  private final List<Section> sections;

  private NumberPattern(List<Section> sections) {
    this.sections = sections;
  }

  /** Empty when it has a part that means nothing. */
  static Optional<NumberPattern> of(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var reader = new Reader(pattern);
    return reader.read() ? Optional.of(new NumberPattern(reader.sections)) : Optional.empty();
  }

  /** Whether digits stand together, so that SQL can write them. */
  boolean hasSql() {
    return sections.stream().allMatch(one -> one.isPlain() && one.exponent == null);
  }

  private static boolean isPlace(char c) {
    return c == '0' || c == '#';
  }

  /** Reads section after section. */
  private static final class Reader {
    private final String pattern;
    private final List<Section> sections = new ArrayList<>();
    private int at;

    private StringBuilder before;
    private List<Character> whole;
    private StringBuilder between;
    private StringBuilder fraction;
    private StringBuilder after;
    private boolean grouped;
    private int percents;
    private int thousands;
    private String exponent;

    private Reader(String pattern) {
      this.pattern = pattern;
    }

    private boolean read() {
      do {
        begin();
        if (!section()) {
          return false;
        }
        sections.add(
            new Section(
                before.toString(),
                List.copyOf(whole),
                fraction == null ? null : fraction.toString(),
                after.toString(),
                grouped,
                percents,
                thousands,
                exponent));
      } while (at++ < pattern.length());
      var first = sections.getFirst();
      boolean digits = sections.size() > 1 || !first.whole.isEmpty() || first.fraction != null;
      // The fourth section is that of texts.
      return sections.size() <= 4 && digits;
    }

    private void begin() {
      before = new StringBuilder();
      whole = new ArrayList<>();
      between = new StringBuilder();
      fraction = null;
      after = new StringBuilder();
      grouped = false;
      percents = 0;
      thousands = 0;
      exponent = null;
    }

    private boolean section() {
      while (at < pattern.length() && pattern.charAt(at) != ';') {
        char c = pattern.charAt(at++);
        boolean understood =
            switch (c) {
              case '0', '#' -> place(c);
              case '.' -> point();
              case ',' -> comma();
              case '%' -> {
                percents++;
                yield text("%");
              }
              case '"', '\'' -> quoted(c);
              case '\\' -> at < pattern.length() && text(pattern.substring(at, ++at));
              case '_' -> at++ < pattern.length() && text(" ");
              case '[' -> bracket();
              case '@' -> sections.size() == 3 && text("@");
              case ']', '?', '*', '^', '~' -> false;
              default -> isLetterOfAscii(c) ? power() || word() : text(String.valueOf(c));
            };
        if (!understood) {
          return false;
        }
      }
      if (between.length() > 0) {
        after.insert(0, between);
      }
      return true;
    }

    /** The power of ten of a number in scientific notation: {@code E+00}. */
    private boolean power() {
      var written = POWER.matcher(pattern).region(at - 1, pattern.length());
      boolean begun = !whole.isEmpty() || fraction != null;
      if (!begun || exponent != null || !after.isEmpty() || !written.lookingAt()) {
        return false;
      }
      exponent = written.group();
      at = written.end();
      return true;
    }

    /** A unit or currency as it is, unless it might be a part of a day: {@code kg}, {@code USD}. */
    private boolean word() {
      int start = at - 1;
      while (at < pattern.length() && isLetterOfAscii(pattern.charAt(at))) {
        at++;
      }
      var word = pattern.substring(start, at);
      return !OF_DAYS.matcher(word).matches() && text(word);
    }

    private static boolean isLetterOfAscii(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private boolean place(char c) {
      if (exponent != null) {
        return false;
      }
      if (fraction != null) {
        fraction.append(c);
        return after.isEmpty() && thousands == 0;
      }
      between.chars().forEach(one -> whole.add((char) one));
      between.setLength(0);
      grouped |= thousands > 0;
      thousands = 0;
      whole.add(c);
      return true;
    }

    private boolean point() {
      if (fraction != null) {
        return false;
      }
      fraction = new StringBuilder();
      return between.isEmpty();
    }

    /** Between digits it groups them; behind them it divides by a thousand. */
    private boolean comma() {
      if (whole.isEmpty() && fraction == null) {
        return false;
      }
      thousands++;
      return between.isEmpty() && after.isEmpty();
    }

    /** A colour, which texts do not have, or a currency with its country. */
    private boolean bracket() {
      int end = pattern.indexOf(']', at);
      if (end < 0) {
        return false;
      }
      var inside = pattern.substring(at, end);
      at = end + 1;
      return inside.startsWith("$")
          ? text(inside.substring(1).replaceFirst("-.*", ""))
          : COLORS.contains(inside.toLowerCase(Locale.ROOT));
    }

    private boolean quoted(char quote) {
      int end = pattern.indexOf(quote, at);
      if (end < 0) {
        return false;
      }
      var text = pattern.substring(at, end);
      at = end + 1;
      return text(text) && text.chars().noneMatch(c -> isPlace((char) c) && !whole.isEmpty());
    }

    private boolean text(String text) {
      (fraction != null || exponent != null ? after : whole.isEmpty() ? before : between)
          .append(text);
      return true;
    }
  }

  String format(BigDecimal number) {
    return number.signum() < 0 && sections.size() > 1 && !isShownAsZero(sections.get(1), number)
        ? digits(sections.get(1), number.negate())
        : number.signum() == 0 && sections.size() > 2
            ? digits(sections.get(2), number)
            : digits(sections.getFirst(), number);
  }

  /** What is nothing once it is rounded is not below nothing. */
  private static boolean isShownAsZero(Section section, BigDecimal number) {
    return !section.isText() && section.exponent == null && section.scaled(number).signum() == 0;
  }

  private static String digits(Section section, BigDecimal number) {
    if (section.isText()) {
      return section.before + section.after;
    }
    return section.exponent == null
        ? digits(section, section.scaled(number), "")
        : scientific(section, number);
  }

  /** As many digits before the point as there are places for them, and the power of ten behind. */
  private static String scientific(Section section, BigDecimal number) {
    int places = (int) Math.max(1, section.whole.stream().filter(NumberPattern::isPlace).count());
    int power = number.signum() == 0 ? 0 : number.precision() - number.scale() - places;
    var shown = number.scaleByPowerOfTen(-power).setScale(section.digits(), RoundingMode.HALF_UP);
    if (shown.abs().compareTo(BigDecimal.TEN.pow(places)) >= 0) {
      power++;
      shown = number.scaleByPowerOfTen(-power).setScale(section.digits(), RoundingMode.HALF_UP);
    }
    var digits = String.valueOf(Math.abs(power));
    var sign = power < 0 ? "-" : section.exponent.charAt(1) == '+' ? "+" : "";
    return digits(
        section,
        shown,
        section.exponent.charAt(0)
            + sign
            + "0".repeat(Math.max(0, section.exponent.length() - 2 - digits.length()))
            + digits);
  }

  private static String digits(Section section, BigDecimal scaled, String power) {
    var digits = scaled.abs().toPlainString();
    int point = digits.indexOf('.');
    var whole = point < 0 ? digits : digits.substring(0, point);
    return (scaled.signum() < 0 ? "-" : "")
        + section.before
        + whole(section, whole.equals("0") ? "" : whole)
        + (section.fraction == null
            ? ""
            : "." + (point < 0 ? "" : fraction(section, digits.substring(point + 1))))
        + power
        + section.after;
  }

  private static String whole(Section section, String digits) {
    var filled = "0".repeat(Math.max(0, section.wholeDigits() - digits.length())) + digits;
    return section.isPlain() ? section.grouped ? grouped(filled) : filled : placed(section, filled);
  }

  private static String grouped(String digits) {
    var grouped = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      grouped.insert(i, ',');
    }
    return grouped.toString();
  }

  /** Digits from the right into their places; those that are over stand before the first. */
  private static String placed(Section section, String digits) {
    var placed = new StringBuilder();
    int left = digits.length();
    long places = section.whole.stream().filter(NumberPattern::isPlace).count();
    for (int i = section.whole.size() - 1; i >= 0; i--) {
      char c = section.whole.get(i);
      if (!isPlace(c)) {
        placed.insert(0, left > 0 ? String.valueOf(c) : "");
      } else if (--places == 0) {
        placed.insert(0, digits.substring(0, left));
      } else if (left > 0) {
        placed.insert(0, digits.charAt(--left));
      }
    }
    return placed.toString();
  }

  private static String fraction(Section section, String digits) {
    int end = digits.length();
    while (end > section.fixedDigits() && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  /**
   * SQL that shows a number; only if {@link #hasSql}.
   *
   * @param number a column or parameter, which is read several times
   */
  String sql(String number) {
    if (sections.size() == 1) {
      return sql(sections.getFirst(), number);
    }
    var sql = new StringBuilder("(CASE");
    var below = sections.get(1);
    sql.append(
        " WHEN "
            + (below.isText()
                ? number
                : "round(" + scaledSql(below, number) + ", " + below.digits() + ")")
            + " < 0 THEN "
            + sql(below, "(-" + number + ")"));
    if (sections.size() > 2) {
      sql.append(" WHEN " + number + " = 0 THEN " + sql(sections.get(2), number));
    }
    return sql.append(
            " WHEN " + number + " IS NOT NULL THEN " + sql(sections.getFirst(), number) + " END)")
        .toString();
  }

  private static String sql(Section section, String number) {
    if (section.whole.isEmpty() && section.fraction == null) {
      return SqlText.quoted(section.before + section.after);
    }
    return "(SELECT CASE WHEN v < 0 THEN '-' ELSE '' END || "
        + SqlText.quoted(section.before)
        + " || "
        + wholeSql(section)
        + (section.fraction == null ? "" : " || '.' || " + fractionSql(section))
        + " || "
        + SqlText.quoted(section.after)
        + " FROM (SELECT round("
        + scaledSql(section, number)
        + ", "
        + section.digits()
        + ") AS v) n)";
  }

  private static String scaledSql(Section section, String number) {
    int power = 2 * section.percents - 3 * section.thousands;
    return power == 0
        ? number
        : number + " * " + BigDecimal.ONE.scaleByPowerOfTen(power).toPlainString();
  }

  private static String wholeSql(Section section) {
    var digits = "CASE WHEN abs(v) < 1 THEN '' ELSE trunc(abs(v))::text END";
    int least = section.wholeDigits();
    var filled =
        least == 0
            ? "(" + digits + ")"
            : "(SELECT repeat('0', "
                + least
                + " - char_length(d)) || d FROM (SELECT "
                + digits
                + " AS d) w)";
    return section.grouped
        ? "reverse(regexp_replace(reverse(" + filled + "), '([0-9]{3})(?=[0-9])', '\\1,', 'g'))"
        : filled;
  }

  private static String fractionSql(Section section) {
    var digits = "split_part(abs(v)::text, '.', 2)";
    int fixed = section.fixedDigits();
    return fixed == section.digits()
        ? digits
        : "left("
            + digits
            + ", "
            + fixed
            + ") || rtrim(substr("
            + digits
            + ", "
            + (fixed + 1)
            + "), '0')";
  }
}
