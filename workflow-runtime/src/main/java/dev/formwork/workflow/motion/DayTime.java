package dev.formwork.workflow.motion;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * The moment of a day: a time in a zone, and a while after it. Where clocks are set forward over
 * it, it comes as much later; where they are set back over it, it comes the first time.
 *
 * @param shift may be negative
 */
record DayTime(LocalTime at, ZoneId zone, Duration shift) {

  /** The last day whose moment came. */
  LocalDate lastBy(OffsetDateTime now) {
    var day = now.minus(shift).atZoneSameInstant(zone).toLocalDate();
    return momentOf(day).isAfter(now) ? day.minusDays(1) : day;
  }

  private OffsetDateTime momentOf(LocalDate day) {
    return day.atTime(at).atZone(zone).plus(shift).toOffsetDateTime();
  }
}
