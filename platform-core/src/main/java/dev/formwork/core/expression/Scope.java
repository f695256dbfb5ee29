package dev.formwork.core.expression;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;

/**
 * What one evaluation sees. The time stands still for its length.
 *
 * @param row the subform row evaluated, null outside of subforms
 * @param me the member it is evaluated for, null for the system
 * @param facts null where there is no stored record
 * @param related what was found in other forms beforehand; null: nothing was asked
 */
public record Scope(
    Values record,
    Values row,
    OffsetDateTime now,
    ZoneId zone,
    UUID me,
    RecordFacts facts,
    WorkCalendar calendar,
    RelatedValues related) {

  private static final Values NO_VALUES = _ -> null;

  /** The circumstances alone; {@link #of} says of what record. */
  public static Scope at(OffsetDateTime now, ZoneId zone, UUID me) {
    return new Scope(NO_VALUES, null, now, zone, me, null, WorkCalendar.WEEKDAYS, null);
  }

  public Scope on(Values otherRow) {
    return new Scope(record, otherRow, now, zone, me, facts, calendar, related);
  }

  public Scope of(Values otherRecord) {
    return new Scope(otherRecord, null, now, zone, me, facts, calendar, related);
  }

  public Scope about(RecordFacts other) {
    return new Scope(record, row, now, zone, me, other, calendar, related);
  }

  public Scope working(WorkCalendar other) {
    return new Scope(record, row, now, zone, me, facts, other, related);
  }

  public Scope knowing(RelatedValues other) {
    return new Scope(record, row, now, zone, me, facts, calendar, other);
  }

  public LocalDate today() {
    return now.atZoneSameInstant(zone).toLocalDate();
  }
}
