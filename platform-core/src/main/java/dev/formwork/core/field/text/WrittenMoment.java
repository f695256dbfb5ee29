package dev.formwork.core.field.text;

import dev.formwork.core.expression.value.PlainText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Moments as people and programs write them. */
public final class WrittenMoment {

  private static final Pattern WITH_TIME =
      Pattern.compile(
          "(?<day>.*[^ T])(?:T| +|(?<=[日号]))(?<time>(?:上午|早上|凌晨|下午|晚上)? ?[0-9]{1,2}(?:[:时点]| ?[AaPp][.]?[Mm])[^Z+-]*?)"
              + "(?: ?(?<offset>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2})?)?))?");
  private static final Pattern SERIAL = Pattern.compile("[0-9]{5}[.,][0-9]{1,15}");
  private static final BigDecimal SECONDS_OF_DAY = BigDecimal.valueOf(86_400);

  private WrittenMoment() {}

  /**
   * A moment with an offset, or a time of the format's zone; a day alone is its beginning. Empty
   * for a time that a change of clocks skips or has twice.
   */
  public static Optional<OffsetDateTime> read(String text, TextFormat format) {
    var plain = PlainText.of(text);
    var timed = WITH_TIME.matcher(plain);
    if (timed.matches()) {
      return WrittenDay.day(timed.group("day"), format)
          .flatMap(day -> WrittenTime.read(timed.group("time")).map(day::atTime))
          .flatMap(local -> at(local, timed.group("offset"), format.zone()));
    }
    if (format.serialDates() && SERIAL.matcher(plain).matches()) {
      return at(serial(plain.replace(',', '.')), null, format.zone());
    }
    return WrittenDay.day(plain, format)
        .map(day -> day.atStartOfDay(format.zone()).toOffsetDateTime());
  }

  private static Optional<OffsetDateTime> at(LocalDateTime local, String offset, ZoneId zone) {
    if (offset != null) {
      try {
        return Optional.of(
            local.atOffset(
                Character.isLetter(offset.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(offset)));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
    var offsets = zone.getRules().getValidOffsets(local);
    return offsets.size() == 1 ? Optional.of(local.atOffset(offsets.getFirst())) : Optional.empty();
  }

  /** Spreadsheets count the time as a part of the day; they show whole seconds. */
  private static LocalDateTime serial(String digits) {
    var number = new BigDecimal(digits);
    var days = number.setScale(0, RoundingMode.DOWN);
    var seconds = number.subtract(days).multiply(SECONDS_OF_DAY).setScale(0, RoundingMode.HALF_UP);
    return WrittenDay.SERIAL_ZERO
        .plusDays(days.longValueExact())
        .atStartOfDay()
        .plusSeconds(seconds.longValueExact());
  }
}
