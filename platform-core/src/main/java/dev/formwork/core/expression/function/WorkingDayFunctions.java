package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.DATE;
import static dev.formwork.core.expression.function.FunctionBuilder.date;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Counting the days the workspace works, by its calendar. */
final class WorkingDayFunctions {

  /** As many working days are counted on, at most: ten years. */
  private static final int MAX_DAYS = 2_600;

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(DATE, "ISWORKDAY", "是否工作日")
              .takes(date("date"), holidays())
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          values[0] instanceof LocalDate day
                              && isWorkday(day, days(values[1]), evaluationContext.calendar())),
                  WorkingDayFunctions::isWorkdaySql)
              .help(
                  "Whether the workspace works on this day: its calendar decides, and the holidays given are days off, too.",
                  "工作区当天是否上班：以工作日历为准，所列假日也算休息。",
                  "ISWORKDAY(DATE(\"2026-03-02\"))",
                  "true"),
          scalar(DATE, "NETWORKDAYS", "工作日天数")
              .takes(date("from"), date("to"), holidays())
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          networkDays(values, evaluationContext.calendar())),
                  WorkingDayFunctions::networkDaysSql)
              .help(
                  "How many days the workspace works from one day to another, both included, by its calendar and without the holidays given.",
                  "两个日期之间（含首尾）的工作日天数，以工作日历为准，并扣除所列假日。",
                  "NETWORKDAYS(DATE(\"2026-03-02\"), DATE(\"2026-03-08\"))",
                  "5"),
          scalar(DATE, "WORKDAY", "第几个工作日")
              .takes(date("date"), number("days"), holidays())
              .gives(
                  ValueType.DATE,
                  FunctionBody.many(
                      (values, evaluationContext) -> workday(values, evaluationContext.calendar())),
                  WorkingDayFunctions::workdaySql)
              .help(
                  "The day some working days later, or earlier, by the calendar of the workspace and without the holidays given.",
                  "若干个工作日之后（或之前）的日期，以工作日历为准，并跳过所列假日。",
                  "WORKDAY(DATE(\"2026-03-06\"), 1)",
                  "2026-03-09"));

  private WorkingDayFunctions() {}

  private static Parameter holidays() {
    return Parameter.of("holidays", ValueType.DATES).or(null);
  }

  private static Set<Object> days(Object list) {
    return list instanceof List<?> days ? new HashSet<>(days) : Set.of();
  }

  private static boolean isWorkday(LocalDate day, Set<Object> holidays, WorkCalendar calendar) {
    return calendar.isWorkday(day) && !holidays.contains(day);
  }

  private static void isWorkdaySql(SqlWriter out, List<Expression> arguments) {
    out.append("(SELECT ");
    works(out, "d");
    out.append(" AND NOT COALESCE(d = ANY (h), FALSE) FROM (SELECT ");
    out.value(arguments.get(0));
    out.append(" AS d, ");
    out.value(arguments.get(1));
    out.append("::date[] AS h) w)");
  }

  /** Whether the calendar of the workspace works on a day. */
  private static void works(SqlWriter out, String day) {
    out.append("CASE WHEN extract(isodow FROM " + day + ") <= 5 THEN NOT " + day + " = ANY (");
    out.bind(out.scope().calendar().holidays().toArray(LocalDate[]::new), ValueType.DATES);
    out.append(") ELSE " + day + " = ANY (");
    out.bind(out.scope().calendar().workdays().toArray(LocalDate[]::new), ValueType.DATES);
    out.append(") END");
  }

  private static Object networkDays(Object[] values, WorkCalendar calendar) {
    if (!(values[0] instanceof LocalDate from && values[1] instanceof LocalDate to)) {
      return null;
    }
    if (from.isAfter(to)) {
      var turned = (BigDecimal) networkDays(new Object[] {to, from, values[2]}, calendar);
      return turned.negate();
    }
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    long count = days / 7 * 5;
    for (long i = days / 7 * 7; i < days; i++) {
      count += WorkCalendar.isWeekday(from.plusDays(i)) ? 1 : 0;
    }
    count -= between(from, to, calendar.holidays()).filter(WorkCalendar::isWeekday).count();
    count +=
        between(from, to, calendar.workdays()).filter(day -> !WorkCalendar.isWeekday(day)).count();
    count -= between(from, to, days(values[2])).filter(calendar::isWorkday).count();
    return DecimalMath.of(count);
  }

  private static Stream<LocalDate> between(LocalDate from, LocalDate to, Set<?> days) {
    return days.stream()
        .map(LocalDate.class::cast)
        .filter(day -> !day.isBefore(from) && !day.isAfter(to));
  }

  /** Whole weeks have five; only what is left of a week is looked at day by day. */
  private static void networkDaysSql(SqlWriter out, List<Expression> arguments) {
    var calendar = out.scope().calendar();
    out.append(
        "(SELECT (s * (n / 7 * 5 + (SELECT count(*) FROM generate_series(n / 7 * 7, n - 1) i WHERE extract(isodow FROM a + i) <= 5)");
    out.append(" - (SELECT count(*) FROM unnest(");
    out.bind(calendar.holidays().toArray(LocalDate[]::new), ValueType.DATES);
    out.append(") x WHERE x BETWEEN a AND b AND extract(isodow FROM x) <= 5)");
    out.append(" + (SELECT count(*) FROM unnest(");
    out.bind(calendar.workdays().toArray(LocalDate[]::new), ValueType.DATES);
    out.append(") x WHERE x BETWEEN a AND b AND extract(isodow FROM x) > 5)");
    out.append(" - (SELECT count(DISTINCT x) FROM unnest(h) x WHERE x BETWEEN a AND b AND ");
    works(out, "x");
    out.append(
        ")))::numeric FROM (SELECT LEAST(f, t) AS a, GREATEST(f, t) AS b, CASE WHEN f > t THEN -1 ELSE 1 END AS s, abs(t - f) + 1 AS n, h FROM (SELECT ");
    out.value(arguments.get(0));
    out.append(" AS f, ");
    out.value(arguments.get(1));
    out.append(" AS t, ");
    out.value(arguments.get(2));
    out.append("::date[] AS h) g WHERE f IS NOT NULL AND t IS NOT NULL) w)");
  }

  private static Object workday(Object[] values, WorkCalendar calendar) {
    if (!(values[0] instanceof LocalDate from && values[1] instanceof BigDecimal count)) {
      return null;
    }
    int left = DecimalMath.whole(count, -MAX_DAYS, MAX_DAYS);
    var holidays = days(values[2]);
    var day = from;
    int step = left < 0 ? -1 : 1;
    while (left != 0) {
      day = day.plusDays(step);
      left -= isWorkday(day, holidays, calendar) ? step : 0;
    }
    return IsoDates.storable(day);
  }

  /** Looks through as many days as surely hold so many working ones. */
  private static void workdaySql(SqlWriter out, List<Expression> arguments) {
    out.append(
        "(SELECT CASE WHEN n = 0 THEN f WHEN r BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN r END FROM (SELECT f, n, (SELECT f + i * sign(n)::int FROM generate_series(1, (abs(n) + COALESCE(cardinality(h), 0) + "
            + out.scope().calendar().holidays().size()
            + ") * 7 / 5 + 7) i WHERE ");
    works(out, "(f + i * sign(n)::int)");
    out.append(
        " AND NOT COALESCE((f + i * sign(n)::int) = ANY (h), FALSE) ORDER BY i OFFSET greatest(abs(n) - 1, 0) LIMIT 1) AS r FROM (SELECT ");
    out.value(arguments.get(0));
    out.append(" AS f, formwork.whole(");
    out.value(arguments.get(1));
    out.append(", -" + MAX_DAYS + ", " + MAX_DAYS + ")::int AS n, ");
    out.value(arguments.get(2));
    out.append("::date[] AS h) g WHERE f IS NOT NULL AND n IS NOT NULL) w)");
  }
}
