package dev.formwork.workflow.schedule;

import dev.formwork.workflow.compile.CronExpression;
import dev.formwork.workflow.definition.FlowSettings;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.runtime.InstanceStarter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Starts one flow for the times that have passed, with its state locked. Of times that were missed,
 * as many as the rules of the flow say.
 */
@ApplicationScoped
class ScheduledStarts {

  /** A time that is later than this is one that was missed. */
  private static final Duration LATE = Duration.ofSeconds(90);

  private final InstanceStarter instanceStarter;
  private final DateTrigger dates;

  ScheduledStarts(InstanceStarter instanceStarter, DateTrigger dates) {
    this.instanceStarter = instanceStarter;
    this.dates = dates;
  }

  /** Whether something was started; what becomes due next is stored with it. */
  Uni<Boolean> keep(ScheduleLock scheduleLock) {
    return scheduleLock
        .lock()
        .chain(
            found ->
                found == null
                    ? Uni.createFrom().item(false)
                    : keep(
                        scheduleLock,
                        ScheduleState.forRuleOf(found, scheduleLock.flow()),
                        OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS)));
  }

  private Uni<Boolean> keep(
      ScheduleLock scheduleLock, ScheduleState scheduleState, OffsetDateTime now) {
    return switch (scheduleLock.flow().definition().trigger()) {
      case Trigger.Schedule schedule -> scheduled(scheduleLock, schedule, scheduleState.at(), now);
      case Trigger.DateReached dateReached ->
          scheduleState.at() == null
              ? scheduleLock.saveNext(now).replaceWith(false)
              : dates
                  .start(scheduleLock, dateReached, scheduleState.at(), now)
                  .call(() -> scheduleLock.saveNext(now));
      default -> Uni.createFrom().item(false);
    };
  }

  private Uni<Boolean> scheduled(
      ScheduleLock scheduleLock,
      Trigger.Schedule schedule,
      OffsetDateTime due,
      OffsetDateTime now) {
    var cronExpression = CronExpression.parse(schedule.cron());
    var zone = schedule.zone() == null ? scheduleLock.zone() : ZoneId.of(schedule.zone());
    if (due == null) {
      return scheduleLock.saveNext(cronExpression.after(now, zone).orElse(null)).replaceWith(false);
    }
    if (due.isAfter(now)) {
      return Uni.createFrom().item(false);
    }
    var missedRuns = scheduleLock.flow().definition().rules().missed();
    boolean late = due.plus(LATE).isBefore(now);
    var next =
        cronExpression
            .after(missedRuns == FlowSettings.MissedRuns.EACH ? due : now, zone)
            .orElse(null);
    return late && missedRuns == FlowSettings.MissedRuns.SKIP
        ? scheduleLock.saveNext(next).replaceWith(false)
        : instanceStarter
            .startAll(
                scheduleLock.sql(),
                scheduleLock.workspace(),
                List.of(scheduleLock.startRequest(null, "")))
            .chain(() -> scheduleLock.saveNext(next))
            .replaceWith(true);
  }
}
