package dev.formwork.core.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** ISO 8601 days and moments, as texts in expressions write them. */
final class Dates {

  private Dates() {}

  static boolean isDateOrMoment(String text) {
    return date(text).isPresent() || moment(text, ZoneId.of("UTC")).isPresent();
  }

  static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(Dates::isStorable);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A moment with its offset, or the beginning of a day in this zone. */
  static Optional<OffsetDateTime> moment(String text, ZoneId zone) {
    try {
      return Optional.of(OffsetDateTime.parse(text))
          .filter(moment -> isStorable(moment.toLocalDate()));
    } catch (DateTimeException e) {
      return date(text).map(day -> day.atStartOfDay(zone).toOffsetDateTime());
    }
  }

  /** PostgreSQL has no dates before 4713 BC; nobody's business needs more than four-digit years. */
  private static boolean isStorable(LocalDate date) {
    return date.getYear() >= 1 && date.getYear() <= 9999;
  }
}
