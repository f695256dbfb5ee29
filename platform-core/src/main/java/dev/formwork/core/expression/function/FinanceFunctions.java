package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.FINANCE;
import static dev.formwork.core.expression.function.FunctionBuilder.many;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.util.List;

/**
 * Interest and tax. Money paid out is negative, as in spreadsheets; the formulas are the annuity
 * equation {@code pv(1+r)^n + pmt((1+r)^n-1)/r + fv = 0} solved for each of its parts.
 */
final class FinanceFunctions {

  private static final int IRR_STEPS = 200;

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(FINANCE, "PMT", "每期付款")
              .takes(number("rate"), number("periods"), number("present value"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  doubles((r, n, pv) -> r == 0 ? -pv / n : -pv * r / (1 - Math.pow(1 + r, -n))))
              .help(
                  "The payment of each period that settles a loan.",
                  "等额还款时每期的付款额。",
                  "ROUND(PMT(0.01, 12, 1200), 2)",
                  "-106.62"),
          scalar(FINANCE, "PV", "现值")
              .takes(number("rate"), number("periods"), number("payment"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  doubles((r, n, pmt) -> r == 0 ? -pmt * n : -pmt * (1 - Math.pow(1 + r, -n)) / r))
              .help(
                  "What equal payments are worth today.",
                  "等额付款的现值。",
                  "ROUND(PV(0.01, 12, -100), 2)",
                  "1125.51"),
          scalar(FINANCE, "FV", "终值")
              .takes(number("rate"), number("periods"), number("payment"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  doubles((r, n, pmt) -> r == 0 ? -pmt * n : -pmt * (Math.pow(1 + r, n) - 1) / r))
              .help(
                  "What equal payments will be worth.",
                  "等额付款的终值。",
                  "ROUND(FV(0.01, 12, -100), 2)",
                  "1268.25"),
          scalar(FINANCE, "NPER", "期数")
              .takes(number("rate"), number("payment"), number("present value"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  doubles(
                      (r, pmt, pv) ->
                          r == 0 ? -pv / pmt : -Math.log(1 + pv * r / pmt) / Math.log(1 + r)))
              .help(
                  "How many periods it takes to settle a loan.",
                  "还清贷款所需的期数。",
                  "ROUND(NPER(0.01, -106.62, 1200), 1)",
                  "12"),
          scalar(FINANCE, "SLN", "直线折旧")
              .takes(number("cost"), number("rest value"), number("periods"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.three(
                      BigDecimal.class,
                      BigDecimal.class,
                      BigDecimal.class,
                      (cost, rest, periods) -> DecimalMath.quotient(cost.subtract(rest), periods)),
                  "formwork.quotient({0} - {1}, {2})")
              .help("Depreciation by equal parts.", "直线法每期折旧额。", "SLN(1000, 100, 9)", "100"),
          scalar(FINANCE, "EFFECT", "实际年利率")
              .takes(number("nominal rate"), number("periods in a year"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (r, n) ->
                          DecimalMath.floating(
                              Math.pow(1 + r.doubleValue() / n.doubleValue(), n.doubleValue())
                                  - 1)))
              .help(
                  "The yearly rate with compound interest.",
                  "计复利的实际年利率。",
                  "ROUND(EFFECT(0.12, 12), 4)",
                  "0.1268"),
          scalar(FINANCE, "TAXOF", "价内税额")
              .takes(number("gross amount"), number("tax rate"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (gross, rate) ->
                          DecimalMath.quotient(gross.multiply(rate), rate.add(BigDecimal.ONE))),
                  "formwork.quotient({0} * {1}, {1} + 1)")
              .help(
                  "The tax within an amount that includes it.",
                  "含税金额中的税额。",
                  "TAXOF(113, 0.13)",
                  "13"),
          scalar(FINANCE, "NETOFTAX", "不含税金额")
              .takes(number("gross amount"), number("tax rate"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (gross, rate) -> DecimalMath.quotient(gross, rate.add(BigDecimal.ONE))),
                  "formwork.quotient({0}, {1} + 1)")
              .help(
                  "An amount without the tax it includes.",
                  "含税金额去掉税后的金额。",
                  "NETOFTAX(113, 0.13)",
                  "100"),
          many("NPV", "净现值")
              .over("amounts", ValueType.NUMBER)
              .with(number("rate"))
              .gives(
                  ValueType.NUMBER,
                  (rows, plain) ->
                      plain[0] instanceof BigDecimal rate
                          ? DecimalMath.floating(presentValue(amounts(rows), rate.doubleValue(), 1))
                          : null,
                  null)
              .help(
                  "What amounts at the ends of periods are worth today.",
                  "各期期末金额的净现值。",
                  "ROUND(NPV((100, 100), 0.1), 2)",
                  "173.55"),
          many("IRR", "内部收益率")
              .over("amounts", ValueType.NUMBER)
              .gives(ValueType.NUMBER, (rows, _) -> internalRate(amounts(rows)), null)
              .help(
                  "The rate at which amounts, the first paid today, come to nothing.",
                  "使现金流净现值为零的收益率，首期为今天。",
                  "ROUND(IRR((-100, 60, 60)), 4)",
                  "0.1307"));

  private FinanceFunctions() {}

  /** A formula of floating point. */
  @FunctionalInterface
  private interface OfThree {
    double of(double a, double b, double c);
  }

  private static FunctionBody doubles(OfThree formula) {
    return FunctionBody.three(
        BigDecimal.class,
        BigDecimal.class,
        BigDecimal.class,
        (a, b, c) ->
            DecimalMath.floating(formula.of(a.doubleValue(), b.doubleValue(), c.doubleValue())));
  }

  private static double[] amounts(List<Object[]> rows) {
    return ListFunctions.present(rows).stream()
        .mapToDouble(amount -> ((BigDecimal) amount).doubleValue())
        .toArray();
  }

  private static double presentValue(double[] amounts, double rate, int firstPeriod) {
    double value = 0;
    for (int i = 0; i < amounts.length; i++) {
      value += amounts[i] / Math.pow(1 + rate, i + (double) firstPeriod);
    }
    return value;
  }

  /** By bisection: slower than Newton's method, and never astray. Null when there is no root. */
  private static Object internalRate(double[] amounts) {
    double low = -0.9999;
    double high = 100;
    double atLow = presentValue(amounts, low, 0);
    if (amounts.length < 2 || atLow * presentValue(amounts, high, 0) > 0) {
      return null;
    }
    for (int i = 0; i < IRR_STEPS; i++) {
      double middle = (low + high) / 2;
      double atMiddle = presentValue(amounts, middle, 0);
      if (atLow * atMiddle <= 0) {
        high = middle;
      } else {
        low = middle;
        atLow = atMiddle;
      }
    }
    return DecimalMath.floating((low + high) / 2);
  }
}
