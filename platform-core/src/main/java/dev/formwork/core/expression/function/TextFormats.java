package dev.formwork.core.expression.function;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.Program;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What the function TEXT does: values shown by patterns, in the JVM and in SQL. */
final class TextFormats {

  static final String NUMBERS = "#,##0.00, 0.0%, 0\"kg\", [h]:mm";
  static final String DAYS = "yyyy-mm-dd, yyyy年m月d日, d mmm yyyy";
  static final String MOMENTS = "yyyy-mm-dd hh:mm, yyyy年m月d日, h:mm AM/PM";
  static final String TIMES = "hh:mm, h:mm AM/PM";

  /** What spreadsheets call a value as it is. */
  private static final Set<String> GENERAL = Set.of("general", "g/通用格式", "常规", "@");

  private TextFormats() {}

  static boolean isGeneral(String format) {
    return GENERAL.contains(format.strip().toLowerCase(Locale.ROOT));
  }

  static Program general(List<Program> arguments) {
    return ofNumber(arguments, CompiledExpression::text);
  }

  /** Whether SQL can show a number in this format. */
  static boolean isPlainNumberFormat(String format) {
    return NumberPattern.of(format).filter(NumberPattern::hasSql).isPresent();
  }

  static boolean isNumberFormat(String format) {
    return NumberPattern.of(format).isPresent();
  }

  static boolean isDateFormat(String format) {
    return DatePattern.of(format).isPresent();
  }

  static boolean isTimeFormat(String format) {
    return DatePattern.of(format).filter(DatePattern::isOfTime).isPresent();
  }

  static Program number(List<Program> arguments) {
    var pattern = NumberPattern.of(format(arguments)).orElseThrow();
    return ofNumber(arguments, pattern::format);
  }

  static Program elapsed(List<Program> arguments) {
    return ofNumber(arguments, ElapsedPattern.of(format(arguments)).orElseThrow()::format);
  }

  private static Program ofNumber(List<Program> arguments, Function<BigDecimal, String> shown) {
    var number = arguments.getFirst();
    return evaluationContext ->
        number.run(evaluationContext) instanceof BigDecimal value ? shown.apply(value) : null;
  }

  static Program moment(List<Program> arguments) {
    var pattern = DatePattern.of(format(arguments)).orElseThrow();
    var value = arguments.getFirst();
    return evaluationContext -> {
      var moment = local(value.run(evaluationContext), evaluationContext);
      return moment == null ? null : pattern.format(moment);
    };
  }

  private static LocalDateTime local(Object value, EvaluationContext evaluationContext) {
    return switch (value) {
      case LocalDate day -> day.atStartOfDay();
      case LocalTime time -> time.atDate(LocalDate.EPOCH);
      case OffsetDateTime moment -> local(moment, evaluationContext.zone());
      case null, default -> null;
    };
  }

  private static LocalDateTime local(OffsetDateTime moment, ZoneId zone) {
    return moment.atZoneSameInstant(zone).toLocalDateTime();
  }

  /** A literal does not look at the scope. */
  private static String format(List<Program> arguments) {
    return (String) arguments.get(1).run((EvaluationContext) null);
  }

  static void numberSql(SqlWriter out, List<Expression> arguments) {
    shown(out, arguments, NumberPattern.of(written(arguments)).orElseThrow()::sql, "");
  }

  static void daySql(SqlWriter out, List<Expression> arguments) {
    ofMoment(out, arguments, "::timestamp");
  }

  static void timeSql(SqlWriter out, List<Expression> arguments) {
    ofMoment(out, arguments, " + DATE '1970-01-01'");
  }

  static void momentSql(SqlWriter out, List<Expression> arguments) {
    shown(
        out,
        arguments,
        DatePattern.of(written(arguments)).orElseThrow()::sql,
        " AT TIME ZONE ",
        out.scope().zone().getId());
  }

  private static void ofMoment(SqlWriter out, List<Expression> arguments, String asMoment) {
    shown(out, arguments, DatePattern.of(written(arguments)).orElseThrow()::sql, asMoment);
  }

  /** The value is worked out once, in a row of its own, as a pattern shows several parts of it. */
  private static void shown(
      SqlWriter out,
      List<Expression> arguments,
      Function<String, String> pattern,
      String conversion,
      String... zone) {
    out.append("(SELECT " + pattern.apply("p.a") + " FROM (SELECT (");
    out.value(arguments.getFirst());
    out.append(")" + conversion);
    for (var one : zone) {
      out.bind(one, ValueType.TEXT);
    }
    out.append(" AS a) p)");
  }

  private static String written(List<Expression> arguments) {
    return TimeUnits.written(arguments.get(1));
  }
}
