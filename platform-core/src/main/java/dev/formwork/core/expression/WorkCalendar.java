package dev.formwork.core.expression;

import java.time.LocalDate;
import java.util.Set;

/**
 * Which days a workspace works: Monday to Friday, but for its holidays and the weekend days it
 * works instead of them.
 *
 * @param holidays days off
 * @param workdays weekend days that are worked
 */
public record WorkCalendar(Set<LocalDate> holidays, Set<LocalDate> workdays) {

  /** Monday to Friday, whatever the date. */
  public static final WorkCalendar WEEKDAYS = new WorkCalendar(Set.of(), Set.of());

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
