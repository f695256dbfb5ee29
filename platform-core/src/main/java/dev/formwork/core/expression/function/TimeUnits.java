package dev.formwork.core.expression.function;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.Program;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.value.DecimalMath;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Units of time that formulas write out: {@code "month"}. */
final class TimeUnits {

  private static final Set<String> OF_DAYS = Set.of("year", "quarter", "month", "week", "day");
  private static final Set<String> OF_MOMENTS =
      Set.of("year", "quarter", "month", "week", "day", "hour", "minute", "second");

  private TimeUnits() {}

  static boolean isOfDays(String unit) {
    return OF_DAYS.contains(unit.toLowerCase(Locale.ROOT));
  }

  static boolean isOfMoments(String unit) {
    return OF_MOMENTS.contains(unit.toLowerCase(Locale.ROOT));
  }

  /** How many months a unit of the calendar has; 0 for those that are a number of days. */
  static int months(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "year" -> 12;
      case "quarter" -> 3;
      case "month" -> 1;
      default -> 0;
    };
  }

  /** How many days a unit has; 0 for other units. */
  static int days(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "week" -> 7;
      case "day" -> 1;
      default -> 0;
    };
  }

  /** How many seconds a unit of the clock has; 0 for other units. */
  static int seconds(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "hour" -> 3600;
      case "minute" -> 60;
      case "second" -> 1;
      default -> 0;
    };
  }

  /** The unit that an argument writes out. */
  static String written(Expression argument) {
    return (String) ((Expression.Constant) argument).value();
  }

  static Program between(List<Program> arguments) {
    var from = arguments.get(0);
    var to = arguments.get(1);
    var unit = (String) arguments.get(2).run(null);
    int months = months(unit);
    return evaluationContext -> {
      if (!(from.run(evaluationContext) instanceof LocalDate a
          && to.run(evaluationContext) instanceof LocalDate b)) {
        return null;
      }
      return DecimalMath.of(
          months > 0
              ? ChronoUnit.MONTHS.between(a, b) / months
              : ChronoUnit.DAYS.between(a, b) / days(unit));
    };
  }

  /**
   * Whole months as java.time counts them: a month has 32 days here, so that only order matters.
   */
  static void betweenSql(SqlWriter out, List<Expression> arguments) {
    var unit = written(arguments.get(2));
    int months = months(unit);
    out.append("(SELECT trunc(")
        .append(
            months > 0
                ? "trunc((extract(year FROM b) * 384 + extract(month FROM b) * 32 + extract(day FROM b) - extract(year FROM a) * 384 - extract(month FROM a) * 32 - extract(day FROM a)) / 32) / "
                    + months
                : "(b - a)::numeric / " + days(unit))
        .append(") FROM (SELECT ");
    out.value(arguments.get(0));
    out.append(" AS a, ");
    out.value(arguments.get(1));
    out.append(" AS b) q)");
  }
}
