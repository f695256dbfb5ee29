package dev.formwork.core.expression;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * A workspace's time: when its days begin, and which of them it works. Those are Monday to Friday,
 * but for its holidays and the weekend days it works instead of them.
 *
 * @param holidays days off
 * @param workdays weekend days that are worked
 * @param zone in which {@code TODAY()} is today, whoever asks
 */
public record WorkCalendar(Set<LocalDate> holidays, Set<LocalDate> workdays, ZoneId zone) {

  /** Monday to Friday, whatever the date, in UTC. */
  public static final WorkCalendar WEEKDAYS = new WorkCalendar(Set.of(), Set.of(), ZoneOffset.UTC);

  public WorkCalendar {
    holidays = Set.copyOf(holidays);
    workdays = Set.copyOf(workdays);
  }

  public boolean isWorkday(LocalDate day) {
    return isWeekday(day) ? !holidays.contains(day) : workdays.contains(day);
  }

  /** Monday to Friday. */
  public static boolean isWeekday(LocalDate day) {
    return day.getDayOfWeek().getValue() <= 5;
  }
}
