package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.DATE;
import static dev.formwork.core.expression.function.FunctionBuilder.date;
import static dev.formwork.core.expression.function.FunctionBuilder.moment;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Program;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;

/** Going along the calendar. Months end where they end: 31 January plus a month is 28 February. */
final class DateArithmeticFunctions {

  /** Further than any calendar goes, and small enough to count with. */
  private static final int MAX_STEPS = 4_000_000;

  private static final int MAX_MONTHS = 120_000;
  private static final int MAX_SECONDS = 2_000_000_000;

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(DATE, "DATEADD", "日期加减")
              .takes(date("date"), number("count"), TimeUnits.ofDays())
              .gives(
                  ValueType.DATE,
                  DateArithmeticFunctions::addToDay,
                  DateArithmeticFunctions::addToDaySql)
              .takes(moment("moment"), number("count"), TimeUnits.ofMoments())
              .gives(
                  ValueType.DATE_TIME,
                  DateArithmeticFunctions::addToMoment,
                  DateArithmeticFunctions::addToMomentSql)
              .help(
                  "Later by units: year, quarter, month, week, day, and for moments hour, minute, second; earlier by negative ones.",
                  "加上若干年（year）、季（quarter）、月（month）、周（week）、天（day），时刻还可用 hour、minute、second；负数为向前。",
                  "DATEADD(DATE(\"2026-01-31\"), 1, \"month\")",
                  "2026-02-28"),
          scalar(DATE, "ADDDAYS", "加天数")
              .takes(date("date"), number("days"))
              .gives(
                  ValueType.DATE,
                  FunctionBody.two(
                      LocalDate.class,
                      BigDecimal.class,
                      (day, days) -> day.plusDays(DecimalMath.whole(days, -MAX_STEPS, MAX_STEPS))),
                  inRange(
                      "formwork.days_later({0}::timestamp, " + whole("{1}", MAX_STEPS) + ")::date"))
              .help("Later by days.", "加上若干天。", "ADDDAYS(DATE(\"2026-02-27\"), 2)", "2026-03-01"),
          scalar(DATE, "ADDMONTHS", "加月数")
              .takes(date("date"), number("months"))
              .gives(
                  ValueType.DATE,
                  FunctionBody.two(
                      LocalDate.class,
                      BigDecimal.class,
                      (day, months) ->
                          day.plusMonths(DecimalMath.whole(months, -MAX_MONTHS, MAX_MONTHS))),
                  inRange(
                      "formwork.months_later({0}::timestamp, "
                          + whole("{1}", MAX_MONTHS)
                          + ")::date"))
              .help(
                  "Later by months.",
                  "加上若干个月。",
                  "ADDMONTHS(DATE(\"2026-01-31\"), 1)",
                  "2026-02-28"),
          scalar(DATE, "EOMONTH", "月末")
              .takes(date("date"), number("months").or(BigDecimal.ZERO))
              .gives(
                  ValueType.DATE,
                  FunctionBody.two(
                      LocalDate.class,
                      BigDecimal.class,
                      (day, months) -> {
                        var later =
                            day.plusMonths(DecimalMath.whole(months, -MAX_MONTHS, MAX_MONTHS));
                        return later.withDayOfMonth(later.lengthOfMonth());
                      }),
                  inRange(
                      "(date_trunc('month', formwork.months_later({0}::timestamp, "
                          + whole("{1}", MAX_MONTHS)
                          + ")) + interval '1 month' - interval '1 day')::date"))
              .help(
                  "The last day of the month, or of one some months later.",
                  "当月或若干个月后的月末。",
                  "EOMONTH(DATE(\"2026-01-15\"), 1)",
                  "2026-02-28"),
          scalar(DATE, "STARTOF", "期初")
              .takes(date("date"), TimeUnits.ofDays())
              .gives(
                  ValueType.DATE,
                  DateArithmeticFunctions::startOfDay,
                  (out, arguments) -> edge(out, arguments, ""))
              .help(
                  "The first day of the year, quarter, month or week.",
                  "所在年、季、月、周的第一天。",
                  "STARTOF(DATE(\"2026-05-20\"), \"quarter\")",
                  "2026-04-01"),
          scalar(DATE, "ENDOF", "期末")
              .takes(date("date"), TimeUnits.ofDays())
              .gives(
                  ValueType.DATE,
                  DateArithmeticFunctions::endOfDay,
                  (out, arguments) ->
                      edge(
                          out,
                          arguments,
                          " + interval '"
                              + (unit(arguments).equals("quarter")
                                  ? "3 month"
                                  : "1 " + unit(arguments))
                              + "' - interval '1 day'"))
              .help(
                  "The last day of the year, quarter, month or week.",
                  "所在年、季、月、周的最后一天。",
                  "ENDOF(DATE(\"2026-05-20\"), \"week\")",
                  "2026-05-24"));

  private DateArithmeticFunctions() {}

  private static String whole(String number, int limit) {
    return "formwork.whole(" + number + ", -" + limit + ", " + limit + ")";
  }

  /** Empty outside the years 1 to 9999. */
  private static String inRange(String day) {
    return "(SELECT CASE WHEN r BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN r END FROM (SELECT "
        + day
        + " AS r) w)";
  }

  private static Program addToDay(List<Program> arguments) {
    var day = arguments.get(0);
    var count = arguments.get(1);
    var unit = TimeUnits.word((String) arguments.get(2).run(null));
    int months = TimeUnits.months(unit);
    return evaluationContext -> {
      if (!(day.run(evaluationContext) instanceof LocalDate from
          && count.run(evaluationContext) instanceof BigDecimal number)) {
        return null;
      }
      return months > 0
          ? from.plusMonths((long) months * DecimalMath.whole(number, -MAX_MONTHS, MAX_MONTHS))
          : from.plusDays(
              (long) TimeUnits.days(unit) * DecimalMath.whole(number, -MAX_STEPS, MAX_STEPS));
    };
  }

  private static void addToDaySql(SqlWriter out, List<Expression> arguments) {
    var unit = TimeUnits.unit(arguments.get(2));
    int months = TimeUnits.months(unit);
    out.append(
        "(SELECT CASE WHEN r BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN r END FROM (SELECT ");
    out.append(months > 0 ? "formwork.months_later((" : "formwork.days_later((");
    out.value(arguments.get(0));
    out.append(")::timestamp, " + (months > 0 ? months : TimeUnits.days(unit)) + " * ");
    clamped(out, arguments.get(1), months > 0 ? MAX_MONTHS : MAX_STEPS);
    out.append(")::date AS r) w)");
  }

  private static void clamped(SqlWriter out, Expression number, int limit) {
    out.append("formwork.whole(");
    out.value(number);
    out.append(", -" + limit + ", " + limit + ")");
  }

  private static Program addToMoment(List<Program> arguments) {
    var moment = arguments.get(0);
    var count = arguments.get(1);
    var unit = TimeUnits.word((String) arguments.get(2).run(null));
    return evaluationContext ->
        moment.run(evaluationContext) instanceof OffsetDateTime from
                && count.run(evaluationContext) instanceof BigDecimal number
            ? later(from.atZoneSameInstant(evaluationContext.zone()), number, unit)
                .toOffsetDateTime()
            : null;
  }

  private static ZonedDateTime later(ZonedDateTime from, BigDecimal count, String unit) {
    if (TimeUnits.months(unit) > 0) {
      return from.plusMonths(
          (long) TimeUnits.months(unit) * DecimalMath.whole(count, -MAX_MONTHS, MAX_MONTHS));
    }
    return TimeUnits.days(unit) > 0
        ? from.plusDays(
            (long) TimeUnits.days(unit) * DecimalMath.whole(count, -MAX_STEPS, MAX_STEPS))
        : from.plusSeconds(
            (long) TimeUnits.seconds(unit) * DecimalMath.whole(count, -MAX_SECONDS, MAX_SECONDS));
  }

  private static void addToMomentSql(SqlWriter out, List<Expression> arguments) {
    var unit = TimeUnits.unit(arguments.get(2));
    boolean byClock = TimeUnits.seconds(unit) > 0;
    out.append(
        "(SELECT CASE WHEN r >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND r < TIMESTAMPTZ '9999-12-31 00:00:00+00' THEN r END FROM (SELECT (");
    if (byClock) {
      out.append("formwork.seconds_later(");
      out.value(arguments.get(0));
      out.append(", " + TimeUnits.seconds(unit) + "::bigint * ");
      clamped(out, arguments.get(1), MAX_SECONDS);
      out.append("))");
    } else {
      alongCalendar(out, arguments, unit);
    }
    out.append(" AS r) w)");
  }

  /**
   * The same time of day on another day: with the offset that the moment has, where the zone has it
   * on that day, too, as where the clock is set back.
   */
  private static void alongCalendar(SqlWriter out, List<Expression> arguments, String unit) {
    boolean months = TimeUnits.months(unit) > 0;
    out.append(
        "SELECT CASE WHEN p AT TIME ZONE z = l THEN p ELSE l AT TIME ZONE z END FROM (SELECT l, z, (l - o) AT TIME ZONE 'UTC' AS p FROM (SELECT z, (m AT TIME ZONE z) - (m AT TIME ZONE 'UTC') AS o, ");
    out.append(months ? "formwork.months_later(" : "formwork.days_later(");
    out.append(
        "m AT TIME ZONE z, " + (months ? TimeUnits.months(unit) : TimeUnits.days(unit)) + " * ");
    clamped(out, arguments.get(1), months ? MAX_MONTHS : MAX_STEPS);
    out.append(") AS l FROM (SELECT ");
    out.value(arguments.get(0));
    out.append(" AS m, ");
    out.bind(out.scope().zone().getId(), ValueType.TEXT);
    out.append(" AS z) a) b) c)");
  }

  private static String unit(List<Expression> arguments) {
    return TimeUnits.unit(arguments.get(1));
  }

  private static void edge(SqlWriter out, List<Expression> arguments, String further) {
    out.append(
        "(SELECT CASE WHEN r BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN r END FROM (SELECT (date_trunc('"
            + unit(arguments)
            + "', (");
    out.value(arguments.getFirst());
    out.append(")::timestamp)" + further + ")::date AS r) w)");
  }

  private static Program startOfDay(List<Program> arguments) {
    return onUnit(arguments, DateArithmeticFunctions::start);
  }

  private static Program endOfDay(List<Program> arguments) {
    return onUnit(arguments, DateArithmeticFunctions::end);
  }

  private static Program onUnit(
      List<Program> arguments, java.util.function.BiFunction<LocalDate, String, LocalDate> edge) {
    var day = arguments.get(0);
    var unit = TimeUnits.word((String) arguments.get(1).run(null));
    return evaluationContext ->
        day.run(evaluationContext) instanceof LocalDate date ? edge.apply(date, unit) : null;
  }

  private static LocalDate start(LocalDate day, String unit) {
    return switch (unit) {
      case "year" -> day.withDayOfYear(1);
      case "quarter" -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
      case "month" -> day.withDayOfMonth(1);
      case "week" -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
      default -> day;
    };
  }

  private static LocalDate end(LocalDate day, String unit) {
    var start = start(day, unit);
    return TimeUnits.months(unit) > 0
        ? start.plusMonths(TimeUnits.months(unit)).minusDays(1)
        : start.plusDays(TimeUnits.days(unit) - 1L);
  }
}
