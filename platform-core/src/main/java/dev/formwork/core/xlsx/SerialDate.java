package dev.formwork.core.xlsx;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Days and times as the numbers that workbooks keep them as. */
final class SerialDate {

  private static final LocalDate ZERO = LocalDate.of(1899, 12, 30);
  private static final LocalDate ZERO_1904 = LocalDate.of(1904, 1, 1);
  private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** Workbooks have a 29 February 1900; the days before it are counted one less. */
  private static final int FALSE_LEAP_DAY = 60;

  /** The day after 31 December 9999. */
  private static final BigDecimal END = BigDecimal.valueOf(2_958_466);

  private SerialDate() {}

  /** Whether spreadsheets show a number as a day or time, if they are to. */
  static boolean isOne(BigDecimal number) {
    return number.signum() >= 0 && number.compareTo(END) < 0;
  }

  /** A day, a time of day where the day is 0, or both. */
  static String text(BigDecimal number, boolean from1904) {
    var seconds = number.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact();
    long days = Math.floorDiv(seconds, 86_400L);
    var time = LocalTime.ofSecondOfDay(Math.floorMod(seconds, 86_400L));
    if (days == 0) {
      return TIME.format(time);
    }
    var day = from1904 ? ZERO_1904.plusDays(days) : day(days);
    return time.equals(LocalTime.MIDNIGHT) ? day.toString() : day + " " + TIME.format(time);
  }

  private static LocalDate day(long days) {
    return ZERO.plusDays(days < FALSE_LEAP_DAY ? days + 1 : days);
  }
}
