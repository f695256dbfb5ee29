package dev.formwork.core.expression;

import dev.formwork.core.expression.value.SlotValues;
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
 * @param author who is noted as having made or changed something; null: nobody who is known. Mostly
 *     {@code me}, but for guests, in whose stead somebody else is meant
 * @param facts null where there is no stored record
 * @param related what was found in other forms beforehand; null: nothing was asked
 * @param people the organisation
 */
public record EvaluationContext(
    SlotValues record,
    SlotValues row,
    OffsetDateTime now,
    ZoneId zone,
    UUID me,
    UUID author,
    RecordMetadata facts,
    WorkCalendar calendar,
    SubqueryValues related,
    PeopleDirectory people) {

  private static final SlotValues NO_VALUES = _ -> null;

  /** The circumstances alone; {@link #of} says of what record. */
  public static EvaluationContext at(OffsetDateTime now, ZoneId zone, UUID me) {
    return new EvaluationContext(
        NO_VALUES,
        null,
        now,
        zone,
        me,
        me,
        null,
        WorkCalendar.WEEKDAYS,
        null,
        PeopleDirectory.NOBODY);
  }

  public EvaluationContext on(SlotValues otherRow) {
    return new EvaluationContext(
        record, otherRow, now, zone, me, author, facts, calendar, related, people);
  }

  public EvaluationContext of(SlotValues otherRecord) {
    return new EvaluationContext(
        otherRecord, null, now, zone, me, author, facts, calendar, related, people);
  }

  public EvaluationContext about(RecordMetadata other) {
    return new EvaluationContext(
        record, row, now, zone, me, author, other, calendar, related, people);
  }

  public EvaluationContext writtenBy(UUID other) {
    return new EvaluationContext(
        record, row, now, zone, me, other, facts, calendar, related, people);
  }

  public EvaluationContext working(WorkCalendar other) {
    return new EvaluationContext(record, row, now, zone, me, author, facts, other, related, people);
  }

  public EvaluationContext knowing(SubqueryValues other) {
    return new EvaluationContext(
        record, row, now, zone, me, author, facts, calendar, other, people);
  }

  public EvaluationContext among(PeopleDirectory others) {
    return new EvaluationContext(
        record, row, now, zone, me, author, facts, calendar, related, others);
  }

  public LocalDate today() {
    return now.atZoneSameInstant(zone).toLocalDate();
  }
}
