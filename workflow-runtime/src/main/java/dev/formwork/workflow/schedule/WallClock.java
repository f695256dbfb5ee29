package dev.formwork.workflow.schedule;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * A clock on the wall of a zone that never goes back: while the others show an hour a second time,
 * it stands still. What comes when it passes a time comes once.
 */
record WallClock(ZoneId zone) {

  LocalDateTime at(OffsetDateTime moment) {
    var shown = moment.atZoneSameInstant(zone).toLocalDateTime();
    var last = zone.getRules().previousTransition(moment.toInstant().plusNanos(1));
    return last != null && last.isOverlap() && shown.isBefore(last.getDateTimeBefore())
        ? last.getDateTimeBefore()
        : shown;
  }
}
