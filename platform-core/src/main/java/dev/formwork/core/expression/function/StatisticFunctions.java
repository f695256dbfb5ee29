package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.function.FunctionBuilder.many;

import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Totals and other figures made of many values. Empty values are skipped. */
final class StatisticFunctions {

  private static final ValueType[] ORDERED = {
    ValueType.NUMBER, ValueType.TEXT, ValueType.DATE, ValueType.DATE_TIME
  };

  static final List<ExpressionFunction> ALL =
      List.of(
          many("SUM", "求和")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(ValueType.NUMBER, (rows, _) -> sum(rows), "COALESCE(sum(a), 0)")
              .help(
                  "The total; of nothing, 0.",
                  "总和，没有值时为 0。",
                  "SUM(lines.quantity * lines.price)",
                  "123"),
          many("SUMIF", "条件求和")
              .over("numbers", ValueType.NUMBER)
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  ValueType.NUMBER,
                  (rows, _) -> sum(where(rows)),
                  "COALESCE(sum(a) FILTER (WHERE b), 0)")
              .help(
                  "The total of the rows for which a condition holds.",
                  "满足条件的行的总和。",
                  "SUMIF(lines.quantity, lines.price < 50)",
                  "5"),
          many("SUMPRODUCT", "乘积和")
              .over("numbers", ValueType.NUMBER)
              .over("factors", ValueType.NUMBER)
              .gives(
                  ValueType.NUMBER,
                  (rows, _) ->
                      rows.stream()
                          .filter(row -> row[0] != null && row[1] != null)
                          .map(row -> ((BigDecimal) row[0]).multiply((BigDecimal) row[1]))
                          .reduce(BigDecimal.ZERO, BigDecimal::add),
                  "COALESCE(sum(a * b), 0)")
              .help(
                  "The total of products.",
                  "逐行相乘后的总和。",
                  "SUMPRODUCT(lines.quantity, lines.price)",
                  "123"),
          many("PRODUCT", "连乘")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(
                  ValueType.NUMBER,
                  (rows, _) ->
                      rows.size() > 100
                          ? null
                          : numbers(rows).reduce(BigDecimal::multiply).orElse(null),
                  null)
              .help(
                  "All values multiplied, up to 100.",
                  "所有值的乘积，最多 100 个。",
                  "PRODUCT(2, 3, 4)",
                  "24"),
          many("AVERAGE", "平均值")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(
                  ValueType.NUMBER,
                  (rows, _) -> average(rows),
                  "formwork.quotient(sum(a), count(a))")
              .help(
                  "The mean; of nothing, nothing.", "平均值，没有值时为空。", "AVERAGE(lines.quantity)", "2"),
          many("AVERAGEIF", "条件平均")
              .over("numbers", ValueType.NUMBER)
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  ValueType.NUMBER,
                  (rows, _) -> average(where(rows)),
                  "formwork.quotient(sum(a) FILTER (WHERE b), count(a) FILTER (WHERE b))")
              .help(
                  "The mean of the rows for which a condition holds.",
                  "满足条件的行的平均值。",
                  "AVERAGEIF(lines.price, lines.quantity = 1)",
                  "99"),
          many("MIN", "最小值")
              .over("values", ORDERED)
              .orItsArguments()
              .gives(type -> type, (rows, _) -> first(ListFunctions.sorted(rows)), "min(a)")
              .help("The smallest value.", "最小值。", "MIN(3, 1, 2)", "1"),
          many("MAX", "最大值")
              .over("values", ORDERED)
              .orItsArguments()
              .gives(
                  type -> type, (rows, _) -> first(ListFunctions.sorted(rows).reversed()), "max(a)")
              .help("The largest value.", "最大值。", "MAX(lines.price)", "99"),
          many("MINIF", "条件最小值")
              .over("values", ORDERED)
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  type -> type,
                  (rows, _) -> first(ListFunctions.sorted(where(rows))),
                  "min(a) FILTER (WHERE b)")
              .help(
                  "The smallest value of the rows for which a condition holds.",
                  "满足条件的行的最小值。",
                  "MINIF(lines.price, lines.quantity < 3)",
                  "10.5"),
          many("MAXIF", "条件最大值")
              .over("values", ORDERED)
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  type -> type,
                  (rows, _) -> first(ListFunctions.sorted(where(rows)).reversed()),
                  "max(a) FILTER (WHERE b)")
              .help(
                  "The largest value of the rows for which a condition holds.",
                  "满足条件的行的最大值。",
                  "MAXIF(lines.price, lines.quantity > 1)",
                  "10.5"),
          many("MEDIAN", "中位数")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(
                  ValueType.NUMBER,
                  (rows, _) -> median(rows),
                  "(((array_agg(a ORDER BY a) FILTER (WHERE a IS NOT NULL))[(count(a) + 1) / 2] + (array_agg(a ORDER BY a) FILTER (WHERE a IS NOT NULL))[(count(a) + 2) / 2]) * 0.5)")
              .help("The value in the middle.", "中位数。", "MEDIAN(1, 2, 10)", "2"),
          many("MODE", "众数")
              .over("values", ORDERED)
              .gives(
                  type -> type,
                  (rows, _) -> mode(ListFunctions.sorted(rows)),
                  "mode() WITHIN GROUP (ORDER BY a)")
              .help(
                  "The most frequent value; the smallest of several.",
                  "出现最多的值，并列时取最小。",
                  "MODE(lines.product)",
                  "Cable"),
          many("VAR", "样本方差")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(ValueType.NUMBER, (rows, _) -> spread(rows, 1, false), null)
              .help("The variance of a sample.", "样本方差。", "VAR(1, 2, 3)", "1"),
          many("VARP", "总体方差")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(ValueType.NUMBER, (rows, _) -> spread(rows, 0, false), null)
              .help("The variance of a whole.", "总体方差。", "VARP(1, 3)", "1"),
          many("STDEV", "样本标准差")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(ValueType.NUMBER, (rows, _) -> spread(rows, 1, true), null)
              .help("The standard deviation of a sample.", "样本标准差。", "STDEV(1, 2, 3)", "1"),
          many("STDEVP", "总体标准差")
              .over("numbers", ValueType.NUMBER)
              .orItsArguments()
              .gives(ValueType.NUMBER, (rows, _) -> spread(rows, 0, true), null)
              .help("The standard deviation of a whole.", "总体标准差。", "STDEVP(1, 3)", "1"));

  private StatisticFunctions() {}

  private static Stream<BigDecimal> numbers(List<Object[]> rows) {
    return rows.stream().map(row -> (BigDecimal) row[0]).filter(Objects::nonNull);
  }

  private static List<Object[]> where(List<Object[]> rows) {
    return rows.stream().filter(row -> ListFunctions.holds(row[1])).toList();
  }

  private static BigDecimal sum(List<Object[]> rows) {
    return numbers(rows).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal average(List<Object[]> rows) {
    return DecimalMath.quotient(sum(rows), DecimalMath.of(numbers(rows).count()));
  }

  private static Object first(List<Object> values) {
    return values.isEmpty() ? null : values.getFirst();
  }

  private static Object median(List<Object[]> rows) {
    var sorted = ListFunctions.sorted(rows);
    if (sorted.isEmpty()) {
      return null;
    }
    var low = (BigDecimal) sorted.get((sorted.size() - 1) / 2);
    var high = (BigDecimal) sorted.get(sorted.size() / 2);
    return low.add(high).multiply(new BigDecimal("0.5"));
  }

  private static Object mode(List<Object> sorted) {
    Object best = null;
    int bestCount = 0;
    int count = 0;
    for (int i = 0; i < sorted.size(); i++) {
      boolean again =
          i > 0
              && dev.formwork.core.expression.value.ValueOrder.compare(
                      sorted.get(i - 1), sorted.get(i))
                  == 0;
      count = again ? count + 1 : 1;
      if (count > bestCount) {
        bestCount = count;
        best = sorted.get(i);
      }
    }
    return best;
  }

  /** Variance or its root, by Welford's method (1962), with n - {@code less} as the divisor. */
  private static Object spread(List<Object[]> rows, int less, boolean root) {
    double mean = 0;
    double squares = 0;
    int n = 0;
    for (var number : numbers(rows).toList()) {
      n++;
      double delta = number.doubleValue() - mean;
      mean += delta / n;
      squares += delta * (number.doubleValue() - mean);
    }
    if (n - less <= 0) {
      return null;
    }
    double variance = squares / (n - less);
    return DecimalMath.floating(root ? Math.sqrt(variance) : variance);
  }
}
