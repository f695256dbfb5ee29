package dev.formwork.core.expression.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** ISO 8601 days, moments and times of day, as texts in expressions write them. */
public final class IsoDates {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

  private static final Instant FIRST = Instant.parse("0001-01-02T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private IsoDates() {}

  public static boolean isDateOrMoment(String text) {
    return date(text).isPresent() || moment(text, ZoneId.of("UTC")).isPresent();
  }

  public static Optional<LocalDate> date(String text) {
    try {
      return Optional.ofNullable(storable(LocalDate.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A moment with its offset, or in this zone without one, as in {@code 2026-03-01 08:00}, or the
   * beginning of a day there.
   */
  public static Optional<OffsetDateTime> moment(String text, ZoneId zone) {
    try {
      return Optional.of(OffsetDateTime.parse(text)).filter(IsoDates::isStorable);
    } catch (DateTimeException e) {
      return local(text, zone)
          .or(() -> date(text).map(day -> day.atStartOfDay(zone).toOffsetDateTime()));
    }
  }

  private static Optional<OffsetDateTime> local(String text, ZoneId zone) {
    try {
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone))
          .map(ZonedDateTime::toOffsetDateTime)
          .filter(IsoDates::isStorable);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A time of day, to the second: {@code 09:30} or {@code 09:30:15}. */
  public static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text).truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** In UTC, to the second. */
  public static String text(OffsetDateTime moment) {
    return MOMENT.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
  }

  /**
   * Null outside the years 1 to 9999: PostgreSQL has no dates before 4713 BC, and nobody's business
   * needs more than four-digit years.
   */
  public static LocalDate storable(LocalDate date) {
    return date.getYear() >= 1 && date.getYear() <= 9999 ? date : null;
  }

  /** A day inside the range of dates, so that it has a date in every zone. */
  public static boolean isStorable(OffsetDateTime moment) {
    var instant = moment.toInstant();
    return !instant.isBefore(FIRST) && instant.isBefore(LAST);
  }

  /**
   * A moment in UTC as it leaves the server, always with seconds: {@code 2026-03-05T06:00:00Z}.
   *
   * @return null for null
   */
  public static String utc(OffsetDateTime moment) {
    return moment == null ? null : moment.toInstant().toString();
  }
}
