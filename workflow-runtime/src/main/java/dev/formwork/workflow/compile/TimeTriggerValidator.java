package dev.formwork.workflow.compile;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.NotADelayException;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.problem.FlowProblem;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Checks triggers by date and by cron schedule. */
final class TimeTriggerValidator {

  private TimeTriggerValidator() {}

  static void check(Trigger.DateReached dateReached, CompiledForm form, List<Problem> problems) {
    var column = form.column(String.valueOf(dateReached.field()));
    boolean dated =
        column
            .filter(
                one ->
                    one.isStored()
                        && (one.type() == ColumnType.DATE || one.type() == ColumnType.DATE_TIME))
            .isPresent();
    if (!dated) {
      problems.add(
          Problem.at(
              "/trigger/field", FlowProblem.FLOW_NOT_A_DATE, String.valueOf(dateReached.field())));
    }
    try {
      if (dateReached.after() != null) {
        Delay.of(dateReached.after());
      }
    } catch (NotADelayException e) {
      problems.add(Problem.at("/trigger/after", FlowProblem.FLOW_NOT_A_DELAY, e.text()));
    }
    try {
      if (dateReached.at() != null) {
        LocalTime.parse(dateReached.at());
      }
    } catch (DateTimeException _) {
      problems.add(Problem.at("/trigger/at", FlowProblem.FLOW_NOT_A_TIME, dateReached.at()));
    }
  }

  /**
   * @param unsafe what keeps a new version from being published
   */
  static void check(Trigger.Schedule schedule, List<Problem> problems, List<Problem> unsafe) {
    try {
      if (!CronExpression.parse(schedule.cron()).comes()) {
        unsafe.add(Problem.at("/trigger/cron", FlowProblem.FLOW_CRON_NEVER, schedule.cron()));
      }
    } catch (IllegalArgumentException _) {
      problems.add(
          Problem.at("/trigger/cron", FlowProblem.FLOW_CRON, String.valueOf(schedule.cron())));
    }
    try {
      if (schedule.zone() != null) {
        ZoneId.of(schedule.zone());
      }
    } catch (DateTimeException _) {
      problems.add(Problem.at("/trigger/zone", FlowProblem.FLOW_ZONE, schedule.zone()));
    }
  }
}
