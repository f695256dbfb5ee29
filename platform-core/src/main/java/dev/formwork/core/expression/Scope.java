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
 */
public record Scope(Values record, Values row, OffsetDateTime now, ZoneId zone, UUID me) {

  Scope on(Values otherRow) {
    return new Scope(record, otherRow, now, zone, me);
  }

  public Scope of(Values otherRecord) {
    return new Scope(otherRecord, null, now, zone, me);
  }

  LocalDate today() {
    return now.atZoneSameInstant(zone).toLocalDate();
  }
}
