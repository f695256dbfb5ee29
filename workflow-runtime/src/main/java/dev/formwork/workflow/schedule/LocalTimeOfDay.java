package dev.formwork.workflow.schedule;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * A time of day in a zone, with an offset from it. In a gap of daylight saving it is as much later
 * as the gap is long; in an overlap it is the first of the two.
 *
 * @param shift may be negative
 */
record LocalTimeOfDay(LocalTime at, ZoneId zone, Duration shift) {

  /** The last day whose moment came. */
  LocalDate lastBy(OffsetDateTime now) {
    var day = now.minus(shift).atZoneSameInstant(zone).toLocalDate();
    return momentOf(day).isAfter(now) ? day.minusDays(1) : day;
  }

  /** When the next day's moment comes. */
  OffsetDateTime nextAfter(OffsetDateTime now) {
    return momentOf(lastBy(now).plusDays(1));
  }

  private OffsetDateTime momentOf(LocalDate day) {
    return day.atTime(at).atZone(zone).plus(shift).toOffsetDateTime();
  }
}
