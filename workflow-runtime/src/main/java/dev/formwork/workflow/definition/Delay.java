package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How long, as ISO 8601 writes it: {@code P2D}, {@code P1W}, {@code P1M}, {@code PT4H}, {@code
 * P1DT30M}; a minus in front: that long before. Months and years are those of the calendar: a month
 * from 31 January is the last of February.
 *
 * @param months whole months; a year has twelve
 * @param days whole days
 * @param time the rest
 */
public record Delay(int months, int days, Duration time) {

  public static final Delay NONE = new Delay(0, 0, Duration.ZERO);

  private static final int MAX_MONTHS = 120;
  private static final int MAX_DAYS = 3_660;
  private static final int MONTHS_OF_YEAR = 12;

  /** So many days. */
  public static Delay ofDays(int days) {
    return new Delay(0, days, Duration.ZERO);
  }

  /**
   * @throws NotADelayException when the text is none
   */
  @JsonCreator
  public static Delay of(String text) {
    boolean before = text.startsWith("-");
    var plain = before ? text.substring(1) : text;
    int split = plain.indexOf('T');
    try {
      var date = split < 0 ? plain : plain.substring(0, split);
      var period = split >= 0 && date.equals("P") ? Period.ZERO : Period.parse(date);
      var rest = split < 0 ? Duration.ZERO : Duration.parse("P" + plain.substring(split));
      long months = period.toTotalMonths();
      long days = period.get(ChronoUnit.DAYS);
      if (months > MAX_MONTHS
          || months < 0
          || days > MAX_DAYS
          || days < 0
          || rest.isNegative()
          || rest.toDays() > MAX_DAYS) {
        throw new NotADelayException(text);
      }
      var delay = new Delay((int) months, (int) days, rest);
      return before ? delay.negated() : delay;
    } catch (DateTimeException | ArithmeticException _) {
      throw new NotADelayException(text);
    }
  }

  private Delay negated() {
    return new Delay(-months, -days, time.negated());
  }

  /** Whether it leads to before what it is counted from. */
  public boolean isBefore() {
    return months < 0 || days < 0 || time.isNegative();
  }

  /** The day so many months and days from another. */
  public LocalDate from(LocalDate day) {
    return day.plusMonths(months).plusDays(days);
  }

  /** By the clocks of a place, whatever offset they have. */
  public LocalDateTime from(LocalDateTime clock) {
    return clock.plusMonths(months).plusDays(days).plus(time);
  }

  /** The moment so long from another: months and days as the clocks of a zone count them. */
  public OffsetDateTime from(OffsetDateTime moment, ZoneId zone) {
    var from = moment.atZoneSameInstant(zone);
    var clock = from.toLocalDateTime().plusMonths(months).plusDays(days);
    return ZonedDateTime.ofLocal(clock, zone, from.getOffset()).plus(time).toOffsetDateTime();
  }

  /** The last day from which it leads no further than to a day. */
  public LocalDate lastDayBy(LocalDate day) {
    var last = day.minusDays(days).minusMonths(months);
    while (!from(last.plusDays(1)).isAfter(day)) {
      last = last.plusDays(1);
    }
    return last;
  }

  @JsonValue
  public String json() {
    int all = Math.abs(months);
    var json = new StringBuilder(isBefore() ? "-P" : "P");
    append(json, all / MONTHS_OF_YEAR, 'Y');
    append(json, all % MONTHS_OF_YEAR, 'M');
    append(json, Math.abs(days), 'D');
    var rest = time.abs();
    if (!rest.isZero()) {
      json.append(rest.toString(), 1, rest.toString().length());
    } else if (months == 0 && days == 0) {
      json.append("0D");
    }
    return json.toString();
  }

  private static void append(StringBuilder json, int number, char unit) {
    if (number != 0) {
      json.append(number).append(unit);
    }
  }
}
