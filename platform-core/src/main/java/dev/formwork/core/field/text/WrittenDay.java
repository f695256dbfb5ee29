package dev.formwork.core.field.text;

import dev.formwork.core.expression.value.PlainText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Days as people and spreadsheets write them. A day that the calendar does not have is none. */
public final class WrittenDay {

  private static final Pattern YEAR_FIRST =
      Pattern.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})");
  private static final Pattern CHINESE =
      Pattern.compile("([0-9]{4}|[0-9]{2}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]");
  private static final Pattern COMPACT =
      Pattern.compile("((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})");
  private static final Pattern TWO_DIGITS =
      Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{1,2})");
  private static final Pattern DAY_AND_NAME =
      Pattern.compile(
          "([0-9]{1,2})(?:st|nd|rd|th|[.])?[- ]([A-Za-z]{3,9})[.,]?[- ]([0-9]{4}|[0-9]{2})");
  private static final Pattern NAME_AND_DAY =
      Pattern.compile("([A-Za-z]{3,9})[.]? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})");
  private static final Pattern YEAR_AND_NAME =
      Pattern.compile("([0-9]{4})[- ]([A-Za-z]{3,9})[.]?[- ]([0-9]{1,2})");
  private static final Pattern SERIAL = Pattern.compile("([0-9]{5})(?:[.,]0+)?");

  /** As the long formats of spreadsheets have it; it has to be that of the day. */
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "(?<before>[A-Za-z]{3,9})(?:,|[.],?)? (?<day>.*[0-9].*)|(?<dayZh>.*[日号]) ?(?:星期|周)(?<after>[一二三四五六日天])");

  private static final String WEEKDAYS = "一二三四五六日";

  private static final Pattern WITH_TIME =
      Pattern.compile(
          "(?<day>.*[^ T])(?:T| +|(?<=[日号]))(?<time>[0-9]{1,2}:[^Z+-]*?)(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?");

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** Day 0 of spreadsheets. */
  static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);

  private static final int FIRST_OF_LAST_CENTURY = 30;

  private WrittenDay() {}

  /** A day, also one written with a midnight; empty when it is none or its custom is not told. */
  public static Optional<LocalDate> read(String text, TextFormat format) {
    var plain = PlainText.of(text);
    var timed = WITH_TIME.matcher(plain);
    if (timed.matches()) {
      return WrittenTime.read(timed.group("time")).filter(LocalTime.MIDNIGHT::equals).isPresent()
          ? day(timed.group("day"), format)
          : Optional.empty();
    }
    return day(plain, format);
  }

  /** A day alone, its signs plain already. */
  static Optional<LocalDate> day(String plain, TextFormat format) {
    var yearFirst = YEAR_FIRST.matcher(plain);
    if (yearFirst.matches()) {
      return day(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
    }
    var compact = COMPACT.matcher(plain);
    if (compact.matches()) {
      return day(compact.group(1), compact.group(2), compact.group(3));
    }
    var serial = SERIAL.matcher(plain);
    if (serial.matches()) {
      return format.serialDates()
          ? Optional.of(SERIAL_ZERO.plusDays(Integer.parseInt(serial.group(1))))
          : Optional.empty();
    }
    return ordered(plain, format)
        .or(() -> chinese(plain, format))
        .or(() -> named(plain, format))
        .or(() -> ofWeekday(plain, format));
  }

  private static Optional<LocalDate> chinese(String plain, TextFormat format) {
    var found = CHINESE.matcher(plain);
    return found.matches() && (found.group(1).length() == 4 || format.twoDigitYears())
        ? day(written(found.group(1)), found.group(2), found.group(3))
        : Optional.empty();
  }

  /** A day behind or before the name of its weekday. */
  private static Optional<LocalDate> ofWeekday(String plain, TextFormat format) {
    var found = WEEKDAY.matcher(plain);
    if (!found.matches()) {
      return Optional.empty();
    }
    var weekday = weekday(found.group("before"), found.group("after"));
    return weekday.isEmpty()
        ? Optional.empty()
        : day(found.group("before") != null ? found.group("day") : found.group("dayZh"), format)
            .filter(day -> day.getDayOfWeek() == weekday.get());
  }

  private static Optional<DayOfWeek> weekday(String name, String chinese) {
    if (name == null) {
      return Optional.of(DayOfWeek.of(WEEKDAYS.indexOf(chinese.equals("天") ? "日" : chinese) + 1));
    }
    var plain = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().equals(plain) || day.name().substring(0, 3).equals(plain))
        .findFirst();
  }

  private static Optional<LocalDate> ordered(String plain, TextFormat format) {
    var last = YEAR_LAST.matcher(plain);
    if (last.matches()) {
      return format.dates() == null || format.dates() == DateOrder.YEAR_FIRST
          ? Optional.empty()
          : yearLast(last.group(1), last.group(3), last.group(4), format.dates());
    }
    var two = TWO_DIGITS.matcher(plain);
    if (!two.matches() || !format.twoDigitYears() || format.dates() == null) {
      return Optional.empty();
    }
    if (format.dates() == DateOrder.YEAR_FIRST) {
      return two.group(1).length() == 2
          ? day(fullYear(two.group(1)), two.group(3), two.group(4))
          : Optional.empty();
    }
    return two.group(4).length() == 2
        ? yearLast(two.group(1), two.group(3), fullYear(two.group(4)), format.dates())
        : Optional.empty();
  }

  private static Optional<LocalDate> yearLast(
      String first, String second, String year, DateOrder order) {
    return order == DateOrder.DAY_FIRST ? day(year, second, first) : day(year, first, second);
  }

  private static Optional<LocalDate> named(String plain, TextFormat format) {
    var dayFirst = DAY_AND_NAME.matcher(plain);
    if (dayFirst.matches()) {
      var year = dayFirst.group(3);
      return year.length() == 2 && !format.twoDigitYears()
          ? Optional.empty()
          : day(written(year), month(dayFirst.group(2)), dayFirst.group(1));
    }
    var yearFirst = YEAR_AND_NAME.matcher(plain);
    if (yearFirst.matches()) {
      return day(yearFirst.group(1), month(yearFirst.group(2)), yearFirst.group(3));
    }
    var nameFirst = NAME_AND_DAY.matcher(plain);
    return nameFirst.matches()
        ? day(nameFirst.group(3), month(nameFirst.group(1)), nameFirst.group(2))
        : Optional.empty();
  }

  /** Whether a text is a day whose year has two digits. */
  static boolean hasTwoDigitYear(String plain) {
    var named = DAY_AND_NAME.matcher(plain);
    var chinese = CHINESE.matcher(plain);
    return TWO_DIGITS.matcher(plain).matches()
        || named.matches() && named.group(3).length() == 2
        || chinese.matches() && chinese.group(1).length() == 2;
  }

  /** The number of a month by its English name or the first three letters; 0: none. */
  private static String month(String name) {
    var plain = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.size(); i++) {
      var month = MONTHS.get(i);
      if (month.equals(plain) || month.substring(0, 3).equals(plain)) {
        return Integer.toString(i + 1);
      }
    }
    return plain.equals("sept") ? "9" : "0";
  }

  /** A year as it was written, two digits completed. */
  private static String written(String year) {
    return year.length() == 2 ? fullYear(year) : year;
  }

  private static String fullYear(String digits) {
    return (Integer.parseInt(digits) < FIRST_OF_LAST_CENTURY ? "20" : "19") + digits;
  }

  /** There was no year 0. */
  private static Optional<LocalDate> day(String year, String month, String day) {
    if (year.equals("0000")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
