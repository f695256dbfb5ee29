package dev.formwork.workflow.engine;

import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.Delay;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/**
 * When a length of time is over. In working time, days are working days and hours are those from
 * nine to six; what begins outside of them begins with the next. Months are those of the calendar;
 * in working time they end with a working day.
 */
public final class DueTimes {

  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(18, 0);

  private DueTimes() {}

  public static OffsetDateTime after(
      OffsetDateTime from, Delay delay, Deadline.Calendar counted, WorkCalendar calendar) {
    return switch (counted) {
      case REAL -> delay.from(from, calendar.zone());
      case WORKING -> working(from, delay, calendar);
    };
  }

  private static OffsetDateTime working(OffsetDateTime from, Delay delay, WorkCalendar calendar) {
    var at = inHours(from.atZoneSameInstant(calendar.zone()), calendar);
    if (delay.months() > 0) {
      at = onWorkday(at.plusMonths(delay.months()), calendar);
    }
    for (int day = 0; day < delay.days(); day++) {
      at = nextDay(at, calendar);
    }
    var left = delay.time();
    while (!left.isZero() && !left.isNegative()) {
      var today = Duration.between(at.toLocalTime(), CLOSES);
      if (left.compareTo(today) <= 0) {
        return at.plus(left).toOffsetDateTime();
      }
      left = left.minus(today);
      at = nextDay(at, calendar).with(OPENS);
    }
    return at.toOffsetDateTime();
  }

  private static ZonedDateTime inHours(ZonedDateTime at, WorkCalendar calendar) {
    if (!calendar.isWorkday(at.toLocalDate()) || !at.toLocalTime().isBefore(CLOSES)) {
      return nextDay(at, calendar).with(OPENS);
    }
    return at.toLocalTime().isBefore(OPENS) ? at.with(OPENS) : at;
  }

  /** The same time on the next working day; there is one within a year, or the next day is. */
  private static ZonedDateTime nextDay(ZonedDateTime at, WorkCalendar calendar) {
    return onWorkday(at.plusDays(1), calendar);
  }

  /** That day, or the next that is worked. */
  private static ZonedDateTime onWorkday(ZonedDateTime at, WorkCalendar calendar) {
    var day = at;
    for (int i = 0; i < 366 && !calendar.isWorkday(day.toLocalDate()); i++) {
      day = day.plusDays(1);
    }
    return day;
  }
}
