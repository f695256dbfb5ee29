package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.DATE;
import static dev.formwork.core.expression.function.FunctionBuilder.date;
import static dev.formwork.core.expression.function.FunctionBuilder.moment;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.ScalarFunction;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.function.ToLongFunction;

/** The parts of days and moments. A moment's are those it has in the zone of the evaluation. */
final class DatePartFunctions {

  static final List<ExpressionFunction> ALL =
      List.of(
          ofDay(
              "YEAR",
              "年",
              LocalDate::getYear,
              "extract(year FROM {0})",
              "The year.",
              "年份。",
              "2026"),
          ofDay(
              "QUARTER",
              "季度",
              day -> day.get(IsoFields.QUARTER_OF_YEAR),
              "extract(quarter FROM {0})",
              "The quarter, 1 to 4.",
              "季度，1 到 4。",
              "1"),
          ofDay(
              "MONTH",
              "月",
              LocalDate::getMonthValue,
              "extract(month FROM {0})",
              "The month, 1 to 12.",
              "月份，1 到 12。",
              "3"),
          ofDay(
              "DAY",
              "日",
              LocalDate::getDayOfMonth,
              "extract(day FROM {0})",
              "The day of the month.",
              "当月第几日。",
              "1"),
          scalar(DATE, "WEEKDAY", "星期几")
              .takes(date("date"), number("type").or(BigDecimal.TWO))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(LocalDate.class, BigDecimal.class, DatePartFunctions::dayOfWeek),
                  "(CASE {1} WHEN 1 THEN extract(dow FROM {0}) + 1 WHEN 2 THEN extract(isodow FROM {0}) WHEN 3 THEN extract(isodow FROM {0}) - 1 END)")
              .help(
                  "The day of the week: Monday is 1, Sunday 7; with type 1, Sunday is 1, Saturday 7; with type 3, Monday is 0.",
                  "星期几，星期一为 1，星期日为 7；类型为 1 时星期日为 1、星期六为 7，类型为 3 时星期一为 0。",
                  "WEEKDAY(DATE(\"2026-03-01\"))",
                  "7"),
          ofDay(
              "WEEKNUM",
              "周数",
              day -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
              "extract(week FROM {0})",
              "The week of the year (ISO 8601).",
              "当年第几周（ISO 8601）。",
              "9"),
          ofDay(
              "DAYOFYEAR",
              "年内第几天",
              LocalDate::getDayOfYear,
              "extract(doy FROM {0})",
              "The day of the year.",
              "当年第几天。",
              "60"),
          ofDay(
              "DAYSINMONTH",
              "当月天数",
              LocalDate::lengthOfMonth,
              "extract(day FROM (date_trunc('month', {0}::timestamp) + interval '1 month' - interval '1 day'))",
              "How many days the month has.",
              "当月的天数。",
              "31"),
          ofMoment(
              "HOUR", "时", ZonedDateTime::getHour, "hour", "The hour, 0 to 23.", "小时，0 到 23。", "8"),
          ofMoment("MINUTE", "分", ZonedDateTime::getMinute, "minute", "The minute.", "分钟。", "30"),
          ofMoment("SECOND", "秒", ZonedDateTime::getSecond, "second", "The second.", "秒。", "15"),
          scalar(DATE, "ISLEAPYEAR", "是否闰年")
              .takes(date("date"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.one(LocalDate.class, LocalDate::isLeapYear),
                  "(extract(day FROM (date_trunc('year', {0}::timestamp) + interval '60 days' - interval '1 day')) = 29)")
              .help(
                  "Whether its year has 366 days.",
                  "所在年份是否为闰年。",
                  "ISLEAPYEAR(DATE(\"2028-01-01\"))",
                  "true"),
          scalar(DATE, "ISWEEKEND", "是否周末")
              .takes(date("date"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.one(LocalDate.class, day -> day.getDayOfWeek().getValue() > 5),
                  "(extract(isodow FROM {0}) > 5)")
              .help(
                  "Whether it is a Saturday or Sunday.",
                  "是否星期六或星期日。",
                  "ISWEEKEND(DATE(\"2026-03-01\"))",
                  "true"),
          scalar(DATE, "TIMESTAMP", "时间戳")
              .takes(moment("moment"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.one(
                      OffsetDateTime.class, moment -> DecimalMath.of(moment.toEpochSecond())),
                  "floor(extract(epoch FROM {0}))")
              .help(
                  "The seconds since 1970 (Unix time).",
                  "自 1970 年起的秒数（Unix 时间）。",
                  "TIMESTAMP(DATETIME(\"1970-01-02T00:00:00Z\"))",
                  "86400"));

  private DatePartFunctions() {}

  private static Object dayOfWeek(LocalDate day, BigDecimal type) {
    int monday = day.getDayOfWeek().getValue();
    return type.compareTo(BigDecimal.ONE) == 0
        ? DecimalMath.of(monday % 7 + 1L)
        : type.compareTo(BigDecimal.TWO) == 0
            ? DecimalMath.of(monday)
            : type.compareTo(BigDecimal.valueOf(3)) == 0 ? DecimalMath.of(monday - 1L) : null;
  }

  private static ScalarFunction ofDay(
      String name,
      String chineseName,
      ToLongFunction<LocalDate> part,
      String sql,
      String english,
      String chinese,
      String result) {
    return scalar(DATE, name, chineseName)
        .takes(date("date"))
        .gives(
            ValueType.NUMBER,
            FunctionBody.one(LocalDate.class, day -> DecimalMath.of(part.applyAsLong(day))),
            sql)
        .help(english, chinese, name + "(DATE(\"2026-03-01\"))", result);
  }

  private static ScalarFunction ofMoment(
      String name,
      String chineseName,
      ToLongFunction<ZonedDateTime> part,
      String sqlPart,
      String english,
      String chinese,
      String result) {
    return scalar(DATE, name, chineseName)
        .takes(moment("moment"))
        .gives(
            ValueType.NUMBER,
            arguments -> {
              var moment = arguments.getFirst();
              return evaluationContext ->
                  moment.run(evaluationContext) instanceof OffsetDateTime time
                      ? DecimalMath.of(
                          part.applyAsLong(time.atZoneSameInstant(evaluationContext.zone())))
                      : null;
            },
            (out, arguments) -> {
              out.append("floor(extract(" + sqlPart + " FROM (");
              out.value(arguments.getFirst());
              out.append(" AT TIME ZONE ");
              out.bind(out.scope().zone().getId(), ValueType.TEXT);
              out.append(")))");
            })
        .takes(Parameter.of("time", ValueType.TIME))
        .gives(
            ValueType.NUMBER,
            FunctionBody.one(
                LocalTime.class,
                time ->
                    DecimalMath.of(
                        part.applyAsLong(time.atDate(LocalDate.EPOCH).atZone(ZoneOffset.UTC)))),
            "floor(extract(" + sqlPart + " FROM {0}))")
        .help(english, chinese, name + "(DATETIME(\"2026-03-01T08:30:15Z\"))", result);
  }
}
