package dev.formwork.workflow.compile;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * A cron expression: five fields, or six with seconds in front. Its times are those of a clock on
 * the wall. Where clocks are changed, a schedule with fixed hours rings once: what the clocks jump
 * over comes as much later as they jump, what they show twice comes the first time. A schedule for
 * every hour rings as often as hours pass.
 */
public final class CronExpression {

  private static final CronParser MINUTES =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  private static final CronParser SECONDS =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING));

  /** From where all times are sought: whether there are any is the same whenever one asks. */
  private static final LocalDateTime LONG_AGO = LocalDateTime.of(1999, 12, 31, 23, 59, 59);

  /** Ways to write that the hour does not matter; every second hour has fixed ones. */
  private static final Set<String> EVERY_HOUR = Set.of("*", "*/1", "0-23", "0-23/1");

  private final ExecutionTime times;
  private final boolean everyHour;

  private CronExpression(ExecutionTime times, boolean everyHour) {
    this.times = times;
    this.everyHour = everyHour;
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  public static CronExpression parse(String text) {
    if (text == null) {
      throw new IllegalArgumentException("A schedule needs a cron expression");
    }
    var fields = text.strip().split("\\s+");
    boolean withSeconds = fields.length == 6;
    var parser = withSeconds ? SECONDS : MINUTES;
    int hour = withSeconds ? 2 : 1;
    return new CronExpression(
        ExecutionTime.forCron(parser.parse(text.strip())),
        fields.length > hour ? EVERY_HOUR.contains(fields[hour]) : text.strip().equals("@hourly"));
  }

  /** Whether there is any time at all: none is on 30 February. */
  public boolean comes() {
    return onTheWall(LONG_AGO).isPresent();
  }

  /** The next time after a moment, by the clocks of a zone; empty when there is none any more. */
  public Optional<OffsetDateTime> after(OffsetDateTime moment, ZoneId zone) {
    return everyHour ? passing(moment, zone) : fixed(moment, zone);
  }

  /** The next time on a clock that nobody changes. */
  private Optional<LocalDateTime> onTheWall(LocalDateTime after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }

  /** Each time on the wall once; what is moved by a jump may come after a later one. */
  private Optional<OffsetDateTime> fixed(OffsetDateTime moment, ZoneId zone) {
    OffsetDateTime next = null;
    var wall = onTheWall(before(moment, zone));
    while (wall.isPresent() && (next == null || wall.get().isBefore(next.toLocalDateTime()))) {
      var at = wall.get().atZone(zone).toOffsetDateTime();
      if (at.isAfter(moment) && (next == null || at.isBefore(next))) {
        next = at;
      }
      wall = onTheWall(wall.get());
    }
    return Optional.ofNullable(next);
  }

  /** What the clock shows, or showed before it jumped over times that are still to come. */
  private static LocalDateTime before(OffsetDateTime moment, ZoneId zone) {
    var shown = moment.atZoneSameInstant(zone).toLocalDateTime();
    var last = zone.getRules().previousTransition(moment.toInstant().plusNanos(1));
    boolean jumpedLately =
        last != null
            && last.isGap()
            && shown.isBefore(last.getDateTimeAfter().plus(last.getDuration()));
    return jumpedLately ? last.getDateTimeBefore().minusNanos(1) : shown;
  }

  /** Each time that the clock really shows, also the second time. */
  private Optional<OffsetDateTime> passing(OffsetDateTime moment, ZoneId zone) {
    var rules = zone.getRules();
    var offset = rules.getOffset(moment.toInstant());
    var change = rules.nextTransition(moment.toInstant());
    var wall = onTheWall(moment.withOffsetSameInstant(offset).toLocalDateTime());
    while (wall.isPresent()
        && change != null
        && !wall.get().toInstant(offset).isBefore(change.getInstant())) {
      offset = change.getOffsetAfter();
      wall = onTheWall(change.getDateTimeAfter().minusNanos(1));
      change = rules.nextTransition(change.getInstant());
    }
    var shown = offset;
    return wall.map(time -> time.atOffset(shown));
  }
}
