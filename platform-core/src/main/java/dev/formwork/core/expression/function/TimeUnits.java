package dev.formwork.core.expression.function;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.Program;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.value.DecimalMath;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Units of time that formulas write out: {@code "month"}. */
final class TimeUnits {

  static final String DAYS_EXAMPLES = "year, quarter, month, week, day";
  private static final String MOMENTS_EXAMPLES = DAYS_EXAMPLES + ", hour, minute, second";

  /** Each unit by the words and letters that people write for it. */
  private static final Map<String, String> WORDS =
      words(
          "year years y yyyy yy 年",
          "quarter quarters q qq 季 季度",
          "month months m mm mon 月",
          "week weeks w ww 周 星期",
          "day days d dd 天 日",
          "hour hours h hh 时 小时",
          "minute minutes min mins mi 分 分钟",
          "second seconds sec secs s ss 秒");

  private static final Set<String> OF_DAYS = Set.of("year", "quarter", "month", "week", "day");
  private static final Set<String> OF_REST = Set.of("ym", "md", "yd");

  private TimeUnits() {}

  private static Map<String, String> words(String... lines) {
    var words = new HashMap<String, String>();
    for (var line : lines) {
      var all = line.split(" ");
      for (var word : all) {
        words.put(word, all[0]);
      }
    }
    return Map.copyOf(words);
  }

  static Parameter ofDays() {
    return Parameter.literal("unit", TimeUnits::isOfDays, DAYS_EXAMPLES);
  }

  static Parameter ofMoments() {
    return Parameter.literal("unit", TimeUnits::isOfMoments, MOMENTS_EXAMPLES);
  }

  /** The unit that is meant; what was written where none is. */
  static String word(String written) {
    var small = written.strip().toLowerCase(Locale.ROOT);
    return WORDS.getOrDefault(small, small);
  }

  static boolean isOfDays(String unit) {
    return OF_DAYS.contains(word(unit));
  }

  static boolean isOfMoments(String unit) {
    return WORDS.containsValue(word(unit));
  }

  /** Units of what is left beyond whole ones. */
  static boolean isOfRest(String unit) {
    return OF_REST.contains(unit.strip().toLowerCase(Locale.ROOT));
  }

  /** How many months a unit of the calendar has; 0 for those that are a number of days. */
  static int months(String unit) {
    return switch (unit) {
      case "year" -> 12;
      case "quarter" -> 3;
      case "month" -> 1;
      default -> 0;
    };
  }

  /** How many days a unit has; 0 for other units. */
  static int days(String unit) {
    return switch (unit) {
      case "week" -> 7;
      case "day" -> 1;
      default -> 0;
    };
  }

  /** How many seconds a unit of the clock has; 0 for other units. */
  static int seconds(String unit) {
    return switch (unit) {
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

  /** The unit that an argument means. */
  static String unit(Expression argument) {
    return word(written(argument));
  }

  static Program between(List<Program> arguments) {
    var from = arguments.get(0);
    var to = arguments.get(1);
    var unit = word((String) arguments.get(2).run(null));
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
    var unit = unit(arguments.get(2));
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

  /** What is left beyond whole years or months, in months or days. */
  static Program rest(List<Program> arguments) {
    var from = arguments.get(0);
    var to = arguments.get(1);
    var unit = ((String) arguments.get(2).run(null)).strip().toLowerCase(Locale.ROOT);
    return evaluationContext ->
        from.run(evaluationContext) instanceof LocalDate a
                && to.run(evaluationContext) instanceof LocalDate b
            ? DecimalMath.of(rest(a, b, unit))
            : null;
  }

  private static long rest(LocalDate from, LocalDate to, String unit) {
    long months = ChronoUnit.MONTHS.between(from, to);
    return switch (unit) {
      case "ym" -> months % 12;
      case "md" -> ChronoUnit.DAYS.between(from.plusMonths(months), to);
      default -> ChronoUnit.DAYS.between(from.plusMonths(months / 12 * 12), to);
    };
  }

  static void restSql(SqlWriter out, List<Expression> arguments) {
    var unit = written(arguments.get(2)).strip().toLowerCase(Locale.ROOT);
    out.append("(SELECT ")
        .append(
            switch (unit) {
              case "ym" -> "mod(m, 12)";
              case "md" -> "(b - formwork.months_later(a::timestamp, m::int)::date)::numeric";
              default ->
                  "(b - formwork.months_later(a::timestamp, trunc(m / 12)::int * 12)::date)::numeric";
            })
        .append(
            " FROM (SELECT a, b, trunc((extract(year FROM b) * 384 + extract(month FROM b) * 32 + extract(day FROM b) - extract(year FROM a) * 384 - extract(month FROM a) * 32 - extract(day FROM a)) / 32) AS m FROM (SELECT ");
    out.value(arguments.get(0));
    out.append(" AS a, ");
    out.value(arguments.get(1));
    out.append(" AS b) q) w)");
  }
}
