package dev.formwork.workflow.compile;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.Trigger;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Checks triggers by date and by cron schedule. */
final class Times {

  private Times() {}

  static void check(Trigger.Reached reached, CompiledForm form, List<Problem> problems) {
    var column = form.column(String.valueOf(reached.field()));
    boolean dated =
        column
            .filter(
                one ->
                    one.isStored()
                        && (one.type() == ColumnType.DATE || one.type() == ColumnType.DATE_TIME))
            .isPresent();
    if (!dated) {
      problems.add(
          Problem.at("/trigger/field", "flow-not-a-date", String.valueOf(reached.field())));
    }
    try {
      if (reached.after() != null) {
        Delay.of(reached.after());
      }
    } catch (IllegalArgumentException e) {
      problems.add(Problem.at("/trigger/after", "schema", e.getMessage()));
    }
    try {
      if (reached.at() != null) {
        LocalTime.parse(reached.at());
      }
    } catch (DateTimeException _) {
      problems.add(Problem.at("/trigger/at", "flow-not-a-time", reached.at()));
    }
  }

  static void check(Trigger.Schedule schedule, List<Problem> problems) {
    try {
      Cron.parse(schedule.cron());
    } catch (IllegalArgumentException _) {
      problems.add(Problem.at("/trigger/cron", "flow-cron", String.valueOf(schedule.cron())));
    }
    try {
      if (schedule.zone() != null) {
        ZoneId.of(schedule.zone());
      }
    } catch (DateTimeException _) {
      problems.add(Problem.at("/trigger/zone", "flow-zone", schedule.zone()));
    }
  }
}
