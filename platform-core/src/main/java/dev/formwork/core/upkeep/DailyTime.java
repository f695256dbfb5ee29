package dev.formwork.core.upkeep;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** A time of day that comes round, whatever clocks do in between. */
public final class DailyTime {

  private DailyTime() {}

  /**
   * The next moment after another at which it is that time in a zone; when a clock that goes
   * forward leaves it out, as soon after as it is there.
   */
  public static Instant next(LocalTime time, ZoneId zone, Instant after) {
    var day = after.atZone(zone).toLocalDate();
    var today = day.atTime(time).atZone(zone).toInstant();
    return today.isAfter(after) ? today : day.plusDays(1).atTime(time).atZone(zone).toInstant();
  }
}
