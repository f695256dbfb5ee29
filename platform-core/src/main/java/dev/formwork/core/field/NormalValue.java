package dev.formwork.core.field;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** The form in which values are stored, whoever gave them. */
final class NormalValue {

  private static final int MAX_INTEGER_DIGITS = 40;

  private NormalValue() {}

  /** Without surrounding spaces and null characters, which PostgreSQL takes in no text. */
  static String text(String text) {
    return presence(clean(text).strip());
  }

  /** The same, keeping the spaces in front, which indent a first line. */
  static String lines(String text) {
    return presence(clean(text).stripTrailing());
  }

  private static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  private static String presence(String text) {
    return text.isEmpty() ? null : text;
  }

  /** At its scale; one too large to be written out stays as it is, to be refused. */
  static BigDecimal number(BigDecimal number, int scale) {
    return isVast(number) ? number : number.setScale(scale, RoundingMode.HALF_UP);
  }

  /** Whether a number has more digits before the point than any field takes. */
  static boolean isVast(BigDecimal number) {
    return Math.abs((long) number.precision() - number.scale()) > MAX_INTEGER_DIGITS;
  }

  /** In microseconds, as PostgreSQL keeps it. */
  static OffsetDateTime moment(OffsetDateTime moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  /** The result of a formula, whatever its type. */
  static Object result(Object value, int scale) {
    return switch (value) {
      case String text -> text(text);
      case BigDecimal number -> number(number, scale);
      case OffsetDateTime moment -> moment(moment);
      default -> value;
    };
  }
}
