package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.DATE;
import static dev.formwork.core.expression.function.FunctionBuilder.date;
import static dev.formwork.core.expression.function.FunctionBuilder.moment;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;
import static dev.formwork.core.expression.function.FunctionBuilder.text;

import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.Volatility;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.expression.value.WrittenDates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Making days and moments, and what lies between them. */
final class DateFunctions {

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(DATE, "TODAY", "今天")
              .changes(Volatility.CLOCK)
              .takes()
              .gives(
                  ValueType.DATE,
                  _ -> EvaluationContext::today,
                  (out, _) -> out.bind(out.scope().today(), ValueType.DATE))
              .help("The day it is.", "今天的日期。", "DAYS(TODAY(), TODAY())", "0"),
          scalar(DATE, "NOW", "现在")
              .changes(Volatility.CLOCK)
              .takes()
              .gives(
                  ValueType.DATE_TIME,
                  _ -> EvaluationContext::now,
                  (out, _) -> out.bind(out.scope().now(), ValueType.DATE_TIME))
              .help("The moment it is.", "当前时刻。", "NOW() = NOW()", "true"),
          scalar(DATE, "DATE", "日期")
              .takes(
                  Parameter.literal(
                      "text", text -> WrittenDates.day(text).isPresent(), "2026-01-31"))
              .gives(
                  ValueType.DATE,
                  FunctionBody.one(String.class, text -> WrittenDates.day(text).orElse(null)),
                  (out, arguments) ->
                      out.bind(
                          WrittenDates.day(TimeUnits.written(arguments.getFirst())).orElse(null),
                          ValueType.DATE))
              .takes(number("year"), number("month"), number("day"))
              .gives(
                  ValueType.DATE,
                  FunctionBody.three(
                      BigDecimal.class,
                      BigDecimal.class,
                      BigDecimal.class,
                      DateFunctions::fromNumbers),
                  "(SELECT CASE WHEN trunc({0}) BETWEEN 1 AND 9999 THEN formwork.days_later(formwork.months_later(make_date(formwork.whole({0}, 1, 9999), 1, 1)::timestamp, formwork.whole({1}, -120000, 120000) - 1), formwork.whole({2}, -4000000, 4000000) - 1)::date END)")
              .takes(moment("moment"))
              .gives(
                  ValueType.DATE,
                  arguments -> {
                    var moment = arguments.getFirst();
                    return evaluationContext ->
                        moment.run(evaluationContext) instanceof OffsetDateTime time
                            ? time.atZoneSameInstant(evaluationContext.zone()).toLocalDate()
                            : null;
                  },
                  (out, arguments) -> {
                    out.append("(");
                    out.value(arguments.getFirst());
                    out.append(" AT TIME ZONE ");
                    out.bind(out.scope().zone().getId(), ValueType.TEXT);
                    out.append(")::date");
                  })
              .takes(date("date"))
              .gives(ValueType.DATE, FunctionBody.one(LocalDate.class, day -> day), "{0}")
              .help(
                  "A day: written out, from its numbers, or of a moment.",
                  "日期：直接写出、由年月日组成，或取某一时刻的日期。",
                  "DATE(2026, 2, 28)",
                  "2026-02-28"),
          scalar(DATE, "DATEVALUE", "文本转日期")
              .takes(text("text"))
              .gives(
                  ValueType.DATE,
                  FunctionBody.one(String.class, text -> WrittenDates.dayOf(text).orElse(null)),
                  DateReading::daySql)
              .help(
                  "The day that a text reads as, such as 2026-01-31, 2026/1/31, 2026年1月31日, 20260131 or 31 Jan 2026; nothing when it is none.",
                  "把文本读作日期，如 2026-01-31、2026/1/31、2026年1月31日、20260131、31 Jan 2026；读不出或没有这一天时为空。",
                  "DATEVALUE(\"2026年3月5日\")",
                  "2026-03-05"),
          scalar(DATE, "DATETIME", "时刻")
              .takes(
                  Parameter.literal(
                      "text",
                      text -> IsoDates.moment(text, ZoneOffset.UTC).isPresent(),
                      "2026-01-31T08:00:00+08:00"))
              .gives(
                  ValueType.DATE_TIME,
                  arguments -> {
                    var text = arguments.getFirst();
                    return evaluationContext ->
                        IsoDates.moment(
                                (String) text.run(evaluationContext), evaluationContext.zone())
                            .orElse(null);
                  },
                  (out, arguments) ->
                      out.bind(
                          IsoDates.moment(
                                  TimeUnits.written(arguments.getFirst()), out.scope().zone())
                              .orElse(null),
                          ValueType.DATE_TIME))
              .help(
                  "A moment, written out with its offset, or without one in the time zone of the workspace.",
                  "直接写出的时刻，可带时区偏移；不带时按工作区时区。",
                  "DATETIME(\"2026-03-01T08:00:00+08:00\")",
                  "2026-03-01T00:00:00Z"),
          scalar(DATE, "TIMEVALUE", "文本转时间")
              .takes(text("text"))
              .gives(
                  ValueType.TIME,
                  FunctionBody.one(String.class, text -> WrittenDates.time(text).orElse(null)),
                  DateReading::timeSql)
              .help(
                  "The time of day that a text reads as, such as 9:30, 09:30:15, 9:30 PM or 下午3:00; nothing when it is none.",
                  "把文本读作时间，如 9:30、09:30:15、9:30 PM、下午3:00；读不出时为空。",
                  "TIMEVALUE(\"9:30 PM\")",
                  "21:30"),
          scalar(DATE, "TIME", "时间")
              .takes(number("hour"), number("minute"), number("second").or(BigDecimal.ZERO))
              .gives(
                  ValueType.TIME,
                  FunctionBody.three(
                      BigDecimal.class,
                      BigDecimal.class,
                      BigDecimal.class,
                      DateFunctions::timeFromNumbers),
                  "(TIME '00:00' + (formwork.whole({0}, -32767, 32767)::bigint * 3600 + formwork.whole({1}, -32767, 32767) * 60 + formwork.whole({2}, -32767, 32767)) * interval '1 second')")
              .help(
                  "A time of day from its numbers; what is more than a day begins anew.",
                  "由时、分、秒组成的时间；超过一天的部分从头计。",
                  "TIME(9, 30, 0)",
                  "09:30"),
          scalar(DATE, "FROMTIMESTAMP", "时间戳转时刻")
              .takes(number("seconds"))
              .gives(
                  ValueType.DATE_TIME,
                  FunctionBody.one(
                      BigDecimal.class,
                      seconds ->
                          DecimalMath.whole(seconds, Integer.MIN_VALUE, Integer.MAX_VALUE)
                                  == seconds.longValue()
                              ? java.time.Instant.ofEpochSecond(seconds.longValue())
                                  .atOffset(ZoneOffset.UTC)
                              : null),
                  "(CASE WHEN trunc({0}) BETWEEN -2147483648 AND 2147483647 THEN to_timestamp(trunc({0})::double precision) END)")
              .help(
                  "The moment of a Unix time, from 1901 to 2038.",
                  "Unix 时间对应的时刻，1901 到 2038 年。",
                  "FROMTIMESTAMP(0)",
                  "1970-01-01T00:00:00Z"),
          scalar(DATE, "DAYS", "相差天数")
              .takes(date("to"), date("from"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      LocalDate.class,
                      LocalDate.class,
                      (to, from) -> DecimalMath.of(ChronoUnit.DAYS.between(from, to))),
                  "({0} - {1})::numeric")
              .help(
                  "How many days it is from one day to another.",
                  "从一个日期到另一个日期的天数。",
                  "DAYS(DATE(\"2026-03-01\"), DATE(\"2026-02-01\"))",
                  "28"),
          scalar(DATE, "HOURS", "相差小时")
              .takes(moment("to"), moment("from"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      OffsetDateTime.class,
                      OffsetDateTime.class,
                      (to, from) -> seconds(to, from, 3600)),
                  "round(formwork.quotient(extract(epoch FROM ({0} - {1})), 3600), 6)")
              .help(
                  "How many hours it is from one moment to another.",
                  "两个时刻相差的小时数。",
                  "HOURS(DATETIME(\"2026-03-01T08:30:00Z\"), DATETIME(\"2026-03-01T08:00:00Z\"))",
                  "0.5"),
          scalar(DATE, "MINUTES", "相差分钟")
              .takes(moment("to"), moment("from"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      OffsetDateTime.class,
                      OffsetDateTime.class,
                      (to, from) -> seconds(to, from, 60)),
                  "round(formwork.quotient(extract(epoch FROM ({0} - {1})), 60), 6)")
              .help(
                  "How many minutes it is from one moment to another.",
                  "两个时刻相差的分钟数。",
                  "MINUTES(DATETIME(\"2026-03-01T08:30:00Z\"), DATETIME(\"2026-03-01T08:00:00Z\"))",
                  "30"),
          scalar(DATE, "DATEDIF", "日期间隔")
              .takes(date("from"), date("to"), TimeUnits.ofDays())
              .gives(ValueType.NUMBER, TimeUnits::between, TimeUnits::betweenSql)
              .takes(
                  date("from"),
                  date("to"),
                  Parameter.literal("unit", TimeUnits::isOfRest, TimeUnits.DAYS_EXAMPLES))
              .gives(ValueType.NUMBER, TimeUnits::rest, TimeUnits::restSql)
              .help(
                  "How many whole units lie between two days: year, quarter, month, week or day; or the months beyond whole years (ym), the days beyond whole months (md) or years (yd).",
                  "两个日期之间完整的年（year）、季（quarter）、月（month）、周（week）、天（day）数；ym 为不足一年的月数，md、yd 为不足一月、一年的天数。",
                  "DATEDIF(DATE(\"2026-01-31\"), DATE(\"2026-03-30\"), \"month\")",
                  "1"),
          scalar(DATE, "AGE", "周岁")
              .changes(Volatility.CLOCK)
              .takes(date("birthday"))
              .gives(
                  ValueType.NUMBER,
                  arguments -> {
                    var birthday = arguments.getFirst();
                    return evaluationContext ->
                        birthday.run(evaluationContext) instanceof LocalDate day
                            ? DecimalMath.of(
                                ChronoUnit.YEARS.between(day, evaluationContext.today()))
                            : null;
                  },
                  (out, arguments) -> {
                    out.append(
                        "(SELECT trunc((extract(year FROM b) * 384 + extract(month FROM b) * 32 + extract(day FROM b) - extract(year FROM a) * 384 - extract(month FROM a) * 32 - extract(day FROM a)) / 384) FROM (SELECT ");
                    out.value(arguments.getFirst());
                    out.append(" AS a, ");
                    out.bind(out.scope().today(), ValueType.DATE);
                    out.append(" AS b) q)");
                  })
              .help("Whole years up to today.", "到今天为止的周岁数。", "AGE(TODAY())", "0"));

  private DateFunctions() {}

  /** Months and days beyond their year and month count on, as in spreadsheets. */
  private static Object fromNumbers(BigDecimal year, BigDecimal month, BigDecimal day) {
    int years = DecimalMath.whole(year, 0, 10_000);
    if (years < 1 || years > 9999) {
      return null;
    }
    var first =
        IsoDates.storable(
            LocalDate.of(years, 1, 1).plusMonths(DecimalMath.whole(month, -120_000, 120_000) - 1L));
    return first == null
        ? null
        : first.plusDays(DecimalMath.whole(day, -4_000_000, 4_000_000) - 1L);
  }

  private static Object timeFromNumbers(BigDecimal hour, BigDecimal minute, BigDecimal second) {
    long seconds =
        3600L * DecimalMath.whole(hour, -32_767, 32_767)
            + 60L * DecimalMath.whole(minute, -32_767, 32_767)
            + DecimalMath.whole(second, -32_767, 32_767);
    return LocalTime.ofSecondOfDay(Math.floorMod(seconds, 86_400L));
  }

  private static Object seconds(OffsetDateTime to, OffsetDateTime from, int unit) {
    var micros = BigDecimal.valueOf(ChronoUnit.MICROS.between(from, to));
    return DecimalMath.quotient(micros, BigDecimal.valueOf(unit * 1_000_000L))
        .setScale(6, RoundingMode.HALF_UP);
  }
}
