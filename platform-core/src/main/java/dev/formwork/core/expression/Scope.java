package dev.formwork.core.expression;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;

/**
 * The context of one evaluation: record, row, time, zone, member, organisation. The time does not
 * change during an evaluation.
 *
 * @param row the subform row evaluated, null outside of subforms
 * @param me the member it is evaluated for, null for the system
 * @param facts null where there is no stored record
 * @param related what was found in other forms beforehand; null: nothing was asked
 * @param people the organisation
 */
public record Scope(
    Values record,
    Values row,
    OffsetDateTime now,
    ZoneId zone,
    UUID me,
    RecordFacts facts,
    WorkCalendar calendar,
    RelatedValues related,
    People people) {

  private static final Values NO_VALUES = _ -> null;

  /** The circumstances alone; {@link #of} says of what record. */
  public static Scope at(OffsetDateTime now, ZoneId zone, UUID me) {
    return new Scope(
        NO_VALUES, null, now, zone, me, null, WorkCalendar.WEEKDAYS, null, People.NOBODY);
  }

  public Scope on(Values otherRow) {
    return new Scope(record, otherRow, now, zone, me, facts, calendar, related, people);
  }

  public Scope of(Values otherRecord) {
    return new Scope(otherRecord, null, now, zone, me, facts, calendar, related, people);
  }

  public Scope about(RecordFacts other) {
    return new Scope(record, row, now, zone, me, other, calendar, related, people);
  }

  public Scope working(WorkCalendar other) {
    return new Scope(record, row, now, zone, me, facts, other, related, people);
  }

  public Scope knowing(RelatedValues other) {
    return new Scope(record, row, now, zone, me, facts, calendar, other, people);
  }

  public Scope among(People others) {
    return new Scope(record, row, now, zone, me, facts, calendar, related, others);
  }

  public LocalDate today() {
    return now.atZoneSameInstant(zone).toLocalDate();
  }
}
